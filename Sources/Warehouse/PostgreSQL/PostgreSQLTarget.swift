import DuckDB
import Foundation
import PostgreSQL

/// A PostgreSQL database as the place of versions.
///
/// A version is copied and made current in one transaction. Whatever ends it (this process, the connection, the server),
/// the server undoes it all; the transaction is repeated where only the connection was lost.
final class PostgreSQLTarget: PublishingTarget {
    /// How often a transaction is tried.
    private static let attempts = 3

    let address: PostgreSQLAddress
    private let home: Home
    private let identity: String
    /// Holds the right to load for as long as it lives.
    private var connection: PostgreSQLConnection

    var name: String { address.description }
    private var versions: PublishedVersions { PublishedVersions(connection: connection) }

    /// Connects and takes the right to load.
    ///
    /// - Throws: ``WarehouseError`` of kind `environment` that says who is loading, or what is wrong with the database.
    init(_ address: PostgreSQLAddress, home: Home) throws {
        self.address = address
        self.home = home
        connection = try Self.connect(address, patience: .seconds(10)) { $0.kind == .unavailable }
        let versions = PublishedVersions(connection: connection)
        // The session of a load that was killed a moment ago may not have ended yet.
        try Self.takeLock(versions, patience: .seconds(2))
        try Self.check(connection)
        try versions.setUp()
        identity = try versions.identity()
        // A load that was killed may have claimed more than was published.
        try home.claim(try versions.current()?.batches ?? [], for: identity, name: address.description)
    }

    func described() throws -> Version? { try versions.current() }

    func current() throws -> Version? {
        guard let version = try versions.current() else { return nil }
        // Another Vitrine's version may have other tables, and is built anew anyway.
        guard try version.models != SQLFile.fingerprint() || versions.isWhole(version.number) else { return nil }
        return version
    }

    func nextNumber() throws -> Int { (try versions.current()?.number ?? 0) + 1 }

    func history(of version: Version) throws -> ResultRows {
        let schema = PublishedVersions.schema(of: version.number)
        for attempt in 1... {
            do {
                return try connection.transaction {
                    try connection.execute("set local search_path = \(quotedIdentifier(schema))")
                    return try connection.query(CheckRunner.historyQuery).rows
                }
            } catch let error as PostgreSQLError where error.isTransient && attempt < Self.attempts {
                // Reading and comparing took a while, and the server may have ended a session that did nothing.
                try reconnect()
            } catch let error as PostgreSQLError where error.kind == .catalog {
                break
            }
        }
        return .none
    }

    func publish(_ version: Version, from folder: String, progress: LoadProgress) throws {
        try home.claim(version.batches, for: identity, name: name)
        for attempt in 1... {
            do {
                try connection.transaction {
                    try VersionCopy(connection: connection, version: version)
                        .run(file: folder + "/warehouse.duckdb", progress: progress)
                    progress.enter(.publishing)
                    try versions.makeCurrent(version)
                }
                return
            } catch let error as PostgreSQLError where error.isTransient && attempt < Self.attempts {
                try reconnect()
                // The connection may have been lost after the server had done it all.
                let current = try versions.current()
                if current?.name == version.name { return }
                guard (current?.number ?? 0) < version.number else { throw Self.overtaken(address) }
            }
        }
    }

    func removeOld() {
        // What cannot be removed now is no harm, and is tried again by the next load.
        try? versions.removeOld(keeping: VersionStore.kept)
    }

    // MARK: - Connecting

    private func reconnect() throws {
        connection = try Self.connect(address, patience: .seconds(60)) { $0.isTransient }
        // The server may take a while to see that the session before is dead.
        try Self.takeLock(versions, patience: .seconds(60))
    }

    private static func connect(
        _ address: PostgreSQLAddress, patience: Duration, again isWorthIt: (PostgreSQLError) -> Bool
    ) throws -> PostgreSQLConnection {
        let host = ProcessInfo.processInfo.hostName
        let options = PostgreSQLConnection.Options.patient("vitrine load, process \(getpid()) on \(host)")
        let limit = ContinuousClock.now + patience
        var pause = 0.1
        while true {
            do throws(PostgreSQLError) {
                return try PostgreSQLConnection(address, options: options)
            } catch {
                guard isWorthIt(error), ContinuousClock.now < limit else { throw error }
            }
            Thread.sleep(forTimeInterval: pause)
            pause = min(pause * 2, 5)
        }
    }

    private static func takeLock(_ versions: PublishedVersions, patience: Duration) throws {
        let limit = ContinuousClock.now + patience
        while try !versions.takeLoadLock() {
            guard ContinuousClock.now < limit else {
                let holder = try versions.loadLockHolder().map { " (\($0))" } ?? ""
                throw WarehouseError.environment(
                    "another load is running on \(versions.connection.address)\(holder); wait until it has ended")
            }
            Thread.sleep(forTimeInterval: 0.5)
        }
    }

    /// Refuses a server that cannot hold the data as it is.
    private static func check(_ connection: PostgreSQLConnection) throws {
        guard connection.serverVersion >= 150_000 else {
            throw WarehouseError.environment(
                "the server of \(connection.address) is PostgreSQL \(connection.serverVersion / 10_000); Vitrine needs "
                    + "15 or later")
        }
        guard try connection.value("show server_encoding") == "UTF8" else {
            throw WarehouseError.environment(
                "the database \(connection.address) cannot hold all characters; make one with: create database … "
                    + "encoding 'UTF8' template template0")
        }
    }

    private static func overtaken(_ address: PostgreSQLAddress) -> WarehouseError {
        .environment(
            "while the connection to \(address) was lost, another load published a version; nothing was published. Load "
                + "again")
    }
}

extension PostgreSQLConnection.Options {
    /// For long work, which waits for nobody's patience but its own.
    static func patient(_ applicationName: String) -> Self {
        Self(
            applicationName: String(applicationName.prefix(63)),
            settings: [
                "lock_timeout": "0", "idle_session_timeout": "0", "idle_in_transaction_session_timeout": "0",
                // When this process is killed, the server is to stop what it does for it.
                "client_connection_check_interval": "1s",
            ])
    }
}
