import DuckDB
import Foundation

/// The orders of a warehouse to learn from, as seen at a moment: no price and no delivery from that moment on has any part
/// in a feature, of whatever order.
struct PastOrders: Sendable {
    /// An order and what became of it.
    struct Order: Sendable {
        let key: Int32
        let purchasedAt: Timestamp
        let deliveredAt: Timestamp?
        let value: Double
        let deliveryDays: Double?
        let promisedDays: Double?
        let category: Int32
        let lineCount: Int
    }

    /// The orders in the order of purchase.
    private(set) var orders: [Order] = []
    /// The features of each order, by target.
    private(set) var matrices: [Target: FeatureMatrix] = [:]

    /// Reads the orders as they look at `cutoff`: all, or those that were bought at `first` or later.
    init(
        at cutoff: Timestamp, since first: Timestamp? = nil, references: References, _ tables: some TableSource
    ) async throws {
        let lines = try await Self.lines(cutoff, references, tables)
        let recent = try await RecentDeliveries(before: cutoff, tables)
        for target in Target.allCases { matrices[target] = FeatureMatrix(columns: target.features.count) }
        let features = Target.allCases.map { ($0, $0.features) }
        for row in try await tables.rows(of: "order_contexts") {
            let key = row.key(0)
            guard let value = row.double(5), let purchasedAt = row.timestamp(7), let ofOrder = lines[key] else {
                continue
            }
            if let first, purchasedAt < first { continue }
            let state = row.text(2)
            let promised = row.day(9)
            let facts = OrderFacts(
                purchasedAt: purchasedAt, customerState: state,
                customerPlace: references.place(row.key(1), in: state), paymentType: row.text(3),
                installments: row.integer(4).map { Int($0) }, promisedDate: promised,
                recentDeliveries: recent.level(on: min(purchasedAt.day, cutoff.day)), lines: ofOrder)
            let summary = OrderSummary(facts)
            for (target, features) in features { matrices[target]?.append(features.map { $0.read(summary) }) }
            orders.append(
                Order(
                    key: key, purchasedAt: purchasedAt, deliveredAt: row.timestamp(8), value: value,
                    deliveryDays: row.double(6).flatMap { $0 > 0 ? $0 : nil },
                    promisedDays: promised == nil ? nil : Double(summary.promisedDays),
                    category: ofOrder.first?.categoryKey ?? -1, lineCount: ofOrder.count))
        }
    }

    /// The lines by order, with the levels that were known when each was bought.
    private static func lines(
        _ cutoff: Timestamp, _ references: References, _ tables: some TableSource
    ) async throws -> [Int32: [LineFacts]] {
        let deliveries = try await deliveries(cutoff, tables)
        var lines: [Int32: [LineFacts]] = [:]
        for row in try await tables.rows(of: "order_lines", .timestamp(cutoff)) {
            let order = row.key(0)
            var line = LineFacts()
            line.productKey = row.key(1)
            line.categoryKey = row.key(2)
            line.sellerKey = row.key(3)
            if let product = references.products[line.productKey] { line.product = product.facts }
            if let seller = references.sellers[line.sellerKey] {
                line.sellerState = seller.state
                line.sellerPlace = seller.place
            }
            if line.sellerKey >= 0 { line.sellerPrices = row.level(4) }
            if line.categoryKey >= 0 { line.categoryPrices = row.level(6) }
            if line.sellerKey >= 0, line.categoryKey >= 0 { line.sellerCategoryPrices = row.level(8) }
            if let past = deliveries[Parcel(order: order, seller: line.sellerKey)] {
                if line.sellerKey >= 0 { line.sellerDeliveries = past.seller }
                line.routeDeliveries = past.route
            }
            lines[order, default: []].append(line)
        }
        return lines
    }

    private struct Parcel: Hashable {
        let order: Int32
        let seller: Int32
    }

    private static func deliveries(
        _ cutoff: Timestamp, _ tables: some TableSource
    ) async throws -> [Parcel: (seller: Level, route: Level)] {
        var levels: [Parcel: (seller: Level, route: Level)] = [:]
        for row in try await tables.rows(of: "order_deliveries", .timestamp(cutoff)) {
            levels[Parcel(order: row.key(0), seller: row.key(1))] = (row.level(2), row.level(4))
        }
        return levels
    }
}

extension Row {
    /// A sum of logarithms and, in the next column, how many they are.
    fileprivate func level(_ column: Int) -> Level {
        Level(logSum: integer(column) ?? 0, count: integer(column + 1) ?? 0)
    }
}

/// How long deliveries took lately, day by day.
struct RecentDeliveries: Sendable {
    private var levels: [Day: Level] = [:]
    private let last: Day

    init(before cutoff: Timestamp, _ tables: some TableSource) async throws {
        last = cutoff.day
        for row in try await tables.rows(of: "recent_deliveries", .timestamp(cutoff)) {
            levels[try row.get("calendar_date", as: Day.self)] = Level(
                logSum: try row.get("log_sum", as: Int64.self), count: try row.get("delivery_count", as: Int64.self))
        }
    }

    /// The 14 days before a day; of a day after the cutoff, those before the cutoff.
    func level(on day: Day) -> Level { levels[min(day, last)] ?? Level() }
}
