import DuckDB
import Foundation
import Server
import Warehouse

/// The baseline that the server's cold answers are measured against: DuckDB runs the statements of each answer, one after
/// the other on one connection, and their results are read.
///
///     DirectQueries HOME ROUNDS <PATHS
///
/// Reads addresses such as `/api/overview?days=30`, one a line, and writes a line for each as soon as it is measured: the median
/// and the 95th percentile in milliseconds, and the address; for those that no statement answers, `-` and the address.
@main
enum DirectQueries {
    static func main() async throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 3, let rounds = Int(arguments[2]), rounds > 0,
            let warehouse = try OpenWarehouse.current(of: Home(path: arguments[1]), connections: 1)
        else {
            print("usage: DirectQueries HOME ROUNDS <PATHS")
            exit(2)
        }
        let file = "\(arguments[1])/versions/\(warehouse.version.number)/warehouse.duckdb"
        let database = try Database(.file(file), options: Database.Options(isReadOnly: true, isLockedDown: true))
        let connection = try database.connect()
        while let address = readLine() {
            let parts = address.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
            let path = String(parts.first ?? "")
            let statements =
                path.hasPrefix("/api/")
                ? try? await Statements.of(
                    String(path.dropFirst("/api/".count)), parts.count > 1 ? String(parts[1]) : "", in: warehouse)
                : nil
            guard let statements, !statements.isEmpty else {
                tell("- " + address)
                continue
            }
            var times: [Double] = []
            for round in 0...rounds {
                let start = ContinuousClock.now
                for statement in statements {
                    for chunk in try connection.cached(statement.sql).run(statement.values) { _ = chunk.count }
                }
                // The first one warms up.
                if round > 0 { times.append((ContinuousClock.now - start) / .milliseconds(1)) }
            }
            times.sort()
            let late = times[min(times.count - 1, times.count * 95 / 100)]
            tell(String(format: "%.3f %.3f ", times[times.count / 2], late) + address)
        }
    }

    private static func tell(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }
}
