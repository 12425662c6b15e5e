import Foundation
import PostgreSQL
import PrivateCluster
import Testing

/// The server that these tests share. Tests that stop it make one of their own.
func cluster() throws -> PrivateCluster {
    try PrivateCluster.shared.get()
}

/// The address of a database on a server.
func address(_ cluster: PrivateCluster? = nil, database: String = "postgres") throws -> PostgreSQLAddress {
    try PostgreSQLAddress((try cluster ?? PrivateCluster.shared.get()).url(database: database))
}

/// A connection to the shared server's first database.
func connection(_ options: PostgreSQLConnection.Options = .init()) throws -> PostgreSQLConnection {
    try PostgreSQLConnection(try address(), options: options)
}

/// Runs `body` and gives the PostgreSQL error it throws; nil when it throws none.
func postgreSQLError(_ body: () throws -> Void) -> PostgreSQLError? {
    do {
        try body()
        return nil
    } catch {
        return error as? PostgreSQLError
    }
}

/// Runs `body` and gives the PostgreSQL error it throws; nil when it throws none.
func postgreSQLError(_ body: () async throws -> Void) async -> PostgreSQLError? {
    do {
        try await body()
        return nil
    } catch {
        return error as? PostgreSQLError
    }
}

/// Tries something until it is true, for up to ten seconds.
func eventually(_ condition: () throws -> Bool) rethrows -> Bool {
    for _ in 0..<500 {
        if try condition() { return true }
        usleep(20_000)
    }
    return false
}
