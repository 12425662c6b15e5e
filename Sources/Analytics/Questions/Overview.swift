import DuckDB
import Foundation
import Warehouse

/// The whole shop at a glance, over the orders purchased in a range of days.
///
/// Money is in reais. Averages and rates are nil where there is nothing to divide by.
public struct Overview: Sendable, Hashable, Codable {
    /// Orders of one status.
    public struct StatusCount: Sendable, Hashable, Codable {
        /// The status, such as `delivered`.
        public let orderStatus: String?
        /// How many orders have it.
        public let count: Int
    }

    /// Orders, with or without items.
    public let totalOrders: Int
    /// Sum of item prices, freight apart.
    public let totalRevenue: Decimal
    /// People (`customer_unique_id`).
    public let totalCustomers: Int
    /// Revenue ÷ orders that have an item.
    public let avgOrderValue: Double?
    /// Order lines.
    public let totalItemsSold: Int
    /// Different products sold.
    public let totalProducts: Int
    /// Sellers with a sale.
    public let activeSellers: Int
    /// Payments.
    public let totalPayments: Int
    /// Mean installments of a payment.
    public let avgInstallments: Double?
    /// Orders by status, most first.
    public let orderStatusDistribution: [StatusCount]
    /// Sum of freight.
    public let totalFreight: Decimal
    /// Sum of payments; includes freight.
    public let totalPaymentValue: Decimal
    /// Mean score of a review, 1 to 5.
    public let avgReviewScore: Double?
    /// Delivered orders whose delivery date is not after the promised date ÷ delivered orders with a delivery time.
    public let onTimeRate: Double?
    /// People with two or more orders ÷ people with an order.
    public let repeatRate: Double?
}

/// Asks for the overview.
public struct OverviewQuestion: Sendable {
    private let totals: NamedQuery
    private let statuses: NamedQuery

    /// Reads the queries.
    public init() throws(AnalyticsError) {
        totals = try NamedQuery("overview")
        statuses = try NamedQuery("order_status_distribution")
    }

    /// The overview of a range of days.
    public func answer(from warehouse: OpenWarehouse, over days: DayRange) async throws -> Overview {
        try await warehouse.read { connection in
            let distribution = try statuses.rows(from: connection, over: days).map { row in
                Overview.StatusCount(
                    orderStatus: try row.getIfPresent("order_status", as: String.self),
                    count: try row.count("order_count"))
            }
            guard let row = try totals.rows(from: connection, over: days).first else {
                throw AnalyticsError.incompleteInstallation(totals.name)
            }
            let revenue = try row.money("revenue")
            return Overview(
                totalOrders: try row.count("order_count"),
                totalRevenue: revenue,
                totalCustomers: try row.count("customer_count"),
                avgOrderValue: ratio(revenue, try row.count("order_with_items_count")),
                totalItemsSold: try row.count("item_count"),
                totalProducts: try row.count("product_count"),
                activeSellers: try row.count("seller_count"),
                totalPayments: try row.count("payment_count"),
                avgInstallments: ratio(try row.count("installments_sum"), try row.count("payment_count")),
                orderStatusDistribution: distribution,
                totalFreight: try row.money("freight_value"),
                totalPaymentValue: try row.money("payment_value"),
                avgReviewScore: ratio(try row.count("review_score_sum"), try row.count("review_count")),
                onTimeRate: ratio(try row.count("on_time_count"), try row.count("timed_delivery_count")),
                repeatRate: ratio(try row.count("repeat_person_count"), try row.count("person_count")))
        }
    }
}

/// A quotient, or nil where there is nothing to divide by.
func ratio(_ numerator: Int, _ denominator: Int) -> Double? {
    denominator == 0 ? nil : Double(numerator) / Double(denominator)
}

/// A quotient of an exact amount, or nil where there is nothing to divide by.
func ratio(_ numerator: Decimal, _ denominator: Int) -> Double? {
    denominator == 0 ? nil : NSDecimalNumber(decimal: numerator).doubleValue / Double(denominator)
}

extension Row {
    /// A whole number; null counts as 0.
    func count(_ column: String) throws -> Int { Int(try getIfPresent(column, as: Int64.self) ?? 0) }

    /// An exact amount; null counts as 0.
    func money(_ column: String) throws -> Decimal {
        guard let value = try getIfPresent(column, as: FixedDecimal.self) else { return 0 }
        return Decimal(string: value.description) ?? 0
    }
}
