import DuckDB

/// What was predicted of the orders that were followed when a model was trained, as it is kept with the model.
///
/// Its own trees cannot say it later: they have learned from most of these orders, and would seem surer than they are.
struct StoredFollowing: Sendable, Codable, Hashable {
    /// The orders by their own names; keys are another version's in another version.
    private(set) var orders: [String] = []
    private(set) var predicted: [Float] = []
    private(set) var logScales: [Float] = []

    /// Nothing.
    init() {}

    /// Takes what was followed at a moment, in the version that it was read from.
    init(_ followed: [FollowedOrder], at moment: Timestamp, _ tables: some TableSource) async throws {
        var names: [Int32: String] = [:]
        for row in try await ArrivalCurve.orders(before: moment, tables) { names[row.key(0)] = row.text(1) }
        for order in followed {
            guard let name = names[order.key] else { continue }
            orders.append(name)
            predicted.append(Float(order.predicted))
            logScales.append(Float(order.logScale))
        }
    }

    /// Whether every order has its figures.
    var isWhole: Bool { orders.count == predicted.count && orders.count == logScales.count }
}

extension ArrivalCurve {
    /// The orders that are followed at a moment: key, name, purchase, and delivery where it came before the moment.
    static func orders(before moment: Timestamp, _ tables: some TableSource) async throws -> ResultRows {
        let first = Timestamp(microsecondsSince1970: moment.microsecondsSince1970 - days * 86_400_000_000)
        return try await tables.rows(of: "followed_orders", .timestamp(first), .timestamp(moment))
    }
}
