import DuckDB
import Testing

struct AppenderTests {
    private func table() throws -> Connection {
        let connection = try connection()
        try connection.execute("create table t (n integer, price decimal(12,2), label varchar, day date)")
        return connection
    }

    @Test func rowsAreCastToTheColumns() throws {
        let connection = try table()
        let appender = try connection.appender(to: "t")
        #expect(appender.columnTypes == [.integer, .decimal(width: 12, scale: 2), .text, .date])
        try appender.append([1, .decimal(FixedDecimal(unscaled: 5, scale: 1)), "x", .date(Day(daysSince1970: 3))])
        try appender.append([nil, nil, nil, nil])
        try appender.close()
        let rows = try connection.query("select * from t").rows().map(\.values)
        let half = FixedDecimal(unscaled: 50, scale: 2)
        #expect(rows == [[1, .decimal(half), "x", .date(Day(daysSince1970: 3))], [nil, nil, nil, nil]])
    }

    @Test func chunksOfRows() throws {
        let connection = try table()
        let appender = try connection.appender(to: "t")
        for start in stride(from: 0, to: 10_000, by: 1_000) {
            try appender.append { chunk in
                for row in 0..<1_000 {
                    chunk.setInt32(Int32(start + row), column: 0, row: row)
                    chunk.setDecimal(unscaled: Int64(start + row), column: 1, row: row)
                    chunk.setText("label number \(start + row)", column: 2, row: row)
                    chunk.setNull(column: 3, row: row)
                }
                return 1_000
            }
        }
        try appender.close()
        let wrong = try connection.query(
            "select count(*), count(*) filter (price * 100 = n and label = 'label number ' || n and day is null and n = rowid) from t"
        )
        #expect(try wrong.firstRow()?.values == [10_000, 10_000])
    }

    @Test func whatIsNotClosedIsDiscarded() throws {
        let connection = try table()
        do {
            let appender = try connection.appender(to: "t")
            try appender.append([1, nil, nil, nil])
        }
        #expect(try connection.query("select count(*) from t").value() == 0)
    }

    @Test func errorsNameTheTable() throws {
        let connection = try table()
        let missing = duckDBError { _ = try connection.appender(to: "nowhere") }
        #expect(missing?.kind == .catalog)
        #expect(missing?.message.contains("nowhere") == true)
        let appender = try connection.appender(to: "t")
        #expect(duckDBError { try appender.append([1]) }?.kind == .misuse)
        let wrong = duckDBError { try appender.append(["no number", nil, nil, nil]) }
        #expect(wrong?.kind == .conversion, "\(String(describing: wrong))")
        #expect(duckDBError { try appender.append([1, nil, nil, nil]) }?.kind == .misuse)
        #expect(duckDBError { try appender.close() }?.kind == .misuse)
    }

    @Test func constraintsHold() throws {
        let connection = try connection()
        try connection.execute("create table k (n integer primary key)")
        let appender = try connection.appender(to: "k")
        try appender.append([1])
        try appender.append([1])
        #expect(duckDBError { try appender.close() }?.kind == .constraint)
    }
}
