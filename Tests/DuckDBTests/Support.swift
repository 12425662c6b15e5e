import DuckDB
import Foundation

/// A folder of its own for a test, removed when it is gone.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "duckdb-tests-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    func file(_ name: String) -> String { path + "/" + name }
}

/// A connection to a new database in memory.
func connection() throws -> Connection {
    try Database(.memory).connect()
}

/// A query that would run for hours.
let endlessQuery = "select sum(a.i * b.i) from range(10000000) a(i), range(10000000) b(i) where (a.i * b.i) % 7 = 3"

/// Runs `body` and gives the DuckDB error it throws; nil when it throws none.
func duckDBError(_ body: () throws -> Void) -> DuckDBError? {
    do {
        try body()
        return nil
    } catch {
        return error as? DuckDBError
    }
}
