import DuckDB
import Warehouse

/// SQL being written, with the values that it binds. A value never becomes part of the text.
struct SQLText {
    /// How sets of chosen keys are best looked up; see ``isAmong(_:column:of:)``.
    private let looksUpSets: Bool

    /// The values of `$1`, `$2`, ….
    private(set) var values: [Value] = []

    /// Common tables that several steps read, in order: name and query.
    private(set) var shared: [(name: String, sql: String)] = []

    /// - Parameter looksUpSets: Whether the engine is to look keys up in the sets that filters choose.
    init(looksUpSets: Bool = false) { self.looksUpSets = looksUpSets }

    /// The condition that something is among the values of a shared query's column.
    ///
    /// PostgreSQL guesses how many there are, and does not guess well behind several filters; where it guesses one, it compares
    /// all with all. As the value of a test instead of a condition, the set is looked up, however large it turns out to be.
    func isAmong(_ expression: String, column: String, of query: String) -> String {
        let test = "\(expression) in (select c.\(column) from \(query) as c)"
        return looksUpSets ? "(\(test)) is true" : test
    }

    /// Names a query that several steps may read; the same query gets the same name.
    mutating func share(_ query: String) -> String {
        if let known = shared.first(where: { $0.sql == query }) { return known.name }
        shared.append(("chosen\(shared.count)", query))
        return shared[shared.count - 1].name
    }

    /// Binds a value and returns the parameter that stands for it; equal values share one.
    mutating func bind(_ value: Value) -> String {
        if let index = values.firstIndex(of: value) { return "$\(index + 1)" }
        values.append(value)
        return "$\(values.count)"
    }

    /// Binds a value apart from equal ones, for a parameter whose value changes from question to question.
    mutating func bindApart(_ value: Value) -> String {
        values.append(value)
        return "$\(values.count)"
    }
}

extension OpenWarehouse {
    /// Whether keys are to be looked up in the sets that filters choose: by PostgreSQL, where the largest set fits in what its
    /// sessions give a table in memory (64 MB, 32 bytes a key); it compares all with all where it does not.
    var looksUpSets: Bool { engine == .postgreSQL && rowCounts["fact_order_items", default: 0] < 1_500_000 }
}
