import DuckDB
import Testing

struct BindingTests {
    static let values: [(Value, String)] = [
        (true, "BOOLEAN"), (.integer(.min), "BIGINT"), (.double(.infinity), "DOUBLE"), (1.25, "DOUBLE"),
        (.decimal(FixedDecimal(unscaled: -12_345, scale: 2)), "DECIMAL(18,2)"), ("", "VARCHAR"),
        ("São Paulo, 'quoted' 日本 👩‍👩‍👧", "VARCHAR"), (.text("nul \0 inside"), "VARCHAR"),
        (.date(Day(daysSince1970: 17_000)), "DATE"),
        (.timestamp(Timestamp(microsecondsSince1970: 1_506_941_793_000_001)), "TIMESTAMP"),
        (.blob([0, 255, 7]), "BLOB"), (.blob([]), "BLOB"), (.list(["SP", "RJ", nil]), "VARCHAR[]"),
        ([1, 2, 3], "BIGINT[]"),
        ([[1], [2, 3]], "BIGINT[][]"), (.list([.date(Day(daysSince1970: 1))]), "DATE[]"),
    ]

    @Test(arguments: values)
    func comesBackAsBound(value: Value, type: String) throws {
        let row = try #require(try connection().query("select $1, typeof($1), $1 is null", value).firstRow())
        #expect(row[0] == value)
        #expect(row[1] == .text(type))
        #expect(row[2] == false)
    }

    @Test func nullIsNull() throws {
        #expect(try connection().query("select $1::integer is null", .null).value() == true)
        #expect(try connection().query("select $1::integer is null", .optional(nil as Int?)).value() == true)
    }

    @Test func listsSelectRows() throws {
        let connection = try connection()
        try connection.execute("create table t as select * from (values ('SP', 1), ('RJ', 2), ('MG', 3)) t(state, n)")
        let any = try connection.query("select sum(n)::int from t where state = any($1)", .list(["SP", "MG", "XX"]))
        #expect(try any.value() == 4)
        let unnest = try connection.query("select sum(n)::int from t where n in (select unnest($1))", [2, 3])
        #expect(try unnest.value() == 5)
        for column in ["state", "n", "n::decimal(12,2)", "date '2018-01-01' + n"] {
            let empty = try connection.query(
                "select count(*) from t where list_contains($1, \(column)) or \(column) = any($1)", [])
            #expect(try empty.value() == 0, "an empty list against \(column)")
        }
    }

    @Test func decimalsAndIntegersShareAList() throws {
        let half = try #require(FixedDecimal("0.5")), cent = try #require(FixedDecimal("7.25"))
        let values: Value = .list([.decimal(half), 3, .decimal(cent), nil])
        let result = try connection().query(
            "select count(*) from range(8) t(i) where (i + 0.25)::decimal(12,2) = any($1) or i = any($1)", values)
        #expect(try result.value() == 2)
    }

    @Test func mixedListsAreRefused() throws {
        let error = duckDBError { _ = try connection().query("select $1", ["a", 1]) }
        #expect(error?.kind == .misuse)
        #expect(error?.message.contains("VARCHAR") == true)
    }

    @Test func bindsByName() throws {
        let statement = try connection().prepare("select $first || $second || $first")
        #expect(statement.parameterCount == 2)
        try statement.bind("a", named: "first")
        try statement.bind("b", named: "second")
        #expect(try statement.run().value() == "aba")
        #expect(duckDBError { try statement.bind("c", named: "third") }?.kind == .misuse)
    }

    @Test func wrongParametersAreErrors() throws {
        let connection = try connection()
        let statement = try connection.prepare("select $1::int + $2::int")
        #expect(duckDBError { try statement.bind(1, at: 0) }?.kind == .misuse)
        #expect(duckDBError { try statement.bind(1, at: 3) }?.kind == .misuse)
        #expect(duckDBError { _ = try statement.run(1) }?.kind == .misuse)
        #expect(duckDBError { _ = try statement.run(1, 2, 3) }?.kind == .misuse)
        try statement.bind(1, at: 1)
        #expect(duckDBError { _ = try statement.run() }?.kind == .invalidInput)
        #expect(try statement.run(1, 2).value() == 3)
    }

    @Test func aStatementRunsAgainWithOtherTypes() throws {
        let statement = try connection().prepare("select typeof($1)")
        #expect(try statement.run(1).value() == "BIGINT")
        #expect(try statement.run("x").value() == "VARCHAR")
        #expect(try statement.run([1.5]).value() == "DOUBLE")
        #expect(try statement.run(.list([1.5])).value() == "DOUBLE[]")
    }
}
