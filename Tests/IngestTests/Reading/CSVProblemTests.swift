import Testing

@testable import Ingest

/// Faults of single records: each costs that record and no other.
struct CSVProblemTests {
    @Test("Too few and too many fields, with the line and what stands there")
    func fieldCounts() throws {
        let table = try readCSV("a,b,c\n1,2,3\n1,2\n1,2,3,4,5\n4,5,6\n")
        #expect(table.rows == [["1", "2", "3"], ["4", "5", "6"]])
        #expect(table.problems == [.tooFewFields(found: 2, expected: 3), .tooManyFields(found: 5, expected: 3)])
        #expect(table.records[1].line == 3)
        #expect(table.records[1].excerpt == "1,2")
        #expect(table.records[1].fields == ["1", "2"])
        #expect(table.records[2].line == 4)
        #expect(table.records[2].excerpt == "1,2,3,4,5")
        #expect(table.records[2].fields == ["1", "2", "3"])
    }

    @Test("A truncated last line has too few fields")
    func truncatedLastLine() throws {
        let table = try readCSV("a,b,c\n1,2,3\n4,5")
        #expect(table.problems == [.tooFewFields(found: 2, expected: 3)])
        #expect(table.records.last?.line == 3)
    }

    @Test("A last line truncated within quotes names the line where they opened")
    func truncatedQuote() throws {
        let table = try readCSV("a,b\n1,\"x\ny\"\n2,\"cut off")
        #expect(table.rows == [["1", "x\ny"]])
        #expect(table.problems == [.unterminatedQuote(column: 1, line: 4)])
        #expect(table.records.last?.line == 4)
        #expect(table.records.last?.excerpt == "cut off")
    }

    @Test("A quote that is never closed costs its record, not the rest of the file")
    func unterminatedQuote() throws {
        let table = try readCSV("a,b\n1,\"open\n2,x\n3,y\n")
        #expect(table.problems == [.unterminatedQuote(column: 1, line: 2)])
        #expect(table.rows == [["2", "x"], ["3", "y"]])
        #expect(table.records.map(\.line) == [2, 3, 4])
    }

    @Test("Line breaks of the record's earlier fields stay with the record that is given up")
    func unterminatedAfterMultiLineField() throws {
        let table = try readCSV("a,b\n\"1\n1\",\"open\n2,x\n")
        #expect(table.problems == [.unterminatedQuote(column: 1, line: 3)])
        #expect(table.records[0].line == 2)
        #expect(table.records[0].endLine == 3)
        #expect(table.records[1] == ReadRecord(fields: ["2", "x"], line: 4, endLine: 4))
    }

    @Test("Text after a closing quote is a stray quote")
    func strayQuote() throws {
        let table = try readCSV("a,b\n\"x\"y,1\n2,z\n")
        #expect(table.problems == [.strayQuote(column: 0)])
        #expect(table.records[0].excerpt == "x\"y,1")
        #expect(table.rows == [["2", "z"]])
    }

    @Test("An open quote that meets the next quoted field gives up its own line only")
    func openQuoteMeetsQuotedField() throws {
        let table = try readCSV("a,b\n1,\"open\n2,\"x\"\n3,y\n")
        #expect(table.problems == [.strayQuote(column: 1)])
        #expect(table.records[0].line == 2)
        #expect(table.records[0].endLine == 2)
        #expect(table.rows == [["2", "x"], ["3", "y"]])
    }

    @Test("A byte of zero is a problem of its column", arguments: ["1,x\0y", "1,\"x\0y\"", "1,\0"])
    func nulByte(line: String) throws {
        let table = try readCSV("a,b\n\(line)\n2,z\n")
        #expect(table.problems == [.nulByte(column: 1)])
        #expect(table.rows == [["2", "z"]])
    }

    @Test("A field over the limit costs its record", arguments: [true, false])
    func longField(isQuoted: Bool) throws {
        let long = String(repeating: "x", count: 10_000_000)
        let field = isQuoted ? "\"\(long)\"" : long
        let table = try readCSV("a,b,c\n1,2,3\n4,\(field),6\n7,8,9\n")
        #expect(table.rows == [["1", "2", "3"], ["7", "8", "9"]])
        #expect(table.problems == [.fieldTooLong(column: 1, limit: 1 << 20)])
        #expect(table.records.map(\.line) == [2, 3, 4])
        #expect(table.records[1].excerpt == String(repeating: "x", count: Record.excerptLimit))
    }

    @Test("A field of just the limit is read, one byte more is not", arguments: [true, false])
    func limitIsExact(isQuoted: Bool) throws {
        func line(_ length: Int) -> String {
            let text = String(repeating: "x", count: length)
            return isQuoted ? "\"\(text)\",b\n" : "\(text),b\n"
        }
        let table = try readCSV("a,b\n" + line(100) + line(101)) { $0.maximumFieldBytes = 100 }
        #expect(table.rows.count == 1)
        #expect(table.problems == [.fieldTooLong(column: 0, limit: 100)])
    }

    @Test("An open quote that passes the limit gives up its own line only")
    func openQuotePassesLimit() throws {
        let lines = (1...1000).map { "\($0),text\n" }.joined()
        let table = try readCSV("a,b\n0,\"open\n" + lines) { $0.maximumFieldBytes = 500 }
        #expect(table.problems == [.unterminatedQuote(column: 1, line: 2)])
        #expect(table.rows.count == 1000)
        #expect(table.rows.first == ["1", "text"])
        #expect(table.records.last?.line == 1002)
    }

    @Test("A record over its limit costs its first line")
    func longRecord() throws {
        let line = (1...100).map { "field\($0)" }.joined(separator: ",") + "\n"
        let table = try readCSV("a,b\n" + line + "1,2\n") { $0.maximumRecordBytes = 200 }
        #expect(table.problems == [.recordTooLong(limit: 200)])
        #expect(table.rows == [["1", "2"]])
    }

    @Test("Quotes that open a new field on every line do not swallow the file")
    func quotesThatSwapRoles() throws {
        let lines = String(repeating: "\",x,\"\n", count: 500)
        let table = try readCSV("a\n\"\n" + lines) { $0.maximumRecordBytes = 1000 }
        #expect(table.problems == [.recordTooLong(limit: 1000)])
        #expect(table.rows.count == 500)
    }

    @Test("What is kept of a faulty record is whole characters, in the file's encoding, without zero bytes")
    func excerpts() throws {
        let accents = String(repeating: "é", count: 300)
        #expect(try readCSV("a,b\nx\(accents)\n").records[0].excerpt == "x" + String(repeating: "é", count: 127))
        #expect(try readCSV("a,b\n1,x\0y\n").records[0].excerpt == "x\u{FFFD}y")
        #expect(try readCSV(Array("a,b\ns".utf8) + [0xE3] + Array("o\n".utf8)).records[0].excerpt == "s\u{E3}o")
    }

    @Test("Reasons name what is wrong")
    func reasons() {
        #expect(RecordProblem.tooFewFields(found: 2, expected: 3).reason == "has 2 fields where the header has 3")
        #expect(RecordProblem.unterminatedQuote(column: 1, line: 7).reason.contains("line 7"))
        #expect(RecordProblem.unterminatedQuote(column: 1, line: 7).column == 1)
        #expect(RecordProblem.recordTooLong(limit: 5).column == nil)
    }
}
