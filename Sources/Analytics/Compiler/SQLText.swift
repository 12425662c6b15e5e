import DuckDB

/// SQL being written, with the values that it binds. A value never becomes part of the text.
struct SQLText {
    /// The values of `$1`, `$2`, ….
    private(set) var values: [Value] = []

    /// Common tables that several steps read, in order: name and query.
    private(set) var shared: [(name: String, sql: String)] = []

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
