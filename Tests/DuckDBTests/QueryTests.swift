import DuckDB
import Testing

struct QueryTests {
    @Test func executeRunsSeveralStatements() throws {
        let connection = try connection()
        try connection.execute(
            """
            -- a comment
            create table t (n integer); insert into t values (1), (2);
            update t set n = n + 1;
            """)
        #expect(try connection.query("select list(n order by n) from t").value() == [2, 3])
        try connection.execute("")
        try connection.execute("-- nothing but a comment\n;")
    }

    @Test func executeStopsAtTheFirstFailure() throws {
        let connection = try connection()
        let error = duckDBError {
            try connection.execute("create table a (n int); select nope; create table b (n int)")
        }
        #expect(error?.kind == .binder)
        let tables = try connection.query("select table_name from duckdb_tables()").rows()
        #expect(tables.map { $0[0] } == ["a"])
    }

    @Test func prepareTakesExactlyOneStatement() throws {
        let connection = try connection()
        #expect(duckDBError { _ = try connection.prepare("select 1; select 2") } != nil)
        #expect(duckDBError { _ = try connection.prepare("") } != nil)
        #expect(duckDBError { _ = try connection.prepare("select 1 \0") }?.kind == .misuse)
    }

    @Test func changedRowsAreCounted() throws {
        let connection = try connection()
        try connection.execute("create table t (n integer)")
        #expect(try connection.query("insert into t select * from range(5000)").changedRowCount == 5000)
        #expect(try connection.query("delete from t where n < 10").changedRowCount == 10)
        #expect(try connection.query("select * from t").changedRowCount == 0)
    }

    @Test func transactionsCommitOrRollBack() throws {
        struct Stop: Error {}
        let connection = try connection()
        try connection.execute("create table t (n integer)")
        #expect(throws: Stop.self) {
            try connection.transaction {
                try connection.execute("insert into t values (1)")
                throw Stop()
            }
        }
        #expect(try connection.query("select count(*) from t").value() == 0)
        try connection.transaction { try connection.execute("insert into t values (1)") }
        #expect(try connection.query("select count(*) from t").value() == 1)
    }

    @Test func cachedStatementsAreReusedAndForgotten() throws {
        let connection = try connection()
        let first = try connection.cached("select $1 + 1")
        #expect(try first.run(1).value() == 2)
        let again = try connection.cached("select $1 + 1")
        #expect(first === again)
        #expect(duckDBError { _ = try again.run() }?.kind == .invalidInput, "the earlier binding must be gone")
        for number in 0..<200 { _ = try connection.cached("select \(number)") }
        #expect(try connection.cached("select $1 + 1") !== first)
        #expect(try first.run(5).value() == 6)
    }

    @Test func aCachedStatementSeesAChangedTable() throws {
        let connection = try connection()
        try connection.execute("create table t as select 1 as n")
        #expect(try connection.cached("select * from t").run().value() == 1)
        try connection.execute("create or replace table t as select 'x' as s, 2 as n")
        let result = try connection.cached("select * from t").run()
        #expect(result.columns.map(\.name) == ["s", "n"])
        #expect(try result.rows().map(\.values) == [["x", 2]])
    }

    @Test func everythingOutlivesItsMaker() throws {
        func make() throws -> (QueryResult, Chunk, ColumnView<String>) {
            let connection = try connection()
            let first = try connection.query("select 'number ' || i || ' of a long text' from range(10000) t(i)")
            let second = try connection.prepare("select 'a text beyond twelve bytes'").run()
            let chunk = try #require(second.next())
            return (first, try #require(first.next()), try chunk.column(0, as: String.self))
        }
        let (result, chunk, column) = try make()
        #expect(column[0] == "a text beyond twelve bytes")
        #expect(try chunk.column(0, as: String.self)[2047] == "number 2047 of a long text")
        #expect(try result.rows().last?[0] == "number 9999 of a long text")
    }

    @Test func severalResultsAreReadAtOnce() throws {
        let connection = try connection()
        let left = try connection.query("select i from range(10000) t(i)")
        let right = try connection.query("select -i from range(10000) t(i)")
        var sum: Int64 = 0
        while let a = left.next(), let b = right.next() {
            let (a, b) = (try a.column(0, as: Int64.self), try b.column(0, as: Int64.self))
            for row in 0..<a.count { sum += (a[row] ?? 0) + 2 * (b[row] ?? 0) }
        }
        #expect(sum == -49_995_000)
    }
}
