import Testing

@testable import Ingest

/// What the first line tells: delimiter, names, and whether the file is CSV at all.
struct CSVHeaderTests {
    @Test("The delimiter is found by the header", arguments: [",", ";", "\t", "|"])
    func delimiters(delimiter: String) throws {
        let table = try readCSV("a\(delimiter)b\n1\(delimiter)2\n")
        #expect(table.columns == ["a", "b"])
        #expect(table.rows == [["1", "2"]])
    }

    @Test("Delimiters within quoted names do not count")
    func quotedNames() throws {
        let table = try readCSV("\"a,b,c,d\";\"e\"\n1,5;2\n")
        #expect(table.columns == ["a,b,c,d", "e"])
        #expect(table.rows == [["1,5", "2"]])
    }

    @Test("Names that the caller knows decide before the number of fields")
    func knownColumns() throws {
        let text = "price|weight;a,b,c\n1;x\n"
        #expect(try readCSV(text).columns == ["price|weight;a", "b", "c"])
        let table = try readCSV(text) { $0.knownColumns = ["price|weight"] }
        #expect(table.columns == ["price|weight", "a,b,c"])
    }

    @Test("A given delimiter is taken as it is")
    func givenDelimiter() throws {
        let table = try readCSV("a;b,c\n1;2,3\n") { $0.delimiter = UInt8(ascii: ";") }
        #expect(table.columns == ["a", "b,c"])
        #expect(table.rows == [["1", "2,3"]])
    }

    @Test("Names lose the space around them, and a byte-order mark is no part of them")
    func trimmedNames() throws {
        #expect(try readCSV("\u{FEFF} a , \"b\"\t,c\r\n").columns == ["a", "\"b\"", "c"])
        #expect(try readCSV("\u{FEFF}\"a\",b\n1,2").columns == ["a", "b"])
    }

    @Test("A quoted name may hold a line break")
    func multiLineName() throws {
        let table = try readCSV("\"a\nb\",c\n1,2\n")
        #expect(table.columns == ["a\nb", "c"])
        #expect(table.records.map(\.line) == [3])
    }

    @Test("An empty file is an error that names it", arguments: ["", "\n\r\n", "\u{FEFF}"])
    func emptyFile(text: String) {
        let error = ingestError { _ = try readCSV(text) }
        #expect(error?.kind == .malformed)
        #expect(error?.file == "test.csv")
        #expect(error?.description.contains("is empty") == true)
    }

    @Test("UTF-16 is refused with the way to convert it")
    func utf16() {
        for bytes: [UInt8] in [
            [0xFF, 0xFE, 0x61, 0], [0xFE, 0xFF, 0, 0x61], [0x61, 0, 0x2C, 0], [0, 0x61, 0, 0x2C],
        ] {
            let error = ingestError { _ = try readCSV(bytes) }
            #expect(error?.description.contains("UTF-16") == true)
            #expect(error?.advice?.contains("iconv") == true)
        }
    }

    @Test("A header with a byte of zero, an open quote or text after a quote is an error")
    func brokenHeaders() {
        for text in ["ab\0c,d\n1,2\n", "\"a,b\n1,2\n", "\"a\"x,\"b\"y\n1,2\n"] {
            let error = ingestError { _ = try readCSV(text) }
            #expect(error?.kind == .malformed)
            #expect(error?.line == 1)
            #expect(error?.description.contains("header cannot be read") == true, "\(error?.description ?? "no error")")
        }
    }

    @Test("A first line without an end is refused before it fills the memory")
    func endlessFirstLine() {
        let bytes = [UInt8](repeating: UInt8(ascii: "x"), count: 3_000_000)
        #expect(ingestError { _ = try readCSV(bytes) }?.description.contains("first line is longer") == true)
    }

    @Test("More columns than there may be are refused")
    func tooManyColumns() {
        let text = String(repeating: "a,", count: CSVReader.maximumColumns) + "a\n"
        #expect(ingestError { _ = try readCSV(text) }?.kind == .malformed)
    }
}
