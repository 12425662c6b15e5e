import Testing

@testable import Ingest

/// Well-formed CSV in all its forms.
struct CSVReaderTests {
    @Test("Lines end with LF, CRLF or a lone CR", arguments: ["\n", "\r\n", "\r"])
    func lineEndings(ending: String) throws {
        let table = try readCSV(["a,b", "1,2", "3,4", ""].joined(separator: ending))
        #expect(table.columns == ["a", "b"])
        #expect(table.rows == [["1", "2"], ["3", "4"]])
        #expect(table.records.map(\.line) == [2, 3])
    }

    @Test("The last line needs no line break", arguments: ["1,2", "1,\"2\""])
    func noFinalLineBreak(last: String) throws {
        #expect(try readCSV("a,b\n" + last).rows == [["1", "2"]])
    }

    @Test("An empty last field at the end of the file is null")
    func emptyLastField() throws {
        #expect(try readCSV("a,b\n1,").rows == [["1", nil]])
        #expect(try readCSV("a,b\n1,\"\"").rows == [["1", nil]])
        #expect(try readCSV("a,b\n,\n").rows == [[nil, nil]])
    }

    @Test("Quoted fields hold delimiters, line breaks and doubled quotes")
    func quotedFields() throws {
        let table = try readCSV("a,b\n\"x,y\",\"said \"\"hi\"\"\"\n\"one\ntwo\r\nthree\rfour\",z\nlast,row\n")
        #expect(table.rows == [["x,y", "said \"hi\""], ["one\ntwo\r\nthree\rfour", "z"], ["last", "row"]])
        #expect(table.records.map(\.line) == [2, 3, 7])
        #expect(table.records.map(\.endLine) == [2, 6, 7])
    }

    @Test("Only quotes that are doubled become one")
    func doubledQuotes() throws {
        #expect(try readCSV("a\n\"\"\"\"\n\"\"\"\"\"\"\n\"a\"\"\"\n").rows == [["\""], ["\"\""], ["a\""]])
    }

    @Test("A quote within an unquoted field is an ordinary character")
    func quoteInUnquotedField() throws {
        #expect(try readCSV("a,b\n5\" pipe,x\"\n").rows == [["5\" pipe", "x\""]])
    }

    @Test("The record tells which fields were quoted")
    func quotedFlag() throws {
        let reader = try CSVReader(stream: ChunkedStream("a,b\n\"1\",2\n"), fileName: "test.csv")
        #expect(try reader.next())
        #expect(reader.record.isQuoted(0))
        #expect(!reader.record.isQuoted(1))
    }

    @Test("Empty fields are null, quoted or not; white space is text")
    func nulls() throws {
        #expect(try readCSV("a,b,c\n,\"\", \n").rows == [[nil, nil, " "]])
    }

    @Test("Blank lines are no records, but count as lines")
    func blankLines() throws {
        let table = try readCSV("\r\n\na,b\n\n1,2\n\r\n\r\n3,4\n\n")
        #expect(table.rows == [["1", "2"], ["3", "4"]])
        #expect(table.records.map(\.line) == [5, 8])
    }

    @Test("A file with a header only has no records")
    func headerOnly() throws {
        for text in ["a,b", "a,b\n", "a,b\r\n\r\n"] {
            let table = try readCSV(text)
            #expect(table.columns == ["a", "b"])
            #expect(table.records.isEmpty)
        }
    }

    @Test("A file of one column reads")
    func singleColumn() throws {
        #expect(try readCSV("only\n1\n\"2\"\n").rows == [["1"], ["2"]])
    }

    @Test("Fields that fill words of eight bytes exactly or not", arguments: 0...33)
    func fieldLengths(length: Int) throws {
        let field = String(repeating: "x", count: length)
        let expected: [[String?]] = [[length == 0 ? nil : field, "end"]]
        #expect(try readCSV("a,b\n\(field),end\n").rows == expected)
        #expect(try readCSV("a,b\n\"\(field)\",end").rows == expected)
    }

    @Test("A field reached beyond the record is null")
    func beyondTheRecord() throws {
        let reader = try CSVReader(stream: ChunkedStream("a,b\n1,2\n"), fileName: "test.csv")
        #expect(try reader.next())
        #expect(reader.record.isNull(7))
        #expect(reader.record.field(7).isEmpty)
        #expect(reader.record.field(7).baseAddress != nil)
        #expect(try !reader.next())
        #expect(try !reader.next())
    }
}
