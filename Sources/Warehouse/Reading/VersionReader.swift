import DuckDB

/// One version of the warehouse, open in one engine. Holding it keeps the version from being removed.
protocol VersionReader: Sendable {
    /// Whose SQL it understands.
    var engine: OpenWarehouse.Engine { get }

    /// The rows that a statement selects, off the cooperative threads; cancelling the task ends the statement.
    func rows(_ sql: String, _ values: [Value], meter: QueryMeter) async throws -> ResultRows
}
