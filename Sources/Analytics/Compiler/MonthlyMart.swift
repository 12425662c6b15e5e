import DuckDB

/// A table of sums and of running totals per month of purchase and some keys: whole months of a range are the sums of their rows,
/// or what it has at their end less what it has before them; the days at the range's ends are read out of the fact.
struct MonthlyMart: Sendable, Hashable {
    /// The table; it has `first_date`, the first day of the month, and `next_date`, that of the keys' next month in it, or
    /// the end of time. A row's totals hold between the two.
    let table: String
    /// The fact that is summed.
    let fact: Fact
    /// The columns that it is divided by, named as in the fact.
    let keys: Set<String>
    /// The columns of a month's sums, by what they add up; one adds up rows. Those of running totals end in `_to_date`.
    let sums: [Measure.Aggregate: String]

    /// The columns of running totals, by what they add up.
    var sumsToDate: [Measure.Aggregate: String] { sums.mapValues { "\($0)_to_date" } }

    /// Days so few that their months have fewer rows than hold at their end and before them.
    static let daysOfFewMonths = 62

    /// The rows of some months, as rows of the fact whose day of purchase is one.
    ///
    /// - Parameters:
    ///   - first: The parameter of the first day of the months, which is the day of purchase.
    ///   - last: The parameter of their last day.
    func rows(from first: String, to last: String) -> String {
        rows(where: "m.first_date between \(first) and \(last)", as: first)
    }

    /// The rows that hold at the end of a day, as rows of the fact whose day of purchase is another.
    ///
    /// - Parameters:
    ///   - day: The parameter of the day, the last of a month.
    ///   - purchase: The parameter of the day of purchase.
    func rows(atEndOf day: String, as purchase: String) -> String {
        rows(where: "m.first_date <= \(day) and m.next_date > \(day)", as: purchase)
    }

    private func rows(where condition: String, as purchase: String) -> String {
        "(select m.*, cast(\(purchase) as date) as purchase_date from \(table) as m where \(condition))"
    }

    /// Whether it answers measures exactly.
    ///
    /// Whole months are one sum: buckets of time do not divide it.
    func sums(_ measures: [Measure], of fact: Fact, by dimensions: [Dimension], filters: Filters) -> Bool {
        self.fact == fact
            && (dimensions + filters.all.map(\.dimension)).allSatisfy(holds)
            && measures.allSatisfy { measure in
                measure.distinctColumn.map(keys.contains) ?? (sums[measure.aggregate] != nil)
            }
    }

    /// Whether it is there, and has a million rows less than the fact: fewer are read sooner than a statement of more parts is
    /// planned.
    func isWorthwhile(_ rowCounts: [String: Int]) -> Bool {
        guard let rows = rowCounts[table], rows > 0, let all = rowCounts[fact.table] else { return false }
        return all - rows >= 1_000_000
    }

    private func holds(_ dimension: Dimension) -> Bool {
        switch dimension.key {
        case .column(let column): keys.contains(column)
        // Each range lies on one side.
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
    /// The days with orders: before and after them is nothing.
    let days: DayRange

    /// No marts.
    static let none = {
        let epoch = Day(daysSince1970: 0)
        return Months(marts: [], asOf: epoch, days: DayRange(first: epoch, last: epoch))
    }()

    /// A range as its whole months, and the days before and after them.
    func slices(of range: DayRange) -> [Slice] {
        let month = TimeGrain.month
        let afterAsOf = asOf.adding(days: 1)
        let afterRange = range.last.adding(days: 1)
        var first = month.start(of: range.first)
        if first < range.first { first = month.next(after: first) }
        if afterAsOf >= range.first { first = min(first, afterAsOf) }
        if range.first <= days.first { first = range.first }
        // All before the start of a month that begins in the range, or right after it, are whole.
        var end = month.start(of: afterRange)
        if afterAsOf <= afterRange { end = max(end, afterAsOf) }
        if range.last >= days.last { end = afterRange }
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
