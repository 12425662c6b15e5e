import DuckDB
import Foundation
import Warehouse

/// A day's orders.
public struct TimelineDay: Sendable, Hashable, Codable {
    /// The day of purchase, as `YYYY-MM-DD`.
    public let date: String
    /// Orders, with or without items.
    public let orderCount: Int
    /// Sum of item prices in reais.
    public let revenue: Decimal
    /// Revenue ÷ orders that have an item; nil on a day without one.
    public let avgOrderValue: Double?
}

/// Asks for orders and revenue by day.
public struct OrdersTimelineQuestion: Sendable {
    private let query: NamedQuery

    /// Reads the query.
    public init() throws(AnalyticsError) { query = try NamedQuery("orders_timeline") }

    /// One row for each day of the range; days without orders are there as zeros.
    public func answer(from warehouse: OpenWarehouse, over days: DayRange) async throws -> [TimelineDay] {
        try await warehouse.read { connection in
            var known: [Day: TimelineDay] = [:]
            for row in try query.rows(from: connection, over: days) {
                guard let day = try row.getIfPresent("purchase_date", as: Day.self) else { continue }
                let revenue = try row.money("revenue")
                known[day] = TimelineDay(
                    date: day.description,
                    orderCount: try row.count("order_count"),
                    revenue: revenue,
                    avgOrderValue: ratio(revenue, try row.count("order_with_items_count")))
            }
            return (0..<max(0, days.count)).map { offset in
                let day = days.first.adding(days: offset)
                return known[day]
                    ?? TimelineDay(date: day.description, orderCount: 0, revenue: 0, avgOrderValue: nil)
            }
        }
    }
}
