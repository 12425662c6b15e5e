import DuckDB
import Foundation
import Ingest

/// A version of the warehouse, open for reading. It stays complete and unchanged for as long as it is held.
public final class OpenWarehouse: Sendable {
    /// The version.
    public let version: Version
    /// What its days are.
    public let calendar: Calendar

    /// The days that a version knows.
    public struct Calendar: Sendable, Hashable {
        /// The day that "the last 30 days" end on: the last with at least a tenth of the median day's orders.
        public let asOf: Day
        /// The day of the first order.
        public let first: Day
        /// The day of the last order, stragglers included.
        public let last: Day
    }

    /// Told of every statement that the task asks; for tests of what statements cost.
    @TaskLocal static var onStatement: (@Sendable (_ sql: String, _ values: [Value]) -> Void)?

    private let pool: ConnectionPool
    private let meter: QueryMeter
    private let hold: FileLock

    /// Opens the current version of a home.
    ///
    /// The database is opened read-only, without access to other files and with its configuration locked.
    ///
    /// - Parameters:
    ///   - home: Where to look.
    ///   - connections: How many questions may run at a time.
    ///   - meter: Limits and counts the questions.
    /// - Returns: The version, or nil where nothing was published yet.
    /// - Throws: ``WarehouseError`` of kind `environment` where the version cannot be opened, or was built by models other
    ///   than this program's.
    public static func current(
        of home: Home, connections: Int = 4, meter: QueryMeter = QueryMeter()
    ) throws -> OpenWarehouse? {
        guard let (version, hold) = try VersionStore(home: home).holdCurrent() else { return nil }
        guard try version.models == SQLFile.fingerprint() else { throw WarehouseError.otherModels(version, home) }
        let path = VersionStore(home: home).folder(version.number) + "/warehouse.duckdb"
        do {
            let database = try Database(
                .file(path), options: Database.Options(isReadOnly: true, isLockedDown: true))
            return try OpenWarehouse(
                version: version, database: database, hold: hold, connections: connections, meter: meter)
        } catch let error as DuckDBError {
            throw WarehouseError.environment("version \(version.name) cannot be opened: \(error.message)")
        }
    }

    private init(
        version: Version, database: Database, hold: FileLock, connections: Int, meter: QueryMeter
    ) throws {
        self.version = version
        self.hold = hold
        self.meter = meter
        let row = try database.connect()
            .query("select as_of_date, first_order_date, last_order_date from mart_as_of").rows().first
        // A warehouse without orders has no days; the epoch stands in, and every range over it is empty.
        let none = Day(daysSince1970: 0)
        calendar = Calendar(
            asOf: try row?.getIfPresent("as_of_date", as: Day.self) ?? none,
            first: try row?.getIfPresent("first_order_date", as: Day.self) ?? none,
            last: try row?.getIfPresent("last_order_date", as: Day.self) ?? none)
        pool = try ConnectionPool(database: database, size: connections)
    }

    /// Asks something on one of the connections, off the cooperative threads; cancelling the task ends the query.
    ///
    /// - Throws: What `body` throws; ``QueryTimeout`` when it runs longer than the meter allows.
    public func read<Answer: Sendable>(
        _ body: @escaping @Sendable (Connection) throws -> Answer
    ) async throws -> Answer {
        try await pool.withConnection { [meter] connection in try meter.run(on: connection, body) }
    }

    /// The rows that a statement with bound values selects; its plan is kept for the next time.
    ///
    /// - Parameters:
    ///   - sql: One statement, with parameters `$1`, `$2`, ….
    ///   - values: The values of its parameters, in order.
    public func rows(_ sql: String, _ values: [Value]) async throws -> [Row] {
        Self.onStatement?(sql, values)
        return try await read { try $0.cached(sql).run(values).rows() }
    }

    /// The results of the checks that were run when the version was built.
    public func checkResults() async throws -> [CheckResult] {
        try await read { try CheckRunner.stored(in: $0) }
    }
}

/// Runs all checks over the current version of a home anew.
public enum CheckRun {
    /// Runs the checks.
    ///
    /// - Returns: The version and what the checks found, or nil where nothing was published yet.
    /// - Throws: ``WarehouseError`` of kind `environment` where the version or its landed batches cannot be read.
    public static func run(on home: Home) throws -> (version: Version, results: [CheckResult])? {
        guard let (version, hold) = try VersionStore(home: home).holdCurrent() else { return nil }
        guard try version.models == SQLFile.fingerprint() else { throw WarehouseError.otherModels(version, home) }
        defer { withExtendedLifetime(hold) {} }
        // Who checks may have no right to write into the home, nor into the folder it happens to stand in.
        let spill = FileManager.default.temporaryDirectory.path + "/vitrine-check-\(getpid())"
        defer { try? FileManager.default.removeItem(atPath: spill) }
        do {
            let resources = Loader.Resources()
            let workbench = try Workbench(
                path: VersionStore(home: home).folder(version.number) + "/warehouse.duckdb", isReadOnly: true,
                resources: resources, spill: spill)
            let connection = try workbench.connect()
            let batches = try version.batches.map { try LandedBatch(folder: "\(home.landing)/\($0)") }
            try LandedTables(batches: batches).createViews(in: connection)
            let catalog = try ModelCatalog()
            for model in catalog.preparations + catalog.retrospects { try Workbench.create(model, in: connection) }
            return (version, try CheckRunner(workbench: workbench, threads: resources.threads).run(Check.all()))
        } catch let error as DuckDBError {
            throw WarehouseError.environment("version \(version.name) cannot be checked: \(error.message)")
        } catch let error as IngestError {
            throw WarehouseError.environment(error.description)
        }
    }
}
