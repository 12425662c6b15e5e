import DuckDB
import Testing

struct RowTests {
    @Test func readsByNameAndPosition() throws {
        let row = try #require(
            try connection().query(
                "select 7 as N, 'x' as name, 1.50::decimal(9,2) as price, null as nothing, sum(i) as big from range(10) t(i)"
            )
            .firstRow())
        #expect(row["name"] == "x")
        #expect(row["n"] == 7)
        #expect(row[2] == .decimal(FixedDecimal(unscaled: 150, scale: 2)))
        #expect(row["nowhere"] == .null)
        #expect(try row.get("n", as: Int.self) == 7)
        #expect(try row.get("NAME", as: String.self) == "x")
        #expect(try row.get("price", as: FixedDecimal.self).description == "1.50")
        #expect(try row.get("big", as: Int.self) == 45)
        #expect(try row.getIfPresent("nothing", as: Int.self) == nil)
        func failure(_ body: () throws(RowError) -> Void) -> RowError.Kind? {
            do throws(RowError) {
                try body()
                return nil
            } catch { return error.kind }
        }
        #expect(failure { () throws(RowError) in _ = try row.get("nothing", as: Int.self) } == .typeMismatch)
        #expect(failure { () throws(RowError) in _ = try row.get("name", as: Int.self) } == .typeMismatch)
        #expect(failure { () throws(RowError) in _ = try row.get("price", as: Double.self) } == .typeMismatch)
        #expect(failure { () throws(RowError) in _ = try row.get("nowhere", as: Int.self) } == .missingColumn)
    }

    @Test func largeIntegersStayExact() throws {
        let value = try connection().query("select 170141183460469231731687303715884105727::hugeint").value()
        #expect(value == .decimal(FixedDecimal(unscaled: .max, scale: 0)))
        #expect(Int(value) == nil)
        #expect(Int64(.decimal(FixedDecimal(7))) == 7)
        #expect(Int(.decimal(FixedDecimal(unscaled: 70, scale: 1))) == nil)
    }

    @Test func listsNest() throws {
        let value = try connection().query("select [[1, null], [], null, [3]]").value()
        #expect(value == [[1, nil], [], nil, [3]])
        let rows = try connection().query("select list(i order by i) from range(6000) t(i) group by i % 2 order by 1")
            .rows()
        #expect(rows.count == 2)
        #expect(rows[1][0] == .list((0..<3000).map { .integer(Int64(2 * $0 + 1)) }))
    }

    @Test func unreadableTypesSayWhatToDo() throws {
        let error = duckDBError { _ = try connection().query("select {'a': 1} as s").rows() }
        #expect(error?.kind == .typeMismatch)
        #expect(error?.message.contains("column s") == true)
        #expect(error?.message.contains("cast") == true)
    }

    @Test func rowsOfManyChunksAreComplete() throws {
        let rows = try connection().query("select i from range(5001) t(i)").rows()
        #expect(rows.map { $0[0] } == (0..<5001).map { .integer(Int64($0)) })
    }

    @Test func emptyResultsHaveColumnsButNoRows() throws {
        let result = try connection().query("select 1 as a where false")
        #expect(result.columns.map(\.name) == ["a"])
        #expect(try result.firstRow()?.values == nil)
        #expect(try result.value() == .null)
    }
}
