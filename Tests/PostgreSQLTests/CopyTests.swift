import PostgreSQL
import PrivateCluster
import Testing

@Suite(.enabled(if: PrivateCluster.obstacle == nil, "PostgreSQL is not installed"))
struct CopyTests {
    private static let columns = ["b", "s", "i", "l", "d", "n", "t", "day", "at", "x"]

    private func table() throws -> PostgreSQLConnection {
        let connection = try connection()
        try connection.execute(
            """
            create temp table t (
                b boolean, s smallint, i integer, l bigint, d double precision, n numeric(30, 4), t text, day date,
                at timestamp, x bytea, id serial
            )
            """)
        return connection
    }

    private func rows() throws -> [[Value]] {
        [
            [
                true, -32768, -2_147_483_648, .integer(.min), 1.5,
                .decimal(FixedDecimal(unscaled: -1_234_500, scale: 4)),
                "São Paulo", .date(try #require(Day("1999-12-31"))),
                .timestamp(try #require(Timestamp("2018-08-29 10:20:30"))),
                .blob([0, 255]),
            ],
            [
                false, 32767, 2_147_483_647, .integer(.max), -0.25, .decimal(FixedDecimal(unscaled: 0, scale: 4)), "",
                .date(Day(daysSince1970: 0)), .timestamp(Timestamp(microsecondsSince1970: -1)), .blob([]),
            ],
            [Value](repeating: .null, count: 10),
        ]
    }

    @Test func everyTypeGoesInAndComesOut() throws {
        let connection = try table()
        let rows = try rows()
        let count = try connection.copy(into: "t", columns: Self.columns) { writer in
            for row in rows {
                try writer.beginRow()
                for value in row { try writer.write(value) }
            }
        }
        #expect(count == 3)
        var read: [[Value]] = []
        let readCount = try connection.copyRows(of: "select \(Self.columns.joined(separator: ", ")) from t order by id")
        {
            read.append($0.values)
        }
        #expect(readCount == 3)
        #expect(read == rows)
        #expect(
            try connection.query("select \(Self.columns.joined(separator: ", ")) from t order by id").rows.map(\.values)
                == rows)
    }

    @Test func typedFieldsAreThoseOfTheTable() throws {
        let connection = try table()
        try connection.copy(into: "t", columns: Self.columns) { writer in
            try writer.beginRow()
            try writer.write(true)
            try writer.write(Int16(-5))
            try writer.write(Int32(7))
            try writer.write(Int64(8))
            try writer.write(2.5)
            try writer.write(FixedDecimal(unscaled: 1_050_000, scale: 4))
            try "çã".withUTF8Bytes { bytes throws(PostgreSQLError) in try writer.write(utf8: bytes) }
            try writer.write(Day(daysSince1970: 17_000))
            try writer.write(Timestamp(microsecondsSince1970: 1_500_000_000_000_000))
            try writer.writeNull()
        }
        let row = try #require(try connection.query("select b, s, i, l, d, n, t, day, at, x from t").rows.first)
        #expect(
            row.values == [
                true, -5, 7, 8, 2.5, .decimal(FixedDecimal(105)), "çã", .date(Day(daysSince1970: 17_000)),
                .timestamp(Timestamp(microsecondsSince1970: 1_500_000_000_000_000)), .null,
            ])
    }

    @Test(arguments: [
        0, 1, 9, 10, 99_999, 100_000_000, 123_456_789, 1_000_000_000_000_000_000, Int64.max, -1, Int64.min,
    ])
    func decimalsOfAllScalesAreExact(unscaled: Int64) throws {
        let connection = try connection()
        try connection.execute("create temp table t (n numeric)")
        let decimals = (0...18).map { FixedDecimal(unscaled: Int128(unscaled), scale: $0) }
        try connection.copy(into: "t", columns: ["n"]) { writer in
            for decimal in decimals {
                try writer.beginRow()
                try writer.write(decimal)
            }
        }
        let texts = try connection.query("select n::text from t").rows.map { $0[0].description }
        #expect(texts == decimals.map(\.description))
        let sums = try connection.value("select count(*) from t where n = (n::text)::numeric")
        #expect(sums == .integer(Int64(decimals.count)))
    }

    @Test func longTextsGoInPieces() throws {
        let connection = try connection()
        try connection.execute("create temp table t (a text, b text)")
        let long = String(repeating: "0123456789abcdef", count: 20_000)
        try connection.copy(into: "t", columns: ["a", "b"]) { writer in
            for _ in 0..<3 {
                try writer.beginRow()
                try writer.write(.text(long))
                try long.withUTF8Bytes { bytes throws(PostgreSQLError) in try writer.write(utf8: bytes) }
            }
        }
        #expect(try connection.value("select count(*) from t where a = $1 and b = $1", [.text(long)]) == 3)
    }

    @Test func whatTheWriterThrowsUndoesAll() throws {
        struct Stop: Error {}
        let connection = try table()
        #expect(throws: Stop.self) {
            try connection.copy(into: "t", columns: ["i"]) { writer in
                for number in 0..<100_000 {
                    try writer.beginRow()
                    try writer.write(Int32(number))
                }
                throw Stop()
            }
        }
        #expect(try connection.value("select count(*) from t") == 0)
    }

    @Test func misuseIsToldByColumn() throws {
        let connection = try table()
        func misuse(_ body: (CopyWriter) throws -> Void) -> PostgreSQLError? {
            postgreSQLError { try connection.copy(into: "t", columns: ["i", "t"], body) }
        }
        let wrong = misuse {
            try $0.beginRow()
            try $0.write(Int64(1))
        }
        #expect(wrong?.kind == .typeMismatch)
        #expect(wrong?.message == "column i is integer and takes no bigint")
        let short = misuse {
            try $0.beginRow()
            try $0.write(Int32(1))
            try $0.beginRow()
        }
        #expect(short?.kind == .misuse)
        #expect(short?.message.contains("column t") == true)
        let long = misuse {
            try $0.beginRow()
            for _ in 0..<3 { try $0.writeNull() }
        }
        #expect(long?.kind == .misuse)
        #expect(misuse { try $0.writeNull() }?.kind == .misuse)
        let large = misuse {
            try $0.beginRow()
            try $0.write(.integer(.max))
        }
        #expect(large?.kind == .conversion)
        #expect(try connection.value("select count(*) from t") == 0)
    }

    @Test func theServersRefusalIsTold() throws {
        let connection = try connection()
        try connection.execute("create temp table t (a integer primary key, b text)")
        let error = postgreSQLError {
            try connection.copy(into: "t", columns: ["a", "b"]) { writer in
                for number in 0..<200_000 {
                    try writer.beginRow()
                    try writer.write(Int32(number % 150_000))
                    try writer.write(.text("row \(number)"))
                }
            }
        }
        #expect(error?.sqlState == "23505")
        #expect(error?.kind == .constraint)
        #expect(try connection.value("select count(*) from t") == 0)
        #expect(postgreSQLError { try connection.copy(into: "nowhere", columns: ["a"]) { _ in } }?.kind == .catalog)
        #expect(postgreSQLError { try connection.copyRows(of: "select 1 / 0") { _ in } }?.sqlState == "22012")
    }

    @Test func readingCanStopEarly() throws {
        struct Enough: Error {}
        let connection = try connection()
        var count = 0
        #expect(throws: Enough.self) {
            try connection.copyRows(of: "select generate_series(1, 100000000)") { _ in
                count += 1
                if count == 5 { throw Enough() }
            }
        }
        #expect(count == 5)
        #expect(try connection.value("select 1") == 1)
    }

    @Test func frozenRowsNeedATableOfTheSameTransaction() throws {
        let connection = try connection()
        try connection.transaction {
            try connection.execute("create temp table t (a integer)")
            try connection.copy(into: "t", columns: ["a"], isFrozen: true) { writer in
                try writer.beginRow()
                try writer.write(Int32(1))
            }
        }
        #expect(try connection.value("select a from t") == 1)
        let late = postgreSQLError { try connection.copy(into: "t", columns: ["a"], isFrozen: true) { _ in } }
        #expect(late?.message.contains("FREEZE") == true)
    }
}

extension String {
    fileprivate func withUTF8Bytes(
        _ body: (UnsafeRawBufferPointer) throws(PostgreSQLError) -> Void
    ) throws(PostgreSQLError) {
        let bytes = Array(utf8)
        let result = bytes.withUnsafeBytes { buffer -> Result<Void, PostgreSQLError> in
            do throws(PostgreSQLError) { return .success(try body(buffer)) } catch { return .failure(error) }
        }
        try result.get()
    }
}
