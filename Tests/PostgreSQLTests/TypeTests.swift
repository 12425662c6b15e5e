import PostgreSQL
import PrivateCluster
import Testing

@Suite(.enabled(if: PrivateCluster.obstacle == nil, "PostgreSQL is not installed"))
struct TypeTests {
    /// Reads a literal of a type, and sends what was read back to be compared by the server.
    private func roundTrip(_ literal: String, _ type: String, _ expected: Value) throws {
        let connection = try connection()
        let value = try connection.value("select \(literal)::\(type)")
        #expect(value == expected, "\(literal)::\(type)")
        #expect(
            try connection.value("select $1 is not distinct from \(literal)::\(type)", [expected]) == true,
            "\(literal)::\(type)")
    }

    @Test func integersAndBooleans() throws {
        try roundTrip("'-32768'", "smallint", -32768)
        try roundTrip("'32767'", "smallint", 32767)
        try roundTrip("'-2147483648'", "integer", -2_147_483_648)
        try roundTrip("'2147483647'", "integer", 2_147_483_647)
        try roundTrip("'-9223372036854775808'", "bigint", .integer(.min))
        try roundTrip("'9223372036854775807'", "bigint", .integer(.max))
        try roundTrip("true", "boolean", true)
        try roundTrip("false", "boolean", false)
        try roundTrip("null", "integer", .null)
    }

    @Test func floatingPoint() throws {
        for value in [0, -0.0, 1.5, .pi, .greatestFiniteMagnitude, .leastNonzeroMagnitude, .infinity, -.infinity] {
            #expect(try connection().value("select $1::double precision", [.double(value)]) == .double(value))
        }
        try roundTrip("'1.25'", "real", 1.25)
        // NaN is a double like others; it equals nothing, not even itself.
        guard case .double(let nan) = try connection().value("select 'NaN'::double precision") else {
            Issue.record("NaN is not a double")
            return
        }
        #expect(nan.isNaN)
        #expect(try connection().value("select $1 = 'NaN'::double precision", [.double(.nan)]) == true)
    }

    @Test(arguments: [
        "0", "0.00", "1", "-1", "0.1", "-0.001", "123.45", "10000", "9999.9999", "10000.0001", "100000000",
        "12345678901234567.89", "0.0000000000000000000000000000000000001", "99999999999999999999999999999999999999",
        "-99999999999999999999999999999999999.999", "1200000000.00", "0.00010000", "5000.5000",
    ])
    func decimalsAreExact(text: String) throws {
        let decimal = try #require(FixedDecimal(text))
        try roundTrip("'\(text)'", "numeric", .decimal(decimal))
        #expect(try connection().value("select $1::text", [.decimal(decimal)]) == .text(text))
        #expect(try connection().value("select '\(text)'::numeric").description == text)
    }

    @Test func decimalsBeyondTheRangeAreRefused() throws {
        for literal in [
            "'NaN'", "'infinity'", "'-infinity'", "1e39", "1e-39", "1234567890123456789012345678901.123456789",
        ] {
            let error = postgreSQLError { _ = try connection().value("select \(literal)::numeric as price") }
            #expect(error?.kind == .conversion, "\(literal)")
            #expect(error?.message.contains("price") == true, "\(literal)")
        }
    }

    @Test func texts() throws {
        try roundTrip("''", "text", "")
        try roundTrip("'São Paulo 🛒'", "text", "São Paulo 🛒")
        try roundTrip("'abc'", "varchar(10)", "abc")
        try roundTrip("'abc'", "name", "abc")
        #expect(try connection().value("select 'ab'::char(4)") == "ab  ")
        #expect(try connection().value("select '{\"a\": 1}'::jsonb") == "{\"a\": 1}")
        #expect(try connection().value("select '{\"a\": 1}'::json") == "{\"a\": 1}")
        let long = String(repeating: "ção", count: 300_000)
        #expect(try connection().value("select $1::text", [.text(long)]) == .text(long))
        let error = postgreSQLError { _ = try connection().value("select $1::text", ["a\0b"]) }
        #expect(error?.kind == .conversion)
        #expect(error?.sqlState == "22021")
    }

    @Test func days() throws {
        try roundTrip("'1970-01-01'", "date", .date(Day(daysSince1970: 0)))
        try roundTrip("'2000-02-29'", "date", .date(try #require(Day(year: 2000, month: 2, day: 29))))
        try roundTrip("'4713-01-01 BC'", "date", .date(try #require(Day(year: -4712, month: 1, day: 1))))
        try roundTrip("'9999-12-31'", "date", .date(try #require(Day(year: 9999, month: 12, day: 31))))
        try roundTrip("'5799999-12-31'", "date", .date(try #require(Day(year: 5_799_999, month: 12, day: 31))))
    }

    @Test func timestamps() throws {
        try roundTrip("'1970-01-01 00:00:00'", "timestamp", .timestamp(Timestamp(microsecondsSince1970: 0)))
        try roundTrip(
            "'1999-12-31 23:59:59.999999'", "timestamp",
            .timestamp(try #require(Timestamp("1999-12-31 23:59:59.999999"))))
        try roundTrip(
            "'4713-01-01 00:00:00 BC'", "timestamp",
            .timestamp(try #require(Day(year: -4712, month: 1, day: 1).flatMap { Timestamp(day: $0) })))
        #expect(
            try connection().value("select '2018-08-29 12:00:00-03'::timestamptz")
                == .timestamp(try #require(Timestamp("2018-08-29 15:00:00"))))
    }

    @Test func infiniteAndDistantTimesAreRefused() throws {
        for literal in ["'infinity'::date", "'-infinity'::date", "'infinity'::timestamp", "'-infinity'::timestamp"] {
            let error = postgreSQLError { _ = try connection().value("select \(literal) as moment") }
            #expect(error?.kind == .conversion)
            #expect(error?.message.contains("moment is infinity") == true)
        }
        for value in [
            Value.date(Day(daysSince1970: .min)), .date(Day(daysSince1970: .max)),
            .timestamp(Timestamp(microsecondsSince1970: .min)),
        ] {
            #expect(postgreSQLError { _ = try connection().value("select $1", [value]) }?.kind == .conversion)
        }
    }

    @Test func bytes() throws {
        try roundTrip("''", "bytea", .blob([]))
        try roundTrip("'\\x00ff10'", "bytea", .blob([0, 255, 16]))
    }

    @Test func listsFindTheirElements() throws {
        let connection = try connection()
        #expect(try connection.value("select 'RJ' = any($1)", [["SP", "RJ"]]) == true)
        #expect(try connection.value("select 'MG' = any($1)", [["SP", "RJ"]]) == false)
        #expect(try connection.value("select 2::smallint = any($1)", [[1, 2]]) == true)
        #expect(
            try connection.value(
                "select 2.50 = any($1)", [.list([.decimal(FixedDecimal(unscaled: 25, scale: 1)), 7, .null])]) == true)
        #expect(
            try connection.value("select date '2018-01-01' = any($1)", [[.date(try #require(Day("2018-01-01")))]])
                == true
        )
        #expect(try connection.value("select 'a' = any($1)", [.list([Value]())]) == false)
        #expect(try connection.value("select 'a' = any($1)", [[.null]]) == .null)
        #expect(try connection.value("select true = any($1)", [[false, nil]]) == .null)
    }

    @Test func listsReadBack() throws {
        let connection = try connection()
        #expect(try connection.value("select array[1, null, 3]") == [1, nil, 3])
        #expect(try connection.value("select array['a', null, '']") == ["a", nil, ""])
        #expect(try connection.value("select array[]::bigint[]") == .list([Value]()))
        #expect(try connection.value("select array[[1, 2], [3, 4]]") == [[1, 2], [3, 4]])
        #expect(
            try connection.value("select array[1.50, 2]::numeric[]")
                == .list([.decimal(FixedDecimal(unscaled: 150, scale: 2)), .decimal(FixedDecimal(2))]))
    }

    @Test func mixedListsAreRefused() throws {
        let mixed = postgreSQLError { _ = try connection().value("select 'a' = any($1)", [["a", 1]]) }
        #expect(mixed?.kind == .misuse)
        let nested = postgreSQLError { _ = try connection().value("select 1 = any($1)", [[[1]]]) }
        #expect(nested?.kind == .misuse)
    }

    @Test func otherTypesSayWhatToDo() throws {
        let error = postgreSQLError { _ = try connection().value("select interval '1 day' as span") }
        #expect(error?.kind == .typeMismatch)
        #expect(error?.message.contains("span") == true)
        #expect(error?.message.contains("cast") == true)
        #expect(try connection().value("select (interval '1 day')::text") == "1 day")
        // The connection is as good as before.
        let shared = try connection()
        _ = postgreSQLError { _ = try shared.query("select interval '1 day' from generate_series(1, 100000)") }
        #expect(try shared.value("select 1") == 1)
    }
}
