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

    /// Reads the orders as they look at `cutoff`.
    ///
    /// - Parameters:
    ///   - cutoff: The moment.
    ///   - orderKeys: The orders wanted; nil for all.
    init(at cutoff: Timestamp, references: References, connection: Connection) throws {
        let lines = try Self.lines(cutoff, references, connection)
        let recent = try RecentDeliveries(before: cutoff, connection)
        for target in Target.allCases { matrices[target] = FeatureMatrix(columns: target.features.count) }
        let features = Target.allCases.map { ($0, $0.features) }
        for chunk in try connection.query(SQLText.named("order_contexts")) {
            let keys = try chunk.integers(0)
            let places = try chunk.integers(1)
            let states = try chunk.column(2, as: String.self)
            let payments = try chunk.column(3, as: String.self)
            let installments = try chunk.integers(4)
            let values = try chunk.doubles(5)
            let days = try chunk.doubles(6)
            let purchases = try chunk.column(7, as: Timestamp.self)
            let deliveries = try chunk.column(8, as: Timestamp.self)
            let promises = try chunk.column(9, as: Day.self)
            for row in 0..<chunk.count {
                guard let key = keys[row], let purchasedAt = purchases[row], let value = values[row],
                    let ofOrder = lines[Int32(key)]
                else { continue }
                let promised = promises[row]
                let facts = OrderFacts(
                    purchasedAt: purchasedAt, customerState: states[row],
                    customerPlace: references.place(Int32(places[row] ?? -1), in: states[row]),
                    paymentType: payments[row], installments: installments[row].map(Int.init), promisedDate: promised,
                    recentDeliveries: recent.level(on: min(purchasedAt.day, cutoff.day)), lines: ofOrder)
                let summary = OrderSummary(facts)
                for (target, features) in features { matrices[target]?.append(features.map { $0.read(summary) }) }
                orders.append(
                    Order(
                        key: Int32(key), purchasedAt: purchasedAt, deliveredAt: deliveries[row], value: value,
                        deliveryDays: days[row].flatMap { $0 > 0 ? $0 : nil },
                        promisedDays: promised == nil ? nil : Double(summary.promisedDays),
                        category: ofOrder.first?.categoryKey ?? -1, lineCount: ofOrder.count))
            }
        }
    }

    /// The lines by order, with the levels that were known when each was bought.
    private static func lines(
        _ cutoff: Timestamp, _ references: References, _ connection: Connection
    ) throws -> [Int32: [LineFacts]] {
        let deliveries = try deliveries(cutoff, connection)
        var lines: [Int32: [LineFacts]] = [:]
        for chunk in try connection.query(SQLText.named("order_lines"), .timestamp(cutoff)) {
            let columns = try (0..<10).map { try chunk.integers($0) }
            for row in 0..<chunk.count {
                func key(_ column: Int) -> Int32 { Int32(columns[column][row] ?? -1) }
                func level(_ column: Int) -> Level {
                    Level(logSum: columns[column][row] ?? 0, count: columns[column + 1][row] ?? 0)
                }
                let order = key(0)
                var line = LineFacts()
                line.productKey = key(1)
                line.categoryKey = key(2)
                line.sellerKey = key(3)
                if let product = references.products[line.productKey] { line.product = product.facts }
                if let seller = references.sellers[line.sellerKey] {
                    line.sellerState = seller.state
                    line.sellerPlace = seller.place
                }
                if line.sellerKey >= 0 { line.sellerPrices = level(4) }
                if line.categoryKey >= 0 { line.categoryPrices = level(6) }
                if line.sellerKey >= 0, line.categoryKey >= 0 { line.sellerCategoryPrices = level(8) }
                if let past = deliveries[Parcel(order: order, seller: line.sellerKey)] {
                    if line.sellerKey >= 0 { line.sellerDeliveries = past.seller }
                    line.routeDeliveries = past.route
                }
                lines[order, default: []].append(line)
            }
        }
        return lines
    }

    private struct Parcel: Hashable {
        let order: Int32
        let seller: Int32
    }

    private static func deliveries(
        _ cutoff: Timestamp, _ connection: Connection
    ) throws -> [Parcel: (seller: Level, route: Level)] {
        var levels: [Parcel: (seller: Level, route: Level)] = [:]
        for chunk in try connection.query(SQLText.named("order_deliveries"), .timestamp(cutoff)) {
            let columns = try (0..<6).map { try chunk.integers($0) }
            for row in 0..<chunk.count {
                let values = columns.map { $0[row] ?? 0 }
                levels[Parcel(order: Int32(values[0]), seller: Int32(values[1]))] = (
                    Level(logSum: values[2], count: values[3]), Level(logSum: values[4], count: values[5])
                )
            }
        }
        return levels
    }
}

/// How long deliveries took lately, day by day.
struct RecentDeliveries: Sendable {
    private var levels: [Day: Level] = [:]
    private let last: Day

    init(before cutoff: Timestamp, _ connection: Connection) throws {
        last = cutoff.day
        for row in try connection.query(SQLText.named("recent_deliveries"), .timestamp(cutoff)).rows() {
            levels[try row.get("calendar_date", as: Day.self)] = Level(
                logSum: try row.get("log_sum", as: Int64.self), count: try row.get("delivery_count", as: Int64.self))
        }
    }

    /// The 14 days before a day; of a day after the cutoff, those before the cutoff.
    func level(on day: Day) -> Level { levels[min(day, last)] ?? Level() }
}
