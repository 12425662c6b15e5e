import DuckDB
import Foundation
import Warehouse

/// The SQL files of this module.
enum SQLText {
    /// The statement in a file.
    static func named(_ name: String) throws(LearningError) -> String {
        guard let url = Bundle.module.url(forResource: "SQL/\(name)", withExtension: "sql"),
            let text = try? String(contentsOf: url, encoding: .utf8)
        else { throw LearningError(.environment, "the installation is incomplete: \(name).sql is missing") }
        return text
    }
}

/// Where the tables to learn from are.
protocol TableSource: Sendable {
    /// The rows that a statement with bound values selects.
    func rows(_ sql: String, _ values: [Value]) async throws -> ResultRows
}

extension OpenWarehouse: TableSource {}

extension TableSource {
    /// The rows that the statement in a file selects.
    func rows(of name: String, _ values: Value...) async throws -> ResultRows {
        try await rows(try SQLText.named(name), values)
    }
}

extension Row {
    /// A whole number by the column's position; nil for NULL.
    func integer(_ column: Int) -> Int64? { if case .integer(let value) = self[column] { value } else { nil } }

    /// A key by the column's position; -1 for NULL.
    func key(_ column: Int) -> Int32 { Int32(truncatingIfNeeded: integer(column) ?? -1) }

    /// A number by the column's position; nil for NULL.
    func double(_ column: Int) -> Double? { if case .double(let value) = self[column] { value } else { nil } }

    /// A text by the column's position; nil for NULL.
    func text(_ column: Int) -> String? { if case .text(let value) = self[column] { value } else { nil } }

    /// A moment by the column's position; nil for NULL.
    func timestamp(_ column: Int) -> Timestamp? { if case .timestamp(let value) = self[column] { value } else { nil } }

    /// A day by the column's position; nil for NULL.
    func day(_ column: Int) -> Day? { if case .date(let value) = self[column] { value } else { nil } }
}
