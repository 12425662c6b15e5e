import Testing

@testable import Ingest

/// UTF-8, Windows-1252, and files that show only late which they are.
struct CSVEncodingTests {
    /// Text in Windows-1252; only characters of Latin-1.
    private func latin1(_ text: String) -> [UInt8] {
        text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
    }

    @Test("UTF-8 text stays as it is")
    func utf8() throws {
        let table = try readCSV("città,b\nsão paulo,\"x \"\"é\"\" 日本 🎉\"\n")
        #expect(table.columns == ["città", "b"])
        #expect(table.rows == [["são paulo", "x \"é\" 日本 🎉"]])
    }

    @Test("Latin-1 becomes UTF-8, in plain and in quoted fields and in the header")
    func latin1Text() throws {
        let table = try readCSV(latin1("preço,b\nsão paulo,\"a \"\"ç\"\" ÿ\"\n"))
        #expect(table.columns == ["preço", "b"])
        #expect(table.rows == [["são paulo", "a \"ç\" ÿ"]])
    }

    @Test("Windows-1252's own characters become what they are")
    func windows1252() throws {
        let bytes = Array("a\n".utf8) + [0x80, 0x20, 0x93, 0x78, 0x94, 0x20, 0xE7, 0x81]
        #expect(try readCSV(bytes).rows == [["€ “x” ç\u{81}"]])
    }

    @Test("A file that turns out Latin-1 long after its beginning is read as such from there")
    func lateLatin1() throws {
        let plain = String(repeating: "plain,text\n", count: 40_000)
        let table = try readCSV(Array(("a,b\n" + plain).utf8) + latin1("são,maçã\n"))
        #expect(table.problems.isEmpty)
        #expect(table.rows.count == 40_001)
        #expect(table.rows.last == ["são", "maçã"])
    }

    @Test("A file that turns out UTF-8 late is read as such, and bytes that are none are then a problem")
    func lateUTF8() throws {
        let plain = String(repeating: "plain,text\n", count: 10_000)
        let table = try readCSV(Array(("a,b\n" + plain + "são,maçã\n").utf8) + latin1("x,maçã\n") + Array("y,z\n".utf8))
        #expect(table.problems == [.invalidUTF8(column: 1)])
        #expect(table.rows.suffix(2) == [["são", "maçã"], ["y", "z"]])
    }

    @Test("A single bad byte in UTF-8 text costs its record, not the encoding")
    func damagedUTF8() throws {
        var bytes = Array("a,b\nsão,maçã\ncoração,é\n".utf8)
        bytes += latin1("x,ç\n") + Array("fim,é\n".utf8)
        let table = try readCSV(bytes)
        #expect(table.problems == [.invalidUTF8(column: 1)])
        #expect(table.records[2].line == 4)
        #expect(table.rows.last == ["fim", "é"])
    }

    @Test("With a byte-order mark the file is UTF-8, whatever its bytes")
    func byteOrderMark() throws {
        let table = try readCSV([0xEF, 0xBB, 0xBF] + Array("a\n".utf8) + latin1("ç\n"))
        #expect(table.problems == [.invalidUTF8(column: 0)])
    }

    @Test("The encoding can be given")
    func givenEncoding() throws {
        #expect(try readCSV("a\nç\n") { $0.encoding = .windows1252 }.rows == [["Ã§"]])
    }

    @Test("Sequences that are no UTF-8 are told from those that are")
    func validity() {
        let valid: [[UInt8]] = [
            [0xC2, 0x80], [0xDF, 0xBF], [0xE0, 0xA0, 0x80], [0xED, 0x9F, 0xBF], [0xEE, 0x80, 0x80], [0xEF, 0xBF, 0xBF],
            [0xF0, 0x90, 0x80, 0x80], [0xF4, 0x8F, 0xBF, 0xBF], [0x61],
        ]
        let invalid: [[UInt8]] = [
            [0x80], [0xC0, 0x80], [0xC1, 0xBF], [0xC2], [0xC2, 0x41], [0xE0, 0x9F, 0x80], [0xED, 0xA0, 0x80],
            [0xE1, 0x80], [0xF0, 0x8F, 0x80, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80],
            [0xF1, 0x80, 0x80], [0xFF],
        ]
        for bytes in valid { #expect(bytes.withUnsafeBufferPointer { UTF8Text.isValid($0) }, "\(bytes)") }
        for bytes in invalid { #expect(!bytes.withUnsafeBufferPointer { UTF8Text.isValid($0) }, "\(bytes)") }
    }

    @Test("Validity agrees with the standard library on random bytes")
    func validityAgainstStandardLibrary() {
        var generator = SeededGenerator(seed: 7)
        let pool: [UInt8] = [0x41, 0x80, 0x90, 0x9F, 0xA0, 0xBF, 0xC1, 0xC2, 0xE0, 0xED, 0xEF, 0xF0, 0xF4, 0xF5]
        for _ in 0..<20_000 {
            let bytes = (0..<Int.random(in: 1...5, using: &generator)).map { _ in
                pool.randomElement(using: &generator) ?? 0
            }
            let expected = String(validating: bytes, as: UTF8.self) != nil
            #expect(bytes.withUnsafeBufferPointer { UTF8Text.isValid($0) } == expected, "\(bytes)")
        }
    }
}
