import DuckDB
import Testing

@testable import Warehouse

/// Questions that run too long are ended; those that do not are planned as quickly as can be.
struct QueryMeterTests {
    private let endless = "select sum(a.range % 7 * b.range) from range(1_000_000) a, range(1_000_000) b"

    @Test func aQuestionThatRunsTooLongIsEndedAndCounted() async throws {
        let shop = try Shop()
        try shop.load(try shop.export("export", orders: 50).path)
        let ends = Locked<[QueryMeter.End]>([])
        let meter = QueryMeter(limit: .milliseconds(50)) { _, end in ends.withLock { $0.append(end) } }
        let warehouse = try #require(try OpenWarehouse.current(of: shop.home(), connections: 1, meter: meter))
        await #expect(throws: QueryTimeout.self) { try await warehouse.rows(endless, []) }
        // The connection is as good as before.
        #expect(try await warehouse.rows("select 1", []).count == 1)
        await #expect(throws: DuckDBError.self) { try await warehouse.rows("select nothing", []) }
        #expect(ends.withLock { $0 } == [.timedOut, .answered, .failed])
        #expect(meter.runningCount == 0)
    }

    @Test func withoutALimitOnlyCancellationEndsAQuestion() async throws {
        let shop = try Shop()
        try shop.load(try shop.export("export", orders: 50).path)
        let meter = QueryMeter()
        let warehouse = try #require(try OpenWarehouse.current(of: shop.home(), meter: meter))
        let task = Task { [endless] in try await warehouse.rows(endless, []) }
        while meter.runningCount == 0 { try await Task.sleep(for: .milliseconds(1)) }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(meter.runningCount == 0)
    }

    /// DuckDB knows all the optimizers that are left out; had it changed their names, it would plan with all of them.
    @Test func plansAreMadeWithoutWhatNothingGainsBy() async throws {
        let shop = try Shop()
        try shop.load(try shop.export("export", orders: 50).path)
        let warehouse = try #require(try OpenWarehouse.current(of: shop.home()))
        let setting = try await warehouse.rows("select current_setting('disabled_optimizers') as names", []).first
        let names = try #require(setting).get("names", as: String.self).split(separator: ",").map(String.init)
        #expect(Set(names) == Set(EmbeddedReader.optimizersLeftOut + ["compressed_materialization"]))
    }
}
