/// A mart of how many of something are met on each day, by the day on which the same ones were met before: people, sellers or
/// products of any range of days, or of each bucket of time, are those that were not met earlier in it. So what is counted
/// once adds up, and no keys are compared.
struct Recurrence: Sendable, Hashable {
    /// The columns of the days on which the same ones were met before.
    struct EarlierDays: Sendable, Hashable {
        /// The dimension whose value those days share, which is also a column; nil where they are any.
        let dimension: String?
        /// The column of the last day before.
        let last: String
        /// The column of the last but one, where it is known.
        var lastButOne: String?

        /// Whether they tell what was met earlier under some dimensions and filters: beside buckets of time, rows may be
        /// divided, or kept to one value, by the dimension that the days share.
        func fit(_ dimensions: [Dimension], filters: Filters) -> Bool {
            let others = dimensions.filter { !$0.isTime }
            let isKeptApart =
                others.contains { $0.name == dimension }
                || filters.all.contains { $0.dimension.name == dimension && $0.keys.count == 1 }
            return dimensions.count - others.count <= 1 && (dimension == nil || isKeptApart)
                && (others + filters.all.map(\.dimension)).allSatisfy { $0.name == dimension }
        }
    }

    /// The table; it has `purchase_date`.
    let table: String
    /// The fact whose rows are met.
    let fact: Fact
    /// The column of the fact whose different values are counted.
    let counted: String
    /// The column of how many there are.
    let count: String
    /// The days before that fit a question.
    var days: EarlierDays

    /// Its rows, as those of a mart in which nothing else adds up.
    var rows: Mart { Mart(table: table, dimensions: days.dimension.map { [$0: $0] } ?? [:], measures: [:]) }

    /// The mart that counts a measure exactly, or nil where only the fact can.
    static func counting(_ measure: Measure, by dimensions: [Dimension], filters: Filters) -> Recurrence? {
        let atLeast: Int
        let counted: String
        switch measure.aggregate {
        case .distinct(let column): (counted, atLeast) = (column, 1)
        case .severalKeys(let key, let count): (counted, atLeast) = (key.column, count)
        default: return nil
        }
        return all.first { mart in
            mart.fact == measure.fact && mart.counted == counted && mart.days.fit(dimensions, filters: filters)
                && (atLeast == 1 || atLeast == 2 && mart.days.lastButOne != nil)
        }
    }

    /// A measure as a column over the rows `f`, whose `first_day` is the first that is asked about of their bucket of time.
    func column(_ measure: Measure) -> String {
        let wasMet = { (day: String) in "f.\(day) >= f.first_day" }
        var condition = "(\(wasMet(days.last))) is not true"
        if case .severalKeys(_, 2) = measure.aggregate, let lastButOne = days.lastButOne {
            condition = "\(wasMet(days.last)) and (\(wasMet(lastButOne))) is not true"
        }
        let sum = "sum(f.\(count)) filter (where \(condition))"
        return "cast(coalesce(\(sum), 0) as \(Compiler.type(measure))) as \(measure.name)"
    }

    private static let returning = Recurrence(
        table: "mart_daily_returning", fact: .orders, counted: "person_key", count: "order_count",
        days: EarlierDays(dimension: nil, last: "previous_date", lastButOne: "previous_but_one_date"))

    private static let returningByState = {
        var mart = returning
        mart.days = EarlierDays(
            dimension: "state", last: "previous_date_in_state", lastButOne: "previous_but_one_date_in_state")
        return mart
    }()

    private static let all = [
        Recurrence(
            table: "mart_daily_sellers", fact: .items, counted: "seller_key", count: "seller_count",
            days: EarlierDays(dimension: nil, last: "previous_date")),
        Recurrence(
            table: "mart_daily_products", fact: .items, counted: "product_key", count: "product_count",
            days: EarlierDays(dimension: nil, last: "previous_date")),
        returning, returningByState,
    ]
}
