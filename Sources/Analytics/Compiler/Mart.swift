/// A table of sums per day and some dimensions, made with each version, which answers the questions that fit it.
struct Mart: Sendable, Hashable {
    /// The table; it has `purchase_date`, the columns of its dimensions, and a column per measure, named like it.
    let table: String
    /// The dimensions, beside those of time, that it is divided by.
    let dimensions: Set<String>
    /// The measures that it holds, by fact.
    let measures: [Fact: Set<String>]

    /// The smallest mart that can answer exactly, or nil where only the fact can.
    static func smallest(with measures: [Measure], by dimensions: [Dimension], filters: Filters) -> Mart? {
        all.first { mart in
            let isHeld = { (dimension: Dimension) in dimension.isOfDay || mart.dimensions.contains(dimension.name) }
            return measures.allSatisfy { mart.measures[$0.fact]?.contains($0.name) == true && !$0.isPerPerson }
                && dimensions.allSatisfy(isHeld) && filters.all.allSatisfy { isHeld($0.dimension) }
        }
    }

    /// All marts, the smallest first.
    static let all: [Mart] = [
        Mart(
            table: "mart_daily_sales", dimensions: [],
            measures: [
                .orders: [
                    "order_count", "delivered_order_count", "timed_delivery_count", "on_time_order_count",
                    "delivery_seconds",
                ],
                .items: ["item_count", "revenue", "freight_value", "order_with_items_count"],
                .payments: ["payment_count", "payments_value"],
                .reviews: ["review_count", "review_score_sum"],
            ])
    ]
}

extension Dimension {
    /// Whether the day of purchase alone settles it.
    var isOfDay: Bool {
        switch key {
        case .bucket, .weekday: true
        default: false
        }
    }
}
