/// A table of sums per day and some dimensions, made with each version, which answers the questions that fit it.
struct Mart: Sendable, Hashable {
    /// The table; it has `purchase_date`, the columns of its dimensions, and a column per measure, named like it.
    let table: String
    /// The dimensions, beside those of time, that it is divided by: name and column. The column holds what the dimension is
    /// grouped by.
    let dimensions: [String: String]
    /// The measures that add up over its rows, by fact.
    let measures: [Fact: Set<String>]
    /// The measures that add up over days only: they serve questions that keep all its dimensions apart.
    var measuresOverDays: [Fact: Set<String>] = [:]

    /// The smallest mart that can answer exactly, or nil where only the fact can.
    static func smallest(of fact: Fact, with measures: [Measure], by dimensions: [Dimension], filters: Filters) -> Mart?
    {
        all.first { mart in
            let isHeld = { (dimension: Dimension) in dimension.isOfDay || mart.dimensions[dimension.name] != nil }
            guard mart.measures[fact]?.contains(fact.rowCount) == true, dimensions.allSatisfy(isHeld),
                filters.all.allSatisfy({ isHeld($0.dimension) })
            else { return false }
            let keepsApart = mart.dimensions.keys.allSatisfy { name in dimensions.contains { $0.name == name } }
            return measures.allSatisfy { measure in
                measure.severalKey == nil
                    && (mart.measures[measure.fact]?.contains(measure.name) == true
                        || keepsApart && mart.measuresOverDays[measure.fact]?.contains(measure.name) == true)
            }
        }
    }

    /// What a dimension is grouped or filtered by in the mart's rows.
    func key(of dimension: Dimension, shift: DayShift?) -> String {
        guard let column = dimensions[dimension.name] else {
            return Rows.expression(dimension.key, on: "f", shift: dimension.isTime ? shift : nil)
        }
        return "f.\(column)"
    }

    private static let orderMeasures: Set<String> = [
        "order_count", "delivered_order_count", "canceled_order_count", "on_time_order_count", "late_order_count",
        "promised_delivery_count", "timed_delivery_count", "delivery_seconds", "new_customer_count",
        "one_order_customer_count",
    ]
    private static let itemSums: Set<String> = ["item_count", "revenue", "freight_value"]
    private static let deliveryMeasures: Set<String> = [
        "order_count", "timed_delivery_count", "delivery_seconds", "on_time_order_count", "late_order_count",
        "promised_delivery_count",
    ]
    private static let paymentMeasures: Set<String> = [
        "payment_count", "installments_sum", "installment_payment_count", "payments_value",
    ]
    private static let reviewMeasures: Set<String> = [
        "review_count", "review_score_sum", "one_star_share_count", "five_star_share_count", "comment_share_count",
    ]

    /// All marts, the smallest first.
    static let all: [Mart] = [
        Mart(
            table: "mart_daily_sales", dimensions: [:],
            measures: [
                .orders: [
                    "order_count", "delivered_order_count", "timed_delivery_count", "on_time_order_count",
                    "delivery_seconds", "promised_delivery_count", "one_order_customer_count",
                ],
                .items: itemSums.union(["order_with_items_count"]),
                .payments: ["payment_count", "payments_value"], .reviews: ["review_count", "review_score_sum"],
            ]),
        Mart(
            table: "mart_daily_reviews", dimensions: ["review_score": "review_score"],
            measures: [.reviews: reviewMeasures]),
        Mart(
            table: "mart_daily_prices", dimensions: ["price_band": "price_band"], measures: [.items: itemSums]),
        Mart(
            table: "mart_daily_order_values", dimensions: ["order_value_band": "order_value_band"],
            measures: [.orders: ["order_count"], .items: itemSums]),
        Mart(
            table: "mart_daily_payments",
            dimensions: ["payment_type": "payment_type", "installments": "payment_installments"],
            measures: [.payments: paymentMeasures]),
        Mart(
            table: "mart_daily_hours", dimensions: ["hour": "purchase_hour"],
            measures: [
                .orders: ["order_count"], .items: itemSums, .payments: ["payment_count", "payments_value"],
            ]),
        Mart(
            table: "mart_daily_orders", dimensions: ["status": "order_status", "state": "state", "region": "region"],
            measures: [
                .orders: orderMeasures, .items: itemSums.union(["order_with_items_count"]),
                .payments: ["payment_count", "payments_value"], .reviews: ["review_count", "review_score_sum"],
            ]),
        Mart(
            table: "mart_daily_deliveries", dimensions: ["delivery_days": "delivery_days"],
            measures: [.orders: deliveryMeasures]),
        Mart(
            table: "mart_daily_categories", dimensions: ["category": "category_key"],
            measures: [.items: itemSums], measuresOverDays: [.items: ["order_with_items_count"]]),
    ]
}

extension Dimension {
    /// Whether the day of purchase alone settles it.
    var isOfDay: Bool {
        switch key {
        case .bucket, .weekday, .isBefore: true
        default: false
        }
    }
}
