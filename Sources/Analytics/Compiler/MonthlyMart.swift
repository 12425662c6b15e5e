import DuckDB

/// A table of sums per month of purchase and some keys: the whole months of a range are read out of it, and the days at the
/// range's ends out of the fact.
struct MonthlyMart: Sendable, Hashable {
    /// The table; it has `first_date`, the first day of the month.
    let table: String
    /// The fact that is summed.
    let fact: Fact
    /// The columns that it is divided by, named as in the fact.
    let keys: Set<String>
    /// The columns of sums, by what they add up.
    let sums: [Measure.Aggregate: String]

    /// Its rows, as rows of the fact whose day is the first of the month.
    var rows: String { "(select m.*, m.first_date as purchase_date from \(table) as m)" }

    /// Whether it answers measures exactly.
    ///
    /// - Parameter isShifted: Whether some rows' days count later: months then fall into several buckets.
    func sums(
        _ measures: [Measure], of fact: Fact, by dimensions: [Dimension], filters: Filters, isShifted: Bool
    ) -> Bool {
        self.fact == fact
            && (dimensions + filters.all.map(\.dimension)).allSatisfy { holds($0, isShifted: isShifted) }
            && measures.allSatisfy { measure in
                measure.distinctColumn.map(keys.contains) ?? (sums[measure.aggregate] != nil)
            }
    }

    /// Whether it has a million rows less than the fact: fewer are read sooner than a statement of more parts is planned.
    func isWorthwhile(_ rowCounts: [String: Int]) -> Bool {
        guard let rows = rowCounts[table], let all = rowCounts[fact.table] else { return false }
        return all - rows >= 1_000_000
    }

    private func holds(_ dimension: Dimension, isShifted: Bool) -> Bool {
        switch dimension.key {
        case .column(let column): keys.contains(column)
        case .bucket(.month), .bucket(.quarter), .bucket(.year): !isShifted
        case .isBefore: true
        case .bucket, .weekday, .hour, .band, .flag: false
        }
    }

    private static let lines: [Measure.Aggregate: String] = [
        .rows: "item_count", .sum("price"): "revenue", .sum("freight_value"): "freight_value",
    ]

    private static func marked(_ columns: String...) -> [Measure.Aggregate: String] {
        let marks = columns.map { (Measure.Aggregate.rowsWhere(.isTrue("is_\($0)")), "\($0)_count") }
        return lines.merging(marks) { first, _ in first }
    }

    /// All of them.
    static let all = [
        MonthlyMart(
            table: "mart_monthly_sellers", fact: .items, keys: ["seller_key", "seller_place_key"],
            sums: marked("first_of_seller", "first_of_seller_state")),
        MonthlyMart(
            table: "mart_monthly_products", fact: .items, keys: ["product_key", "category_key"],
            sums: marked("first_of_product", "first_of_category")),
        MonthlyMart(
            table: "mart_monthly_places", fact: .orders,
            keys: ["customer_place_key", "customer_place_state", "customer_geolocation_key"],
            sums: [
                .rows: "order_count",
                .rowsWhere(.equalsNumber("orders_of_person", 1)): "one_order_customer_count",
            ]),
    ]
}

/// The marts of months that questions about a version are answered out of.
struct Months: Sendable {
    let marts: [MonthlyMart]
    /// The day that most ranges end on. Its month is two in the marts: to that day, and after it.
    let asOf: Day

    /// No marts.
    static let none = Months(marts: [], asOf: Day(daysSince1970: 0))

    /// A range as its whole months, and the days before and after them.
    func slices(of range: DayRange) -> [Slice] {
        let month = TimeGrain.month
        let afterAsOf = asOf.adding(days: 1)
        let afterRange = range.last.adding(days: 1)
        var first = month.start(of: range.first)
        if first < range.first { first = month.next(after: first) }
        if afterAsOf >= range.first { first = min(first, afterAsOf) }
        // All before the start of a month that begins in the range, or right after it, are whole.
        var end = month.start(of: afterRange)
        if afterAsOf <= afterRange { end = max(end, afterAsOf) }
        guard first < end else { return [Slice(days: range, isOfMonths: false)] }
        let ends = [
            DayRange(first: range.first, last: first.adding(days: -1)), DayRange(first: end, last: range.last),
        ]
        return [Slice(days: DayRange(first: first, last: end.adding(days: -1)), isOfMonths: true)]
            + ends.filter { $0.count > 0 }.map { Slice(days: $0, isOfMonths: false) }
    }
}

/// A part of the days that are asked about.
struct Slice: Sendable, Hashable {
    /// The days.
    let days: DayRange
    /// Whether it has whole months.
    let isOfMonths: Bool
}
