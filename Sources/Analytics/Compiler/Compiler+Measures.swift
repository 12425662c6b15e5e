/// Measures as SQL over the rows of a fact, `f`. All names and numbers are the catalogue's own.
extension Compiler {
    /// A measure as a column of a step that reads rows.
    static func column(_ measure: Measure) -> String {
        let expression = expression(measure.aggregate)
        // Engines give sums other types than their terms.
        if case .sum = measure.aggregate { return "cast(\(expression) as \(type(measure))) as \(measure.name)" }
        return "\(expression) as \(measure.name)"
    }

    /// The type that its column has in both engines.
    static func type(_ measure: Measure) -> String {
        switch measure.kind {
        case .count: "bigint"
        case .money: "decimal(38, 2)"
        case .real: "double precision"
        }
    }

    private static func expression(_ aggregate: Measure.Aggregate) -> String {
        switch aggregate {
        case .rows: "count(*)"
        case .rowsWhere(let condition): "count(*) filter (where \(expression(condition)))"
        case .present(let column): "count(f.\(column))"
        case .distinct(let column): "count(distinct f.\(column))"
        case .keys(let key): "count(distinct f.\(key.column))"
        case .distinctWhere(let column, let condition):
            "count(distinct f.\(column)) filter (where \(expression(condition)))"
        case .sum(let column): "sum(f.\(column))"
        case .percentile(let share, let column): "percentile_cont(\(share)) within group (order by f.\(column))"
        case .severalKeys(_, 1): "count(*)"
        case .severalKeys(_, let count): "count(*) filter (where several.row_count >= \(count))"
        }
    }

    private static func expression(_ condition: Measure.Condition) -> String {
        switch condition {
        case .isTrue(let column): "f.\(column)"
        case .isFalse(let column): "not f.\(column)"
        case .equals(let column, let text): "f.\(column) = '\(text)'"
        case .equalsNumber(let column, let number): "f.\(column) = \(number)"
        case .atLeast(let column, let number): "f.\(column) >= \(number)"
        }
    }
}
