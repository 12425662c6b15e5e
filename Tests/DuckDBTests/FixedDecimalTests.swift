import DuckDB
import Testing

struct FixedDecimalTests {
    @Test(arguments: ["0", "0.00", "-0.05", "123.45", "-13591643.70", "99999999999999999999999999999999999999"])
    func textStaysAsItIs(text: String) throws {
        #expect(try #require(FixedDecimal(text)).description == text)
    }

    @Test(arguments: [
        "", "-", ".", "1.", ".5", "1,5", "1e3", "1.2.3", "--1", " 1", "999999999999999999999999999999999999999",
    ])
    func refuses(text: String) {
        #expect(FixedDecimal(text) == nil)
    }

    @Test func equalValuesAreEqualAtAnyScale() throws {
        let short = try #require(FixedDecimal("1.5"))
        let long = try #require(FixedDecimal("1.500"))
        #expect(short == long)
        #expect(Set([short, long]).count == 1)
        #expect(short.rescaled(to: 3)?.description == "1.500")
        #expect(long.rescaled(to: 0) == nil)
    }

    @Test func ordersExactlyWhereDoublesWouldNot() throws {
        let texts = [
            "-99999999999999999999999999999999999999", "-1.01", "-1", "-0.5", "0", "0.1", "0.100000000000000000001",
            "0.5",
            "1", "1.01", "9007199254740993", "9007199254740993.5", "99999999999999999999999999999999999999",
        ]
        let numbers = try texts.map { try #require(FixedDecimal($0)) }
        for (index, number) in numbers.enumerated() {
            for (other, larger) in numbers.enumerated() {
                #expect((number < larger) == (index < other), "\(number) and \(larger)")
            }
        }
    }

    @Test func convertsToTheNearestDouble() throws {
        #expect(Double(try #require(FixedDecimal("0.1"))) == 0.1)
        #expect(Double(try #require(FixedDecimal("13591643.70"))) == 13591643.70)
        #expect(Double(try #require(FixedDecimal("9007199254740993.25"))) == 9007199254740993.25)
    }

    @Test(arguments: [4, 9, 18, 38])
    func everyWidthComesBackExactly(width: Int) throws {
        let digits = String(repeating: "9", count: width - 2) + ".87"
        let result = try connection().query(
            "select ('-' || $1)::decimal(\(width), 2), null::decimal(\(width), 2)", .text(digits))
        #expect(result.columns.map(\.type) == [.decimal(width: width, scale: 2), .decimal(width: width, scale: 2)])
        let chunk = try #require(result.next())
        #expect(try chunk.column(0, as: FixedDecimal.self)[0]?.description == "-" + digits)
        #expect(try chunk.column(1, as: FixedDecimal.self)[0] == nil)
    }

    @Test(arguments: [
        "0.01", "-123.45", "12345678901234567890.123456789012345678", "99999999999999999999999999999999999999",
    ])
    func boundDecimalsAreExact(text: String) throws {
        let number = try #require(FixedDecimal(text))
        let row = try #require(
            try connection().query("select $1 = \(text)::decimal(38, \(number.scale)), $1::varchar", .decimal(number))
                .firstRow())
        #expect(row[0] == .boolean(true))
        #expect(row[1] == .text(text))
    }
}
