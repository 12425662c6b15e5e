import DuckDB
import Testing

/// Gives the numbers 0 to `count` - 1 in every type a producer can write.
private final class Numbers: RowProducer, @unchecked Sendable {
    struct Broken: Error, Equatable {
        let row: Int
    }

    static let columns = [
        TableColumn("flag", .boolean), TableColumn("small", .integer), TableColumn("big", .bigint),
        TableColumn("ratio", .double), TableColumn("price", .decimal(width: 12, scale: 2)),
        TableColumn("wide", .decimal(width: 30, scale: 3)), TableColumn("narrow", .decimal(width: 9, scale: 1)),
        TableColumn("tiny", .decimal(width: 4, scale: 0)), TableColumn("label", .text), TableColumn("day", .date),
        TableColumn("moment", .timestamp),
    ]

    let count: Int
    let failingRow: Int?
    var next = 0

    init(_ count: Int, failingAt row: Int? = nil) {
        self.count = count
        self.failingRow = row
    }

    func fill(_ chunk: borrowing ChunkWriter) throws -> Int {
        let rows = min(chunk.capacity, count - next)
        for row in 0..<rows {
            let number = next + row
            if number == failingRow { throw Broken(row: number) }
            if number % 7 == 6 {
                for column in 0..<chunk.columnCount { chunk.setNull(column: column, row: row) }
                continue
            }
            chunk.setBoolean(number % 2 == 0, column: 0, row: row)
            chunk.setInt32(Int32(number), column: 1, row: row)
            chunk.setInt64(Int64(number) << 32, column: 2, row: row)
            chunk.setDouble(Double(number) / 4, column: 3, row: row)
            chunk.setDecimal(unscaled: Int64(-number), column: 4, row: row)
            chunk.setDecimal(unscaled: Int64(-number), column: 5, row: row)
            chunk.setDecimal(unscaled: Int64(number), column: 6, row: row)
            chunk.setDecimal(unscaled: Int64(number % 1000), column: 7, row: row)
            chunk.setText(String(repeating: "é", count: number % 20), column: 8, row: row)
            chunk.setDay(Day(daysSince1970: Int32(number)), column: 9, row: row)
            chunk.setTimestamp(Timestamp(microsecondsSince1970: Int64(number) * 1_000_000), column: 10, row: row)
        }
        next += rows
        return rows
    }
}

struct RowProducerTests {
    @Test(arguments: [0, 1, 2_048, 2_049, 100_000])
    func everyTypeArrivesInOrder(count: Int) throws {
        let connection = try connection()
        try connection.register("numbers", columns: Numbers.columns, producer: Numbers(count))
        try connection.execute("create table t as select * from numbers()")
        let wrong = try connection.query(
            """
            select count(*) from (select *, rowid as n from t)
            where case when n % 7 = 6
                then not (flag is null and small is null and big is null and ratio is null and price is null
                    and wide is null and narrow is null and tiny is null and label is null and day is null
                    and moment is null)
                else (flag = (n % 2 = 0) and small = n and big = n << 32 and ratio = n / 4 and price = -n / 100
                    and wide = -n / 1000 and narrow = n / 10 and tiny = n % 1000
                    and label = repeat('é', (n % 20)::bigint) and day = date '1970-01-01' + n::integer
                    and moment = timestamp '1970-01-01' + to_seconds(n)) is not true end
            """)
        #expect(try wrong.value() == 0)
        #expect(try connection.query("select count(*) from t").value() == .integer(Int64(count)))
        let types = try connection.query(
            "select list(data_type order by column_index) from duckdb_columns() where table_name = 't'")
        #expect(try types.value() == .list(Numbers.columns.map { .text($0.type.description) }))
    }

    @Test func orderSurvivesTheWayToParquet() throws {
        let folder = try TemporaryFolder()
        let connection = try connection()
        try connection.register("numbers", columns: Numbers.columns, producer: Numbers(300_000))
        let file = quotedLiteral(folder.file("it's.parquet"))
        try connection.execute("copy (select * from numbers()) to \(file) (format parquet)")
        let wrong = try connection.query(
            "select count(*) from (select small, file_row_number as n from read_parquet(\(file), file_row_number = true)) where small <> n"
        )
        #expect(try wrong.value() == 0)
    }

    @Test func whatTheProducerThrowsComesBack() throws {
        let connection = try connection()
        try connection.register("numbers", columns: Numbers.columns, producer: Numbers(10_000, failingAt: 5_000))
        let error = duckDBError { try connection.execute("create table t as select * from numbers()") }
        #expect(error?.kind == .producer)
        #expect(error?.underlyingError as? Numbers.Broken == Numbers.Broken(row: 5_000))
        #expect(error?.statement?.contains("numbers()") == true)
        let other = duckDBError { try connection.execute("select nope") }
        #expect(other?.kind == .binder, "a later error must not be taken for the producer's")
        #expect(other?.underlyingError == nil)
        #expect(try connection.query("select count(*) from duckdb_tables()").value() == 0)
    }

    @Test func rowsComeOnlyOnce() throws {
        let connection = try connection()
        try connection.register("numbers", columns: Numbers.columns, producer: Numbers(10))
        #expect(try connection.query("select count(*) from numbers()").value() == 10)
        let error = duckDBError { _ = try connection.query("select count(*) from numbers()") }
        #expect(error?.message.contains("only once") == true)
        try connection.register("numbers", columns: Numbers.columns, producer: Numbers(20))
        #expect(try connection.query("select count(*) from numbers()").value() == 20)
    }

    @Test func aNameBelongsToItsConnection() throws {
        let database = try Database(.memory)
        let connections = try (1...3).map { _ in try database.connect() }
        for (index, connection) in connections.enumerated() {
            try connection.register("a \"name\"", columns: Numbers.columns, producer: Numbers(10 + index))
        }
        for (index, connection) in connections.enumerated() {
            #expect(
                try connection.query("select count(*) from \"a \"\"name\"\"\"()").value() == .integer(Int64(10 + index))
            )
        }
        #expect(
            duckDBError { _ = try database.connect().query("select * from \"a \"\"name\"\"\"()") }?.kind == .catalog)
    }

    @Test func aProducerIsReleased() throws {
        let connection = try connection()
        weak var replaced: Numbers?, unregistered: Numbers?, closed: Numbers?
        do {
            let producers = [Numbers(5), Numbers(5), Numbers(5)]
            (replaced, unregistered, closed) = (producers[0], producers[1], producers[2])
            try connection.register("numbers", columns: Numbers.columns, producer: producers[0])
            _ = try connection.query("select * from numbers()")
            try connection.register("numbers", columns: Numbers.columns, producer: producers[1])
            let other = try Database(.memory).connect()
            try other.register("numbers", columns: Numbers.columns, producer: producers[2])
        }
        #expect(replaced == nil)
        #expect(unregistered != nil)
        try connection.unregister("numbers")
        #expect(unregistered == nil)
        #expect(closed == nil)
        #expect(duckDBError { _ = try connection.query("select * from numbers()") }?.kind == .catalog)
    }

    @Test func wrongUseIsRefused() throws {
        final class Liar: RowProducer {
            func fill(_ chunk: borrowing ChunkWriter) -> Int { chunk.capacity + 1 }
        }
        let connection = try connection()
        let error = duckDBError { try connection.register("none", columns: [], producer: Liar()) }
        #expect(error?.kind == .misuse)
        let list = [TableColumn("l", .list(.text))]
        #expect(duckDBError { try connection.register("lists", columns: list, producer: Liar()) }?.kind == .misuse)
        let wide = [TableColumn("d", .decimal(width: 39, scale: 2))]
        #expect(duckDBError { try connection.register("wide", columns: wide, producer: Liar()) }?.kind == .misuse)
        try connection.register("liar", columns: [TableColumn("n", .integer)], producer: Liar())
        let reported = duckDBError { try connection.execute("create table t as select * from liar()") }
        #expect((reported?.underlyingError as? DuckDBError)?.kind == .misuse)
    }

    @Test func producersOfSeveralConnectionsRunAtOnce() async throws {
        let folder = try TemporaryFolder()
        let pool = try ConnectionPool(database: Database(.memory), size: 4)
        try await withThrowingTaskGroup { group in
            for number in 0..<8 {
                let file = quotedLiteral(folder.file("\(number).parquet"))
                group.addTask {
                    try await pool.withConnection { connection in
                        try connection.register("numbers", columns: Numbers.columns, producer: Numbers(20_000 + number))
                        try connection.execute("copy (from numbers()) to \(file) (format parquet)")
                    }
                }
            }
            try await group.waitForAll()
        }
        let files = quotedLiteral(folder.file("*.parquet"))
        let total = try await pool.withConnection { try $0.query("select count(*) from \(files)").value() }
        #expect(total == .integer(160_028))
    }
}
