import DuckDB
import Foundation
import Server
import Warehouse

/// The baseline that the server's cold answers are measured against: DuckDB runs the statements of each answer, one after
/// the other on one connection, and their results are read.
///
///     DirectQueries HOME <PATHS
///
/// Reads addresses such as `/api/overview?days=30`, one a line, and writes a line for each as soon as it is measured: the time in
/// milliseconds, or `-` for those that no statement answers. An address may come again and again: which statements it takes
/// is found out the first time, when they also run once before the time is taken.
@main
enum DirectQueries {
    static func main() async throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 2,
            let warehouse = try OpenWarehouse.current(of: Home(path: arguments[1]), connections: 1)
        else {
            print("usage: DirectQueries HOME")
            exit(2)
        }
        let file = "\(arguments[1])/versions/\(warehouse.version.number)/warehouse.duckdb"
        let database = try Database(.file(file), options: Database.Options(isReadOnly: true, isLockedDown: true))
        let connection = try database.connect()
        var known: [String: [Statements.Statement]] = [:]
        func run(_ statements: [Statements.Statement]) throws {
            for statement in statements {
                for chunk in try connection.cached(statement.sql).run(statement.values) { _ = chunk.count }
            }
        }
        while let address = readLine() {
            let statements: [Statements.Statement]
            if let before = known[address] {
                statements = before
            } else {
                statements = await Self.statements(of: address, in: warehouse)
                known[address] = statements
                try run(statements)
            }
            let start = ContinuousClock.now
            try run(statements)
            tell(statements.isEmpty ? "-" : String(format: "%.3f", (ContinuousClock.now - start) / .milliseconds(1)))
        }
    }

    /// What an address takes; nothing where no statement answers it.
    private static func statements(of address: String, in warehouse: OpenWarehouse) async -> [Statements.Statement] {
        let parts = address.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        guard let path = parts.first, path.hasPrefix("/api/") else { return [] }
        let query = parts.count > 1 ? String(parts[1]) : ""
        return (try? await Statements.of(String(path.dropFirst("/api/".count)), query, in: warehouse)) ?? []
    }

    private static func tell(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }
}
