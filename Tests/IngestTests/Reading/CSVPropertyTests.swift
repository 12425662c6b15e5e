import Testing

@testable import Ingest

/// What holds for any table and any bytes.
struct CSVPropertyTests {
    private static let pieces = [
        "a", "bc", "0123456789", "\"", "\"\"", ",", ";", "\n", "\r\n", "\r", " ", "é", "日本", "x\"y", "|", "\t",
    ]

    /// A random text without zero bytes.
    private func text(_ generator: inout SeededGenerator) -> String {
        (0..<Int.random(in: 0...6, using: &generator)).map { _ in
            Self.pieces.randomElement(using: &generator) ?? ""
        }.joined()
    }

    /// A CSV writer that quotes where it must, and at random where it may.
    private func write(
        _ rows: [[String]], delimiter: String, ending: String, generator: inout SeededGenerator
    ) -> String {
        var lines = [String]()
        for row in rows {
            let fields = row.map { field in
                let mustQuote = field.unicodeScalars.contains { "\"\r\n\(delimiter)".unicodeScalars.contains($0) }
                if mustQuote || Bool.random(using: &generator) {
                    return "\"" + field.replacing("\"", with: "\"\"") + "\""
                }
                return field
            }
            lines.append(fields.joined(separator: delimiter))
        }
        return lines.joined(separator: ending) + (Bool.random(using: &generator) ? ending : "")
    }

    @Test("Random tables are read back as they were written, at any window size", arguments: 0..<40)
    func roundTrip(seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        let width = Int.random(in: 2...5, using: &generator)
        let names = (0..<width).map { "column\($0)" }
        let rows = (0..<Int.random(in: 0...60, using: &generator)).map { _ in
            (0..<width).map { _ in text(&generator) }
        }
        let delimiter = [",", ";", "\t", "|"].randomElement(using: &generator) ?? ","
        let ending = ["\n", "\r\n", "\r"].randomElement(using: &generator) ?? "\n"
        let file = write([names] + rows, delimiter: delimiter, ending: ending, generator: &generator)
        let expected = rows.map { row in row.map { $0.isEmpty ? nil : $0 } }
        for chunk in [1, 2, 3, 7, 64, Int.max] {
            let table = try readCSV(file, chunk: chunk)
            #expect(table.columns == names)
            #expect(table.problems.isEmpty, "chunk \(chunk)")
            // Strings compare by canonical equivalence, in which CRLF is one character: compare bytes.
            #expect(
                table.rows.map { $0.map { $0.map { Array($0.utf8) } } }
                    == expected.map { $0.map { $0.map { Array($0.utf8) } } }, "chunk \(chunk)")
        }
    }

    @Test("Faulty files give the same records at any window size", arguments: 0..<200)
    func windowIndependence(seed: Int) throws {
        var generator = SeededGenerator(seed: 1000 + UInt64(seed))
        let pieces = ["a", "\"", "\"\"", ",", "\n", "\r\n", "\r", "bcdefghijklmnop", "\0", "é", ",\"", "\",", "\n\""]
        var body = "a,b,c\n"
        for _ in 0..<200 { body += pieces.randomElement(using: &generator) ?? "" }
        let limit = [20, 50, 1000].randomElement(using: &generator) ?? 50
        func read(_ chunk: Int) throws -> ReadTable {
            try readCSV(body, chunk: chunk) {
                $0.maximumFieldBytes = limit
                $0.maximumRecordBytes = limit * 2
                $0.sniffBytes = 8
                $0.encoding = .utf8
            }
        }
        let whole = try read(100_000)
        for chunk in [1, 2, 3, 5, 7, 16, 33] {
            let table = try read(chunk)
            #expect(table.records.count == whole.records.count, "chunk \(chunk)")
            for (record, expected) in zip(table.records, whole.records) {
                #expect(record == expected, "chunk \(chunk)")
                if record != expected { break }
            }
        }
    }

    @Test("Random bytes neither crash nor hang, and lines never go back", arguments: 0..<200)
    func randomBytes(seed: Int) throws {
        var generator = SeededGenerator(seed: 5000 + UInt64(seed))
        var bytes = Array("a,b\n".utf8)
        for _ in 0..<Int.random(in: 0...3000, using: &generator) {
            bytes.append(
                Bool.random(using: &generator)
                    ? UInt8.random(in: 0...255, using: &generator)
                    : Array("\",\n\r;x".utf8).randomElement(using: &generator) ?? 0)
        }
        let table = try readCSV(bytes, chunk: [1, 10, 1000].randomElement(using: &generator) ?? 1) {
            $0.maximumFieldBytes = 200
            $0.maximumRecordBytes = 400
        }
        var line = 1
        for record in table.records {
            #expect(record.line > line)
            #expect(record.endLine >= record.line)
            line = record.endLine
            for field in record.fields.compactMap(\.self) where record.problem == nil {
                #expect(!field.utf8.contains(0))
            }
        }
    }

    @Test("A file of random bytes from its first byte ends in a table or an error", arguments: 0..<100)
    func randomFile(seed: Int) {
        var generator = SeededGenerator(seed: 9000 + UInt64(seed))
        let bytes = (0..<500).map { _ in UInt8.random(in: 0...255, using: &generator) }
        do {
            _ = try readCSV(bytes)
        } catch {
            #expect((error as? IngestError)?.file == "test.csv")
        }
    }
}
