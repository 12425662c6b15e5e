import DuckDB
import Foundation

/// A question whose SQL stands in a file of its own, asked with bound values.
struct NamedQuery: Sendable {
    /// The file's name without extension.
    let name: String
    /// The statement, with `$1`, `$2`, … where values go.
    let sql: String

    /// Reads a query from the module's resources.
    init(_ name: String) throws(AnalyticsError) {
        guard let url = Bundle.module.url(forResource: name, withExtension: "sql", subdirectory: "SQL"),
            let text = try? String(contentsOf: url, encoding: .utf8)
        else { throw .incompleteInstallation(name) }
        self.name = name
        sql = text
    }

    /// Asks about a range of days.
    func rows(from connection: Connection, over days: DayRange) throws -> [Row] {
        try connection.query(sql, values: [.date(days.first), .date(days.last)]).rows()
    }
}

/// Why a question could not be asked.
public enum AnalyticsError: Error, Sendable, CustomStringConvertible {
    /// A file of the program is missing.
    case incompleteInstallation(String)

    /// What is wrong.
    public var description: String {
        switch self {
        case .incompleteInstallation(let name): "the installation is incomplete: the query \(name) is missing"
        }
    }
}
