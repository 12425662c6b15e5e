import DuckDB
import Foundation
import Server
import Warehouse

/// Times the answers of a server, as a client sees them; in turn, where a home is given, with DuckDB alone: it runs the
/// statements of each answer, one after the other on one connection, and their results are read.
///
///     ColdAnswers PORT [HOME] <PATHS
///
/// Reads addresses such as `/api/overview?days=30`, one a line, and writes a line for each as soon as it is measured: the
/// answer's status, its bytes, how long it took, and how long DuckDB took, both in milliseconds; `-` where no statement
/// answers it. An address may come again and again: which statements it takes is found out the first time, when they also run
/// once before the time is taken.
@main
enum ColdAnswers {
    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst()
        guard let port = arguments.first.flatMap(UInt16.init), arguments.count <= 2 else {
            print("usage: ColdAnswers PORT [HOME]")
            exit(2)
        }
        let server = try HTTPConnection(port: port)
        let alone = try arguments.dropFirst().first.map(Alone.init(home:))
        while let address = readLine() {
            var answer: (status: Int, length: Int) = (0, 0)
            let served = try milliseconds { answer = try server.get(address) }
            let statements = try await alone?.statements(of: address) ?? []
            let direct = try statements.isEmpty ? nil : milliseconds { try alone?.run(statements) }
            let line = "\(answer.status) \(answer.length) \(form(served)) \(direct.map(form) ?? "-")\n"
            FileHandle.standardOutput.write(Data(line.utf8))
        }
    }

    private static func milliseconds(_ body: () throws -> Void) rethrows -> Double {
        try ContinuousClock().measure(body) / .milliseconds(1)
    }

    private static func form(_ milliseconds: Double) -> String { String(format: "%.3f", milliseconds) }
}

/// A version's file in DuckDB, without the program.
private final class Alone {
    private let warehouse: OpenWarehouse
    private let connection: Connection
    private var known: [String: [Statements.Statement]] = [:]

    /// - Parameter home: The home whose current version to open.
    init(home: String) throws {
        guard let warehouse = try OpenWarehouse.current(of: Home(path: home), connections: 1) else {
            throw Failure(description: "\(home) has no version")
        }
        self.warehouse = warehouse
        let file = "\(home)/versions/\(warehouse.version.number)/warehouse.duckdb"
        let options = Database.Options(isReadOnly: true, isLockedDown: true)
        connection = try Database(.file(file), options: options).connect()
    }

    /// What an address takes, run once when it is found out; nothing where no statement answers it.
    func statements(of address: String) async throws -> [Statements.Statement] {
        if let statements = known[address] { return statements }
        let parts = address.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        var statements: [Statements.Statement] = []
        if let path = parts.first, path.hasPrefix("/api/") {
            let query = parts.count > 1 ? String(parts[1]) : ""
            statements = (try? await Statements.of(String(path.dropFirst("/api/".count)), query, in: warehouse)) ?? []
        }
        known[address] = statements
        try run(statements)
        return statements
    }

    func run(_ statements: [Statements.Statement]) throws {
        for statement in statements {
            for chunk in try connection.cached(statement.sql).run(statement.values) { _ = chunk.count }
        }
    }
}
