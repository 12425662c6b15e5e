import PostgreSQL

/// Looks whether another version became current, as cheaply as can be.
struct VersionWatcher: Sendable {
    private enum Place {
        case home(VersionStore)
        case database(PostgreSQLPool)
    }

    private let place: Place

    init(home: Home, warehouse: WarehouseAddress) throws {
        switch warehouse {
        case .embedded: place = .home(VersionStore(home: home))
        case .postgreSQL(let address):
            place = .database(
                try PostgreSQLPool(
                    address, options: .init(size: 1),
                    connectionOptions: .init(
                        applicationName: "vitrine, watching", statementLimit: .seconds(10),
                        settings: ["default_transaction_read_only": "on", "idle_session_timeout": "0"])))
        }
    }

    /// Whether there is a current version, and it is not this one.
    ///
    /// - Throws: ``WarehouseError`` of kind `unavailable` where the database server does not answer.
    func hasOther(than version: Version?) async throws -> Bool {
        switch place {
        case .home(let store):
            guard let number = store.currentNumber() else { return false }
            if number != version?.number { return true }
            // A home that was made anew, or another one at its path, counts from 1 again. What cannot be read is no other.
            return (try? store.version(number)).map { $0 != version } ?? false
        case .database(let pool):
            do {
                // By name: a database that was made anew counts from 1 again.
                let name = try await pool.withConnection { try PublishedVersions(connection: $0).currentName() }
                return name != nil && name != version?.name
            } catch let error as PostgreSQLError {
                throw WarehouseError.postgreSQL(error, "the current version cannot be found", at: pool.address)
            }
        }
    }
}
