import Testing

@testable import Ingest

/// What counts as a number, an amount, a time, and what does not.
struct FieldParserTests {
    private func parse<Value>(_ text: String, _ parser: (UnsafeRawBufferPointer) -> Value?) -> Value? {
        Array(text.utf8).withUnsafeBytes(parser)
    }

    @Test(arguments: [
        ("0", 0), ("42", 42), ("-7", -7), ("+7", 7), (" 12 ", 12), ("40.0", 40), ("40.", 40), ("007", 7),
        ("999999999999999999", 999_999_999_999_999_999),
    ])
    func integers(text: String, expected: Int64) {
        #expect(parse(text, FieldParser.integer) == expected)
    }

    @Test(arguments: ["", " ", "-", "1.5", "1e3", "12a", "0x10", "1 2", "1,000", "9999999999999999999", "NaN"])
    func notIntegers(text: String) {
        #expect(parse(text, FieldParser.integer) == nil)
    }

    @Test(arguments: [
        ("58.90", 5890), ("58.9", 5890), ("58", 5800), ("58.", 5800), ("0.01", 1), ("58,90", 5890), ("58.9000", 5890),
        ("1.000", 100), ("58,9000", 5890), ("58,9", 5890),
        ("-1.25", -125), ("9999999999.99", 999_999_999_999),
    ])
    func amounts(text: String, expected: Int64) {
        #expect(parse(text, FieldParser.cents) == expected)
    }

    @Test(arguments: ["", ".", ".50", "58.905", "1.000,50", "1,000.50", "R$ 5", "5 R", "1e2", "12345678901234567"])
    func notAmounts(text: String) {
        #expect(parse(text, FieldParser.cents) == nil)
        #expect(parse(text, FieldParser.isAmbiguousAmount) == false)
    }

    @Test(arguments: ["1,000", "1,250", "-58,905", "12345,000", " 0,100 "])
    func ambiguousAmounts(text: String) throws {
        #expect(parse(text, FieldParser.cents) == nil)
        let column = try #require(SourceTables.orderItems.column(named: "price"))
        let reason = parse(text) { column.reason(for: $0) }
        #expect(reason == "has three digits after a comma, which may be thousands or decimals")
    }

    @Test(arguments: [
        "-23.54562128115268", "-46.63929204800168", "0", "-0.5", "45.065933", "1e-3", "121.10539380000001",
        "-36.605374399999995", "179.99999999999997",
    ])
    func doublesAreTheNearest(text: String) {
        #expect(parse(text, FieldParser.double) == Double(text))
    }

    @Test(arguments: ["", "abc", "inf", "nan", "1.2.3", "1e999"])
    func notDoubles(text: String) {
        #expect(parse(text, FieldParser.double) == nil)
    }

    @Test(arguments: [
        ("1970-01-01", 0), ("1970-01-01 00:00:01", 1_000_000), ("1970-01-02T00:00:00", 86_400_000_000),
        ("2018-08-29 15:00:37", 1_535_554_837_000_000), ("2018-08-29 15:00:37.5", 1_535_554_837_500_000),
        ("2016-02-29 23:59", 1_456_790_340_000_000), ("2000-03-01", 951_868_800_000_000),
    ])
    func timestamps(text: String, expected: Int64) {
        #expect(parse(text, FieldParser.timestamp) == expected)
    }

    @Test(arguments: [
        "", "2018", "2018-13-01", "2018-02-30", "2017-02-29", "1900-02-29", "2018-00-10", "2018-01-00", "2018-1-1",
        "2018-01-01 24:00:00", "2018-01-01 10:60:00", "2018-01-01 10:00:60", "2018-01-01 10:00:00Z",
        "2018-01-01 10:00:00+02:00", "2018-01-01 10:00:00.", "01/02/2018", "2018-01-01 10", "0000-01-01",
    ])
    func notTimestamps(text: String) {
        #expect(parse(text, FieldParser.timestamp) == nil)
    }
}
