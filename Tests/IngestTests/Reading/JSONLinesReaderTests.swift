import Testing

@testable import Ingest

/// JSON Lines: values, nulls, and faults of single lines.
struct JSONLinesReaderTests {
    @Test("Objects become records; keys in any order, columns in the order asked for")
    func objects() throws {
        let table = try readJSONLines(
            "{\"a\": \"x\", \"b\": 1}\n{\"b\":2,\"a\":\"y\"}\r\n  { }  \n", columns: ["b", "a"])
        #expect(table.columns == ["b", "a"])
        #expect(table.rows == [["1", "x"], ["2", "y"], [nil, nil]])
        #expect(table.records.map(\.line) == [1, 2, 3])
    }

    @Test("Without columns, those of the file's beginning are taken")
    func foundColumns() throws {
        let table = try readJSONLines("\u{FEFF}{\"a\":1}\nnot json\n{\"c\\u0061\":3,\"a\":2}")
        #expect(table.columns == ["a", "ca"])
        #expect(table.rows == [["1", nil], ["2", "3"]])
    }

    @Test("Numbers keep their exact text")
    func numbers() throws {
        let numbers = ["58.90", "9007199254740993", "-0", "0.1e-7", "1E+3", "0", "-12.50"]
        let table = try readJSONLines(numbers.map { "{\"n\":\($0)}\n" }.joined())
        #expect(table.rows == numbers.map { [$0] })
    }

    @Test("true and false are words; null, a missing key and empty text are null")
    func words() throws {
        let table = try readJSONLines(
            "{\"a\":true,\"b\":null}\n{\"a\":false,\"b\":\"\"}\n{}\n", columns: ["a", "b"])
        #expect(table.rows == [["true", nil], ["false", nil], [nil, nil]])
    }

    @Test("Escapes are resolved")
    func escapes() throws {
        let table = try readJSONLines(#"{"a":"x\"\\\/\n\t\r\b\fé\ud83c\udf89 ok"}"#)
        #expect(table.rows == [["x\"\\/\n\t\r\u{8}\u{C}é🎉 ok"]])
    }

    @Test("Keys with escapes and keys of other columns")
    func keys() throws {
        let table = try readJSONLines(#"{"other":{"a":[1,{"b":"}"}]},"\u0061":1,"zz":"x\\"}"#, columns: ["a"])
        #expect(table.rows == [["1"]])
    }

    @Test(
        "Lines that are no JSON are rejected with the byte, and the next is read",
        arguments: [
            ("{\"a\":1", 7, JSONFault.unexpectedEnd), ("{\"a\":}", 6, .unexpectedCharacter),
            ("{\"a\" 1}", 6, .unexpectedCharacter), ("{\"a\":1} x", 9, .trailingText),
            ("{\"a\":01}", 7, .unexpectedCharacter),
            ("{\"a\":-}", 7, .badNumber), ("{\"a\":1.}", 8, .badNumber), ("{\"a\":nul}", 9, .unexpectedCharacter),
            ("{\"a\":\"x\ty\"}", 8, .controlCharacter), ("{\"a\":\"\\x\"}", 7, .badEscape),
            ("{\"a\":\"\\ud800\"}", 7, .badEscape), ("{\"a\":\"\\u12\"}", 7, .badEscape),
            ("{'a':1}", 2, .unexpectedCharacter),
            ("{\"a\":1,}", 8, .unexpectedCharacter), ("{\"a\":\"x", 8, .unexpectedEnd),
            ("{\"a\":\"x\\", 9, .unexpectedEnd),
            ("nonsense", 2, .unexpectedCharacter), ("{\"a\":NaN}", 6, .unexpectedCharacter),
        ])
    func malformed(line: String, position: Int, fault: JSONFault) throws {
        let table = try readJSONLines("{\"a\":0}\n\(line)\n{\"a\":2}\n")
        #expect(table.problems == [.malformedJSON(position: position, fault)])
        #expect(table.rows == [["0"], ["2"]])
        #expect(table.records[1].line == 2)
        #expect(table.records[1].excerpt == line)
    }

    @Test("Values that are no single value, keys given twice, lines that are no object")
    func unusable() throws {
        let table = try readJSONLines(
            "{\"a\":{\"b\":1}}\n{\"a\":[1]}\n{\"a\":1,\"a\":2}\n[1]\n\"a\"\n7\n{\"a\":\"\\u0000\"}\n{\"a\":3}\n",
            columns: ["a"])
        #expect(
            table.problems == [
                .nestedValue(column: 0), .nestedValue(column: 0), .duplicateKey(column: 0), .notAnObject, .notAnObject,
                .notAnObject, .nulByte(column: 0),
            ])
        #expect(table.rows == [["3"]])
    }

    @Test("Deep nesting is a problem of its line, not of the stack")
    func deepNesting() throws {
        let deep = String(repeating: "[", count: 100_000)
        let table = try readJSONLines("{\"a\":1}\n{\"a\":\(deep)}\n{\"a\":2}\n")
        guard case .malformedJSON(_, .tooDeep) = table.problems.first else {
            Issue.record("\(table.problems)")
            return
        }
        #expect(table.rows == [["1"], ["2"]])
    }

    @Test("Bytes that are no UTF-8 are a problem of their column")
    func invalidUTF8() throws {
        let bytes = Array("{\"a\":\"".utf8) + [0xE7] + Array("\"}\n{\"a\":\"ç\"}\n".utf8)
        let table = try readJSONLines(bytes)
        #expect(table.problems == [.invalidUTF8(column: 0)])
        #expect(table.rows == [["ç"]])
    }

    @Test("Fields and lines over their limits cost their line")
    func limits() throws {
        let text = "{\"a\":\"\(String(repeating: "x", count: 101))\"}\n"
        let long = "{\"a\":\"\(String(repeating: "x", count: 5000))\"}\n"
        for chunk in [1, 100, Int.max] {
            let table = try readJSONLines("{\"a\":1}\n" + text + long + "{\"a\":2}\n", chunk: chunk) {
                $0.maximumFieldBytes = 100
                $0.maximumRecordBytes = 1000
                $0.sniffBytes = 8
            }
            #expect(table.problems == [.fieldTooLong(column: 0, limit: 100), .recordTooLong(limit: 1000)])
            #expect(table.rows == [["1"], ["2"]])
            #expect(table.records.map(\.line) == [1, 2, 3, 4])
        }
    }

    @Test("The header is the same however the bytes come")
    func header() throws {
        let many = String(repeating: "{\"a\":1}\n", count: 15_000)
        let bytes = Array((many + "{\"b\":1}\n" + many + many).utf8)
        let headers = try [100_000, Int.max].map { chunk in
            try JSONLinesReader(stream: ChunkedStream(bytes, chunk: chunk), fileName: "test.jsonl").header
        }
        #expect(headers == [["a", "b"], ["a", "b"]])
    }

    @Test("An array, an empty file, a pretty-printed object and CSV are errors that say what to do")
    func notJSONLines() {
        for text in ["[\n{\"a\":1}]", "", "\n \n", "{\n  \"a\": 1\n}\n", "a,b\n1,2\n"] {
            let error = ingestError { _ = try readJSONLines(text) }
            #expect(error?.kind == .malformed)
            #expect(error?.advice != nil)
        }
    }

    @Test("Boundaries do not matter", arguments: [1, 2, 3, 7])
    func chunks(chunk: Int) throws {
        var text = ""
        for index in 0..<50 { text += "{\"id\":\(index),\"name\":\"n\\u00e3o \(index) é\",\"x\":null}\n\n" }
        #expect(try readJSONLines(text, chunk: chunk) == readJSONLines(text))
        #expect(try readJSONLines(text, chunk: chunk).rows.count == 50)
    }

    @Test("Random edits of a line neither crash nor hang", arguments: 0..<100)
    func fuzz(seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        let first = Array("{\"a\":1}\n".utf8)
        var line = Array(#"{"a":"x\u00e9\"y","b":[1,{"c":null}],"d":-1.5e3,"é":true}"#.utf8)
        for _ in 0..<3 {
            let place = Int.random(in: 0..<line.count, using: &generator)
            line[place] = UInt8.random(in: 0...255, using: &generator)
        }
        let table = try readJSONLines(first + line, columns: ["a", "b", "d"], chunk: 5)
        #expect(table.records.count >= 1)
        #expect(table.records.first?.fields == ["1", nil, nil])
    }
}
