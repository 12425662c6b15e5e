import DuckDB
import Foundation
import Warehouse

/// A question of a shape that the compiler does not have: its SQL stands in a file of its own.
///
/// The file reads `selected_orders`, `selected_items`, `selected_payments` or `selected_reviews`: the fact's rows under the
/// range and the filters that were asked for, under the same rule as every other question. Beside an amount of the fact it
/// may read the amount in whole cents, which is named with `_cents` at its end.
struct NamedQuery: Sendable {
    /// The file's name without extension.
    let name: String
    /// Its SQL as it stands in the file, without the comments above.
    let body: String
    private let facts: [Fact]

    /// Reads a query from the module's resources.
    init(_ name: String) throws(AnalyticsError) {
        guard let url = Bundle.module.url(forResource: name, withExtension: "sql", subdirectory: "SQL"),
            let text = try? String(contentsOf: url, encoding: .utf8)
        else { throw .incompleteInstallation(name) }
        self.name = name
        body = text.split(separator: "\n", omittingEmptySubsequences: false)
            .filter { !$0.hasPrefix("--") }.joined(separator: "\n").trimmingCharacters(in: .whitespacesAndNewlines)
        facts = Fact.allCases.filter { text.contains("selected_\($0.rawValue)") }
    }

    /// The statement and its values.
    func compiled(
        over days: DayRange, filters: Filters, in engine: OpenWarehouse.Engine
    ) -> (sql: String, values: [Value]) {
        guard !facts.isEmpty else { return (body, []) }
        var sql = SQLText()
        let first = sql.bindApart(.date(days.first))
        let last = sql.bindApart(.date(days.last))
        let selections = facts.map { fact in
            let selection = Selection(
                fact, filters: filters, dimensions: [], first: first, last: last, shift: nil, in: engine,
                into: &sql)
            // Each reader takes the columns and rows that it needs, out of the fact itself.
            let columns = (["f.*"] + cents(of: fact, in: engine)).joined(separator: ", ")
            return "selected_\(fact.rawValue) as not materialized (\nselect \(columns)\n\(selection.source)\n)"
        }
        let shared = sql.shared.map { "\($0.name) as (\n\($0.sql)\n)" }
        let own = body.hasPrefix("with ") ? ",\n" + body.dropFirst("with ".count) : "\n" + body
        return ("with " + (shared + selections).joined(separator: ",\n") + own, sql.values)
    }

    /// The amounts in cents that the query reads; narrow copies have them as columns of their own.
    private func cents(of fact: Fact, in engine: OpenWarehouse.Engine) -> [String] {
        guard engine == .duckDB else { return [] }
        return fact.amounts.filter { body.contains(NarrowCopy.cents(of: $0)) }
            .map { "cast(f.\($0) * 100 as bigint) as \(NarrowCopy.cents(of: $0))" }
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
