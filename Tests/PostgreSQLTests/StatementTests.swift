import PostgreSQL
import PrivateCluster
import Testing

@Suite(.enabled(if: PrivateCluster.obstacle == nil, "PostgreSQL is not installed"))
struct StatementTests {
    @Test func rowsAreReadByName() throws {
        let result = try connection().query(
            "select number as n, 'row ' || number as name from generate_series(1, $1) as number", [3])
        #expect(result.columns.map(\.name) == ["n", "name"])
        #expect(result.columns.map(\.type) == ["bigint", "text"])
        #expect(result.rows.count == 3)
        #expect(try result.rows[2].get("n", as: Int.self) == 3)
        #expect(try result.rows[2].get("NAME", as: String.self) == "row 3")
        let sum = try #require(
            try connection().query("select sum(n) as s from generate_series(1, 10::bigint) as n").rows.first)
        #expect(sum["s"] == .decimal(FixedDecimal(55)))
        #expect(try sum.get("s", as: Int.self) == 55)
        let empty = try connection().query("select 1 as a where false")
        #expect(empty.columns.map(\.name) == ["a"])
        #expect(empty.rows.isEmpty)
        #expect(try connection().value("select 1 where false") == .null)
    }

    @Test func severalStatementsAreOneTransaction() throws {
        let connection = try connection()
        try connection.execute("create temp table t (a integer primary key); insert into t values (1), (2)")
        #expect(try connection.query("update t set a = a + 10").changedRowCount == 2)
        let error = postgreSQLError { try connection.execute("insert into t values (3); insert into t values (11)") }
        #expect(error?.sqlState == "23505")
        #expect(error?.kind == .constraint)
        #expect(error?.constraint == "t_pkey")
        #expect(error?.detail?.contains("(a)=(11)") == true)
        #expect(try connection.value("select count(*) from t") == 2)
    }

    @Test func transactionsRollBackWhatThrew() throws {
        struct Stop: Error {}
        let connection = try connection()
        try connection.execute("create temp table t (a integer)")
        #expect(throws: Stop.self) {
            try connection.transaction {
                try connection.execute("insert into t values (1)")
                throw Stop()
            }
        }
        try connection.transaction { try connection.execute("insert into t values (2)") }
        #expect(try connection.query("select a from t").rows.map { $0[0] } == [2])
    }

    @Test func errorsTellTheirState() throws {
        let connection = try connection()
        func failure(_ sql: String) -> (PostgreSQLError.Kind?, String?) {
            let error = postgreSQLError { _ = try connection.query(sql) }
            #expect(error?.statement == sql)
            return (error?.kind, error?.sqlState)
        }
        #expect(failure("selec 1") == (.syntax, "42601"))
        #expect(failure("select * from nowhere") == (.catalog, "42P01"))
        #expect(failure("select nothing from pg_class") == (.catalog, "42703"))
        #expect(failure("select 1 / 0") == (.conversion, "22012"))
        #expect(failure("select 'x'::integer") == (.conversion, "22P02"))
        #expect(failure("commit; begin") == (.syntax, "42601"))
        try connection.execute("create temp table t (a integer not null)")
        #expect(failure("insert into t values (null)") == (.constraint, "23502"))
        #expect(try connection.value("select 1") == 1)
    }

    @Test func aWrongNumberOfValuesIsAnError() throws {
        let connection = try connection()
        #expect(postgreSQLError { _ = try connection.query("select $1::integer + $2::integer", [1]) } != nil)
        #expect(postgreSQLError { _ = try connection.query("select 'a\0b'") }?.kind == .misuse)
        #expect(try connection.value("select $1::integer + $2::integer", [1, 2]) == 3)
    }

    @Test func statementsArePreparedOncePerTypes() throws {
        let connection = try connection()
        let sql = "select $1 is null as is_null"
        for _ in 0..<3 {
            #expect(try connection.value(sql, [1]) == false)
            #expect(try connection.value(sql, ["a"]) == false)
        }
        let prepared = try connection.query(
            "select count(*) as n from pg_prepared_statements where statement = $1", [.text(sql)])
        #expect(try prepared.rows[0].get("n", as: Int.self) == 2)
    }

    @Test func theLeastUsedStatementsAreForgotten() throws {
        let connection = try connection()
        for number in 0..<300 { #expect(try connection.value("select \(number)") == .integer(Int64(number))) }
        #expect(try connection.value("select 0") == 0)
        guard case .integer(let count) = try connection.value("select count(*) from pg_prepared_statements") else {
            Issue.record("no count")
            return
        }
        #expect((100...129).contains(count))
    }

    @Test func aChangedTableIsReadAnew() throws {
        let connection = try connection()
        try connection.execute("create temp table t (a integer); insert into t values (1)")
        let sql = "select * from t"
        #expect(try connection.query(sql).columns.count == 1)
        try connection.execute("alter table t add column b integer default 2")
        #expect(try connection.query(sql).columns.map(\.name) == ["a", "b"])
        try connection.execute("deallocate all")
        #expect(try connection.query(sql).rows.first?.values == [1, 2])
    }

    @Test func rowsComeOneByOne() throws {
        struct Enough: Error {}
        let connection = try connection()
        var sum: Int64 = 0
        try connection.forEachRow("select number from generate_series(1, $1) as number", [1000]) { row in
            sum += try row.get("number", as: Int64.self)
        }
        #expect(sum == 500_500)
        var count = 0
        #expect(throws: Enough.self) {
            try connection.forEachRow("select generate_series(1, 100000000)") { _ in
                count += 1
                if count == 10 { throw Enough() }
            }
        }
        #expect(count == 10)
        // An error after many rows arrives after them.
        count = 0
        let error = postgreSQLError {
            try connection.forEachRow("select 1000 / (1000 - n) from (select generate_series(1, 2000) as n) as numbers")
            { _ in
                count += 1
            }
        }
        #expect(error?.sqlState == "22012")
        #expect(count > 0)
        #expect(try connection.value("select 1") == 1)
    }

    @Test func settingsHoldForTheConnection() throws {
        let connection = try connection(
            .init(statementLimit: .milliseconds(200), settings: ["search_path": "pg_catalog", "work_mem": "7MB"]))
        #expect(try connection.value("show work_mem") == "7MB")
        #expect(try connection.value("show search_path") == "pg_catalog")
        let error = postgreSQLError { _ = try connection.query("select pg_sleep(20)") }
        #expect(error?.kind == .timeout)
        #expect(error?.sqlState == "57014")
        #expect(try connection.value("select 1") == 1)
    }
}
