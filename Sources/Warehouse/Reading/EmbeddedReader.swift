import DuckDB
import Foundation

/// A version's DuckDB file.
///
/// DuckDB 2 plans a statement anew each time it runs, since its optimizer looks at the data; for small answers that is most
/// of the work. A plan without the optimizer is made once and kept. So statements over little data run on connections
/// without it, where they take less than half the time, and all others on connections with it. Those over facts always do:
/// what counts by bitmaps needs to know the optimizer's least and largest keys.
struct EmbeddedReader: VersionReader {
    /// How many rows the tables of a statement may have together for its plan to be kept without optimizing. Such a plan reads
    /// its tables whole, which for so few rows takes less than optimizing does: about 0.4 ms.
    static let mostRowsWithoutOptimizer = 20_000

    /// The optimizers that our statements do not gain by, or less than they cost. (Joins are still ordered, filters pushed down,
    /// and columns dropped that nothing reads; those pay.)
    static let optimizersLeftOut = [
        "aggregate_function_rewriter", "aggregate_reuse", "common_subexpressions", "common_subplan",
        "cte_filter_pusher", "distinct_aggregate_rewrite", "duplicate_groups", "empty_result_pullup",
        "filter_pullup", "grouping_sets", "late_materialization", "limit_pushdown", "materialized_cte",
        "outer_join_simplification", "partitioned_execution", "projection_placement", "regex_range",
        "remote_pushdown", "reorder_filter", "row_group_pruner", "sampling_pushdown", "scalar_fn_pushdown",
        "top_n_window_elimination", "window_rewriter", "window_self_join",
    ]

    let database: Database
    private let optimizing: ConnectionPool
    private let keepingPlans: ConnectionPool
    private let rowCounts: [Substring: Int]
    private let hold: FileLock

    /// Opens a version's file for reading, locked down.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - connections: How many statements of each kind may run at a time.
    ///   - hold: What keeps the version from being removed.
    init(path: String, connections: Int, hold: FileLock) throws {
        database = try Self.open(path)
        optimizing = try ConnectionPool(database: database, size: connections)
        keepingPlans = try ConnectionPool(database: database, size: connections) { connection in
            // A DuckDB that does not know this plans as it likes.
            try? connection.execute("set session enable_optimizer = false")
        }
        try database.lockDown()
        rowCounts = try Self.rowCounts(database.connect())
        self.hold = hold
    }

    var engine: OpenWarehouse.Engine { .duckDB }

    func rows(_ sql: String, _ values: [Value], meter: QueryMeter) async throws -> ResultRows {
        try await (isOverLittleData(sql) ? keepingPlans : optimizing).withConnection { connection in
            try meter.run(
                interrupt: connection.interrupter.interrupt,
                isInterrupt: { ($0 as? DuckDBError)?.kind == .interrupted },
                { try connection.cached(sql).run(values).rows() })
        }
    }

    /// Whether a statement reads tables of few rows, and no facts. (A table's name inside a text counts, too: then the
    /// statement is optimized without need.)
    func isOverLittleData(_ sql: String) -> Bool {
        var total = 0
        for word in sql.utf8.split(whereSeparator: { !Self.isPartOfName($0) }) {
            guard let count = rowCounts[Substring(word)] else { continue }
            guard !word.starts(with: "fact_".utf8) else { return false }
            total += count
        }
        return total > 0 && total <= Self.mostRowsWithoutOptimizer
    }

    private static func isPartOfName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"): true
        default: false
        }
    }

    private static func rowCounts(_ connection: Connection) throws -> [Substring: Int] {
        let rows = try connection.query("select table_name, estimated_size from duckdb_tables()").rows()
        let counts = try rows.map { row in
            (Substring(try row.get("table_name", as: String.self)), try row.get("estimated_size", as: Int.self))
        }
        return Dictionary(counts, uniquingKeysWith: max)
    }

    private static func open(_ path: String) throws(DuckDBError) -> Database {
        var options = Database.Options(isReadOnly: true)
        let size = (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
        // To pack the values of sorts and groups more tightly pays where they are many: in the files of large shops.
        let leftOut = optimizersLeftOut + (size < 1 << 30 ? ["compressed_materialization"] : [])
        do {
            options.settings = ["disabled_optimizers": leftOut.joined(separator: ",")]
            return try Database(.file(path), options: options)
        } catch {
            guard [.settings, .invalidInput, .syntax].contains(error.kind) else { throw error }
            // A DuckDB that does not know one of them plans as it likes.
            options.settings = [:]
            return try Database(.file(path), options: options)
        }
    }
}
