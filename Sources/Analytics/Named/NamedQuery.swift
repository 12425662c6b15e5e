import DuckDB
import Foundation
import Warehouse

/// A question of a shape that the compiler does not have: its SQL stands in a file of its own.
///
/// The file reads `selected_orders`, `selected_items`, `selected_payments` or `selected_reviews`: the fact's rows under the
/// range and the filters that were asked for, under the same rule as every other question; `selected_returning_orders` are
/// those orders whose people have several. Beside an amount of the fact it may read the amount in whole cents, which is named
/// with `_cents` at its end. It names each column that it reads: of these rows it gets no others.
///
/// It may read steps, which have files of their own: one that reads the facts, and one for questions without filters that
/// reads a mart, as `selected_mart_…`: its rows of the range, with the range's `first_day` and `last_day`.
struct NamedQuery: Sendable {
    /// The file's name without extension.
    let name: String
    /// Its SQL as it stands in the file, without the comments above.
    var body: String { text.sql }
    private let text: Text
    /// The steps that it reads.
    private let steps: [Step]

    /// SQL of a file, and every name in it.
    private struct Text: Sendable {
        let sql: String
        let names: Set<String>
    }

    /// A step that has files of its own.
    private struct Step: Sendable {
        let name: String
        /// Reads the facts.
        let text: Text
        /// Reads a mart; nil where none answers.
        let unfilteredText: Text?
    }

    /// Reads a query from the module's resources.
    init(_ name: String) throws(AnalyticsError) {
        guard let text = Self.text(name) else { throw .incompleteInstallation(name) }
        self.name = name
        self.text = text
        steps = text.names.sorted().compactMap { step in
            guard let text = Self.text(step, in: "steps") else { return nil }
            return Step(name: step, text: text, unfilteredText: Self.text(step, in: "steps/unfiltered"))
        }
    }

    private static func text(_ name: String, in folder: String? = nil) -> Text? {
        let folder = ["SQL", folder].compactMap { $0 }.joined(separator: "/")
        guard let url = Bundle.module.url(forResource: name, withExtension: "sql", subdirectory: folder),
            let text = try? String(contentsOf: url, encoding: .utf8)
        else { return nil }
        let sql = text.split(separator: "\n", omittingEmptySubsequences: false)
            .filter { !$0.hasPrefix("--") }.joined(separator: "\n").trimmingCharacters(in: .whitespacesAndNewlines)
        let names = sql.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.map(String.init)
        return Text(sql: sql, names: Set(names))
    }

    /// The statement and its values.
    ///
    /// - Parameter values: What the file reads beside, by the names that stand in it, such as `:count`.
    func compiled(
        over days: DayRange, filters: Filters, with values: [String: Value] = [:], in warehouse: OpenWarehouse
    ) -> (sql: String, values: [Value]) {
        let engine = warehouse.engine
        let own = steps.map { (name: $0.name, text: filters.isEmpty ? $0.unfilteredText ?? $0.text : $0.text) }
        let read = own.reduce(into: text.names) { $0.formUnion($1.text.names) }
        // Not all of them: to find out which nothing reads takes DuckDB longer than to read the few, and a kept plan reads all.
        func columns(of table: String) -> [String] {
            (warehouse.columns[table] ?? []).filter(read.contains).map { "f.\($0)" }
        }
        var sql = SQLText(looksUpSets: warehouse.looksUpSets)
        let first = sql.bindApart(.date(days.first))
        let last = sql.bindApart(.date(days.last))
        var selections: [(name: String, sql: String)] = []
        for source in Source.all where read.contains(source.name) {
            guard let fact = source.fact else {
                let columns = columns(of: source.table) + ["\(first) as first_day", "\(last) as last_day"]
                let days = "f.purchase_date between \(first) and \(last)"
                let rows = "select \(columns.joined(separator: ", "))\nfrom \(source.table) as f\nwhere \(days)"
                selections.append((source.name, rows))
                continue
            }
            let selection = Selection(
                fact, of: source.rowsOfSeveral, filters: filters, dimensions: [], first: first, last: last, shift: nil,
                in: engine, into: &sql)
            // Each reader takes the rows that it needs, out of the fact itself.
            let columns = columns(of: selection.table) + cents(of: fact, read: read, in: engine)
            let rows = "select \((columns.isEmpty ? ["1 as one"] : columns).joined(separator: ", "))"
            selections.append((source.name, "\(rows)\n\(selection.source)"))
        }
        guard !selections.isEmpty else { return (body, []) }
        let heads =
            sql.shared.map { "\($0.name) as (\n\($0.sql)\n)" }
            + selections.map { "\($0.name) as not materialized (\n\($0.sql)\n)" }
            + own.map { "\($0.name) as (\n\($0.text.sql)\n)" }
        var body = body
        for (name, value) in values.sorted(by: { $0.key < $1.key }) {
            body = body.replacing(":\(name)", with: sql.bindApart(value))
        }
        let rest = body.hasPrefix("with ") ? ",\n" + body.dropFirst("with ".count) : "\n" + body
        return ("with " + heads.joined(separator: ",\n") + rest, sql.values)
    }

    /// The amounts in cents that are read; narrow copies have them as columns of their own.
    private func cents(of fact: Fact, read: Set<String>, in engine: OpenWarehouse.Engine) -> [String] {
        guard engine == .duckDB else { return [] }
        return fact.amounts.filter { read.contains(NarrowCopy.cents(of: $0)) }
            .map { "cast(f.\($0) * 100 as bigint) as \(NarrowCopy.cents(of: $0))" }
    }

    /// Rows that a query may read, under the range and, where they are a fact's, the filters.
    private struct Source {
        let name: String
        let table: String
        /// The fact whose rows they are; nil for those of a mart.
        let fact: Fact?
        /// The key with several rows that each of them has; nil where they are all rows.
        var rowsOfSeveral: Measure.Key?

        static let all: [Source] =
            Fact.allCases.map { Source(name: "selected_\($0.rawValue)", table: $0.table, fact: $0) }
            + [
                Source(
                    name: "selected_returning_orders", table: "mart_returning_orders", fact: .orders,
                    rowsOfSeveral: .person)
            ]
            + [
                "mart_daily_sales", "mart_daily_orders", "mart_daily_deliveries", "mart_daily_tiers",
                "mart_delivery_times", "mart_returning_orders",
            ].map {
                Source(name: "selected_\($0)", table: $0, fact: nil)
            }
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
