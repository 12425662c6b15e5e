import DuckDB
import Foundation
import PostgreSQL

/// A version of the warehouse, open for reading. It stays complete and unchanged for as long as it is held.
public final class OpenWarehouse: Sendable {
    /// Who runs the SQL; where the two differ, the compiler asks for this.
    public enum Engine: String, Sendable, Hashable, CaseIterable {
        /// DuckDB, in this process.
        case duckDB = "duckdb"
        /// A PostgreSQL server.
        case postgreSQL = "postgresql"
    }

    /// The days that a version knows.
    public struct Calendar: Sendable, Hashable {
        /// The day that "the last 30 days" end on: the last with at least a tenth of the median day's orders, unless another
        /// was named.
        public internal(set) var asOf: Day
        /// The day of the first order.
        public let first: Day
        /// The day of the last order, stragglers included.
        public let last: Day
        /// Whether there is any order. Without one there are no days; the epoch stands in, and every range over it is empty.
        public let hasOrders: Bool

        /// The answer of ``query``.
        init(_ rows: ResultRows) throws {
            let none = Day(daysSince1970: 0)
            hasOrders = try rows.first?.getIfPresent("first_order_date", as: Day.self) != nil
            asOf = try rows.first?.getIfPresent("as_of_date") ?? none
            first = try rows.first?.getIfPresent("first_order_date") ?? none
            last = try rows.first?.getIfPresent("last_order_date") ?? none
        }

        static let query = "select as_of_date, first_order_date, last_order_date from mart_as_of"
    }

    /// What is known of a version before it is asked anything.
    struct Contents {
        let calendar: Calendar
        let rowCounts: [String: Int]
        let columns: [String: [String]]

        /// - Parameter ask: Runs a statement on the version.
        init(_ ask: (String) throws -> ResultRows) throws {
            calendar = try Calendar(try ask(Calendar.query))
            let counts = try ask("select table_name, row_count from mart_row_counts").map { row in
                (try row.get("table_name", as: String.self), try row.get("row_count", as: Int.self))
            }
            rowCounts = Dictionary(counts, uniquingKeysWith: { first, _ in first })
            let names = try ask(
                """
                select table_name, column_name from information_schema.columns
                where table_schema = current_schema() order by table_name, ordinal_position
                """
            ).map { row in
                (table: try row.get("table_name", as: String.self), column: try row.get("column_name", as: String.self))
            }
            columns = Dictionary(grouping: names, by: \.table).mapValues { $0.map(\.column) }
        }
    }

    /// Notes every statement that the task asks; for measuring what statements cost.
    @TaskLocal package static var statements: StatementList?

    /// The version.
    public let version: Version
    /// What its days are.
    public let calendar: Calendar
    /// The as-of day that its marts were built for, whichever ``calendar`` has.
    public let builtAsOf: Day
    /// What answers depend on: the version, and the as-of day where that was named.
    public let identity: String
    /// How many rows the tables have that questions may choose between, by the tables' names.
    public let rowCounts: [String: Int]
    /// The columns of each table, in order, by the tables' names.
    public let columns: [String: [String]]
    private let reader: any VersionReader
    private let meter: QueryMeter
    private let memory = Locked<[ObjectIdentifier: any Sendable]>([:])

    /// Who runs the SQL.
    public var engine: Engine { reader.engine }

    /// Opens the current version.
    ///
    /// A DuckDB file is opened read-only, without access to other files and with its configuration locked; a PostgreSQL
    /// session can only read.
    ///
    /// - Parameters:
    ///   - home: The home.
    ///   - warehouse: Where the versions are, when not in the home.
    ///   - connections: How many questions may run at a time; on DuckDB, beside as many over little data.
    ///   - asOf: The as-of day, in place of the one that the data says.
    ///   - meter: Limits and counts the questions.
    /// - Returns: The version, or nil where nothing was published yet.
    /// - Throws: ``WarehouseError`` of kind `environment` where the version cannot be opened, or was built by models other
    ///   than this program's; `unavailable` where the database server does not answer.
    public static func current(
        of home: Home, in warehouse: WarehouseAddress = .embedded, connections: Int = 4, asOf: Day? = nil,
        meter: QueryMeter = QueryMeter()
    ) throws -> OpenWarehouse? {
        switch warehouse {
        case .embedded: try embedded(home, connections: connections, asOf: asOf, meter: meter)
        case .postgreSQL(let address):
            try PostgreSQLReader.current(at: address, connections: connections, limit: meter.limit).map {
                OpenWarehouse(version: $0.version, contents: $0.contents, asOf: asOf, reader: $0.reader, meter: meter)
            }
        }
    }

    private static func embedded(
        _ home: Home, connections: Int, asOf: Day?, meter: QueryMeter
    ) throws -> OpenWarehouse? {
        guard let (version, hold) = try VersionStore(home: home).holdCurrent() else { return nil }
        guard try version.models == SQLFile.fingerprint() else { throw WarehouseError.otherModels(version, home.path) }
        let path = VersionStore(home: home).folder(version.number) + "/warehouse.duckdb"
        do {
            let reader = try EmbeddedReader(path: path, connections: connections, hold: hold)
            let contents = try Contents { try reader.database.connect().query($0).rows() }
            return OpenWarehouse(version: version, contents: contents, asOf: asOf, reader: reader, meter: meter)
        } catch let error as DuckDBError {
            throw WarehouseError.environment(
                "version \(version.name) cannot be opened: \(error.message). Where it is damaged, `vitrine load --home DIR` "
                    + "builds it anew from what was landed")
        }
    }

    private init(
        version: Version, contents: Contents, asOf: Day?, reader: any VersionReader, meter: QueryMeter
    ) {
        self.version = version
        builtAsOf = contents.calendar.asOf
        var calendar = contents.calendar
        if let asOf { calendar.asOf = asOf }
        self.calendar = calendar
        identity = version.name + (asOf.map { " as of \($0)" } ?? "")
        rowCounts = contents.rowCounts
        columns = contents.columns
        self.reader = reader
        self.meter = meter
    }

    /// The rows that a statement with bound values selects. The statement is parsed once a connection.
    ///
    /// - Parameters:
    ///   - sql: One statement, with parameters `$1`, `$2`, ….
    ///   - values: The values of its parameters, in order.
    /// - Throws: ``QueryTimeout`` when it runs longer than the meter allows; ``WarehouseError`` of kind `unavailable` where
    ///   the database server does not answer; `CancellationError` when the task is cancelled.
    public func rows(_ sql: String, _ values: [Value]) async throws -> ResultRows {
        Self.statements?.add(sql, values)
        return try await reader.rows(sql, values, meter: meter)
    }

    /// What is worked out of this version once, and kept as long as it is open: one thing of each type.
    ///
    /// Tasks that ask at once while it is not there yet may each work it out, and do so on the threads that tasks usually run
    /// on, whichever they prefer: it may take long.
    ///
    /// - Parameter work: Works it out, of the version alone.
    /// - Throws: What `work` throws; then nothing is kept.
    public func kept<Kept: Sendable>(_ work: (OpenWarehouse) async throws -> Kept) async throws -> Kept {
        let type = ObjectIdentifier(Kept.self)
        if let known = memory.withLock({ $0[type] }) as? Kept { return known }
        let made = try await withTaskExecutorPreference(globalConcurrentExecutor) { try await work(self) }
        memory.withLock { $0[type] = made }
        return made
    }

    /// The results of the checks that were run when the version was built.
    public func checkResults() async throws -> [CheckResult] {
        async let checks = rows(CheckRunner.storedChecksQuery, [])
        async let samples = rows(CheckRunner.storedSamplesQuery, [])
        return try await CheckRunner.results(checks: checks, samples: samples)
    }
}

/// The statements that were asked while it was noted, in order.
package final class StatementList: Sendable {
    private let noted = Locked<[(sql: String, values: [Value])]>([])

    package init() {}

    /// The statements, each with the values of its parameters.
    package var all: [(sql: String, values: [Value])] { noted.withLock { $0 } }

    fileprivate func add(_ sql: String, _ values: [Value]) { noted.withLock { $0.append((sql, values)) } }
}
