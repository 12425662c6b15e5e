import Warehouse

/// A fact of the warehouse. Facts of different grain are aggregated apart and never joined row to row.
public enum Fact: String, Sendable, Hashable, CaseIterable, Codable {
    /// One row an order.
    case orders
    /// One row an order line.
    case items
    /// One row a payment of an order.
    case payments
    /// One row a review of an order.
    case reviews

    /// The table that holds it.
    var table: String {
        switch self {
        case .orders: "fact_orders"
        case .items: "fact_order_items"
        case .payments: "fact_payments"
        case .reviews: "fact_reviews"
        }
    }

    /// The table that questions read: an engine that reads whole rows has a narrow copy of the fact for them.
    func table(in engine: OpenWarehouse.Engine) -> String { Self.table(table, in: engine) }

    /// The table that questions read in place of one with rows of a fact.
    static func table(_ name: String, in engine: OpenWarehouse.Engine) -> String {
        switch engine {
        case .duckDB: name
        case .postgreSQL: NarrowCopy.name(of: name)
        }
    }

    /// The amounts that its rows have, in reais.
    var amounts: [String] {
        switch self {
        case .orders: ["items_value", "freight_value", "payments_value"]
        case .items: ["price", "freight_value"]
        case .payments: ["payment_value"]
        case .reviews: []
        }
    }

    /// The columns that mark one row of each value that an order has.
    var firstRows: [Measure.FirstRow] {
        switch self {
        case .items: Measure.Key.orderOfLines.firstRows
        case .orders, .payments, .reviews: []
        }
    }

    /// The measure that counts its rows.
    var rowCount: String {
        switch self {
        case .orders: "order_count"
        case .items: "item_count"
        case .payments: "payment_count"
        case .reviews: "review_count"
        }
    }

    /// What a row is called in explanations.
    public var rowName: String {
        switch self {
        case .orders: "order"
        case .items: "order line"
        case .payments: "payment"
        case .reviews: "review"
        }
    }

    /// The columns of the order that every fact carries, so that asking for them needs no look at the order itself.
    static let carriedOrderColumns: Set<String> = [
        "purchase_date", "order_status", "customer_place_key", "customer_place_state", "person_key", "customer_key",
        "date_key",
    ]
}
