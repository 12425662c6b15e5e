import DuckDB
import Testing

@testable import Warehouse

/// Statements over little data keep their plans; all others are optimized, each time.
struct EmbeddedReaderTests {
    private let optimized = "current_setting('enable_optimizer')"

    private func warehouse() throws -> (shop: Shop, warehouse: OpenWarehouse) {
        let shop = try Shop()
        try shop.load(try shop.export("export", orders: 50).path)
        return (shop, try #require(try OpenWarehouse.current(of: shop.home(), connections: 1)))
    }

    private func isOptimized(_ statement: String, in warehouse: OpenWarehouse) async throws -> Bool {
        try await #require(warehouse.rows(statement, []).first).get("optimized")
    }

    @Test func onlyStatementsOverFewRowsOfSummariesAreNotOptimized() async throws {
        let (shop, warehouse) = try warehouse()
        func expect(_ isOptimized: Bool, _ statement: String) async throws {
            let setting = try await self.isOptimized(statement, in: warehouse)
            #expect(setting == isOptimized, "\(statement)")
        }
        try await expect(false, "select \(optimized) as optimized from mart_daily_sales")
        try await expect(false, "with f as (select * from mart_as_of) select \(optimized) as optimized from f")
        try await expect(true, "select \(optimized) as optimized from fact_orders limit 1")
        try await expect(true, "select \(optimized) as optimized from mart_as_of, (select 1 from fact_orders limit 1)")
        try await expect(true, "select \(optimized) as optimized")
        withExtendedLifetime(shop) {}
    }

    @Test func manyRowsAreOptimizedWhateverTheyAre() throws {
        let shop = try Shop()
        let path = shop.folder + "/large.duckdb"
        let limit = EmbeddedReader.mostRowsWithoutOptimizer
        try Database(.file(path)).connect().execute(
            """
            create table mart_a as select 1 as one from range(\(limit));
            create table mart_b as select 1 as one;
            """)
        let hold = try #require(try FileLock.shared(shop.write("", to: "lock")))
        let reader = try EmbeddedReader(path: path, connections: 1, hold: hold)
        #expect(reader.isOverLittleData("select one from mart_a"))
        #expect(reader.isOverLittleData("select one from mart_b"))
        #expect(!reader.isOverLittleData("select one from mart_a inner join mart_b using (one)"))
        #expect(!reader.isOverLittleData("select one from mart_c"))
    }

    /// Kept plans give what is asked of them each time, whatever was bound before.
    @Test func aKeptPlanTakesItsValuesAnew() async throws {
        let (shop, warehouse) = try warehouse()
        let statement = "select purchase_date from mart_daily_sales where purchase_date between $1 and $2 order by 1"
        let (first, last) = (warehouse.calendar.first, warehouse.calendar.last)
        for days in [(first, last), (last, last), (first, first), (first, last)] {
            let rows = try await warehouse.rows(statement, [.date(days.0), .date(days.1)])
            #expect(rows.count == days.1.daysSince1970 - days.0.daysSince1970 + 1)
            #expect(try rows.first?.get("purchase_date") == days.0)
        }
        withExtendedLifetime(shop) {}
    }

    @Test func nothingCanBeSetOnEitherKindOfConnection() async throws {
        let (shop, warehouse) = try warehouse()
        for place in ["mart_as_of", "fact_orders"] {
            for setting in ["enable_optimizer = true", "lock_configuration = false", "enable_external_access = true"] {
                let error = await #expect(throws: DuckDBError.self) {
                    try await warehouse.rows("set \(setting) -- \(place)", [])
                }
                #expect(error?.message.contains("locked") == true, "\(setting): \(error?.message ?? "")")
            }
            let error = await #expect(throws: DuckDBError.self) {
                try await warehouse.rows("select * from read_text('/etc/passwd') -- \(place)", [])
            }
            #expect(error?.kind == .permission)
        }
        withExtendedLifetime(shop) {}
    }
}
