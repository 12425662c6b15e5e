import Warehouse

/// Measures as SQL over the rows of a fact, `f`. All names and numbers are the catalogue's own.
extension Compiler {
    /// A measure as a column of a step that reads rows.
    static func column(_ measure: Measure, in engine: OpenWarehouse.Engine) -> String {
        if isInCents(measure, in: engine) { return "\(amount("sum(\(cents(measure)))")) as \(measure.name)" }
        let expression = expression(measure.aggregate, in: engine)
        // Engines give sums other types than their terms.
        if case .sum = measure.aggregate { return "cast(\(expression) as \(type(measure))) as \(measure.name)" }
        return "\(expression) as \(measure.name)"
    }

    /// As a column of a step with few groups: keys are dense whole numbers, so a bit for each tells which are there, quicker than
    /// a table of those met.
    static func columnByBitmap(_ measure: Measure, in engine: OpenWarehouse.Engine) -> String {
        guard case .distinct(let column) = measure.aggregate else { return Self.column(measure, in: engine) }
        return "coalesce(bit_count(bitstring_agg(f.\(column))), 0) as \(measure.name)"
    }

    /// A measure as a column of a step whose rows are added up again.
    static func columnToAddUp(_ measure: Measure, in engine: OpenWarehouse.Engine) -> String {
        guard isInCents(measure, in: engine) else { return column(measure, in: engine) }
        return "cast(sum(\(cents(measure))) as bigint) as \(measure.name)"
    }

    /// What a row adds to a measure, as a column: of the fact, or of a mart that holds sums in a column.
    static func columnOfRow(
        _ measure: Measure, heldAs column: String?, in engine: OpenWarehouse.Engine
    ) -> String {
        let value: String
        switch (column, measure.aggregate) {
        case (let column?, _):
            value = isInCents(measure, in: engine) ? "cast(f.\(column) * 100 as bigint)" : "f.\(column)"
        case (nil, .sum(let column)): value = isInCents(measure, in: engine) ? cents(measure) : "f.\(column)"
        case (nil, .rowsWhere(let condition)): value = "case when \(expression(condition)) then 1 else 0 end"
        case (nil, .present(let column)): value = "case when f.\(column) is null then 0 else 1 end"
        case (nil, _): value = "1"
        }
        return "\(value) as \(measure.name)"
    }

    /// A measure added up over the rows `u` that are added up again.
    static func columnToAddUpAgain(_ measure: Measure, in engine: OpenWarehouse.Engine) -> String {
        let type = isInCents(measure, in: engine) ? "bigint" : type(measure)
        return "cast(sum(u.\(measure.name)) as \(type)) as \(measure.name)"
    }

    /// A measure out of the sums `r` of a step.
    ///
    /// - Parameter isGrouped: Whether several of these are put together.
    static func addedUp(_ measure: Measure, isGrouped: Bool, in engine: OpenWarehouse.Engine) -> String {
        let sum = isGrouped ? "sum(r.\(measure.name))" : "r.\(measure.name)"
        if isInCents(measure, in: engine) { return "\(amount(sum)) as \(measure.name)" }
        return "cast(\(sum) as \(type(measure))) as \(measure.name)"
    }

    /// Whether the rows of a fact have an amount in cents, as an engine's narrow copies do.
    private static func isInCents(_ measure: Measure, in engine: OpenWarehouse.Engine) -> Bool {
        guard engine == .postgreSQL, measure.kind == .money, case .sum = measure.aggregate else { return false }
        return true
    }

    private static func cents(_ measure: Measure) -> String {
        guard case .sum(let column) = measure.aggregate else {
            return expression(measure.aggregate, in: .postgreSQL)
        }
        return "f.\(NarrowCopy.cents(of: column))"
    }

    /// Cents as an exact amount.
    private static func amount(_ cents: String) -> String { "cast(\(cents) * 0.01 as decimal(38, 2))" }

    /// The type that its column has in both engines.
    static func type(_ measure: Measure) -> String {
        switch measure.kind {
        case .count: "bigint"
        case .money: "decimal(38, 2)"
        case .real: "double precision"
        }
    }

    private static func expression(_ aggregate: Measure.Aggregate, in engine: OpenWarehouse.Engine) -> String {
        switch aggregate {
        case .rows: "count(*)"
        case .rowsWhere(let condition):
            switch engine {
            // A fifth quicker than sorting rows out for each filter; of no rows it is null.
            case .duckDB: "coalesce(cast(count_if(\(expression(condition))) as bigint), 0)"
            case .postgreSQL: "count(*) filter (where \(expression(condition)))"
            }
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
