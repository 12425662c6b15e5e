import DuckDB
import PostgreSQL

/// A version's schema in a PostgreSQL database.
final class PostgreSQLReader: VersionReader {
    private let address: PostgreSQLAddress
    private let pool: PostgreSQLPool
    private let keeper: Keeper

    /// A session that does nothing but hold the version while no question is asked.
    private final class Keeper: @unchecked Sendable {
        // The connection is never used again, only closed.
        private let connection: PostgreSQLConnection

        init(_ connection: PostgreSQLConnection) { self.connection = connection }
    }

    var engine: OpenWarehouse.Engine { .postgreSQL }

    /// Opens the current version.
    ///
    /// - Parameters:
    ///   - address: Where it is.
    ///   - connections: How many questions may run at a time.
    ///   - limit: How long a question may run; nil for any time.
    /// - Returns: Nil where nothing was published yet.
    static func current(
        at address: PostgreSQLAddress, connections: Int, limit: Duration?
    ) throws -> (version: Version, contents: OpenWarehouse.Contents, reader: PostgreSQLReader)? {
        do {
            let options = Self.options(limit: limit)
            guard let (version, connection) = try HeldVersion.current(at: address, options: options) else { return nil }
            let contents = try OpenWarehouse.Contents { try connection.query($0).rows }
            return (
                version, contents,
                try PostgreSQLReader(
                    version, at: address, connections: connections, options, keeper: Keeper(connection))
            )
        } catch let error as PostgreSQLError {
            throw WarehouseError.postgreSQL(error, "the warehouse cannot be opened", at: address)
        }
    }

    private init(
        _ version: Version, at address: PostgreSQLAddress, connections: Int, _ options: PostgreSQLConnection.Options,
        keeper: Keeper
    ) throws {
        self.address = address
        self.keeper = keeper
        var options = options
        options.settings["search_path"] = PublishedVersions.schema(of: version.number)
        pool = try PostgreSQLPool(address, options: .init(size: connections), connectionOptions: options) {
            connection in
            // After the server was restarted nothing holds the version until this does.
            guard try PublishedVersions(connection: connection).hold(version.number) else {
                throw WarehouseError.unavailable(
                    "version \(version.name) is gone; a newer one is there or will be soon")
            }
        }
    }

    /// How questions are asked: nothing can be changed, plans are made for the very values, and the server itself ends
    /// a statement that nobody ended in time. Work is divided among processes only where that saves ten times what the
    /// server believes it takes to start them: they begin with nothing remembered, and other questions want the cores too.
    private static func options(limit: Duration?) -> PostgreSQLConnection.Options {
        PostgreSQLConnection.Options(
            applicationName: "vitrine", statementLimit: limit.map { $0 + .seconds(5) },
            settings: [
                "default_transaction_read_only": "on", "plan_cache_mode": "force_custom_plan", "jit": "off",
                "work_mem": "32MB", "parallel_setup_cost": "10000", "idle_session_timeout": "0",
            ])
    }

    func rows(_ sql: String, _ values: [Value], meter: QueryMeter) async throws -> ResultRows {
        do {
            do {
                return try await ask(sql, values, meter)
            } catch let error as PostgreSQLError where error.kind == .connectionLost {
                // Reading twice does no harm, and a server that was restarted is back at once.
                return try await ask(sql, values, meter)
            }
        } catch let error as PostgreSQLError where error.isTransient || error.kind == .timeout {
            throw WarehouseError.unavailable("the warehouse at \(address) does not answer: \(error.message)")
        }
    }

    private func ask(_ sql: String, _ values: [Value], _ meter: QueryMeter) async throws -> ResultRows {
        try await pool.withConnection { connection in
            try meter.run(
                interrupt: connection.interrupter.interrupt,
                isInterrupt: { ($0 as? PostgreSQLError)?.kind == .interrupted },
                { try connection.query(sql, values).rows })
        }
    }
}
