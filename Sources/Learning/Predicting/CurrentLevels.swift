import DuckDB

/// The levels that an order bought at a moment would see, for looking up.
struct CurrentLevels: Sendable {
    struct Pair: Hashable {
        let seller: Int32
        let category: Int32
    }

    struct Route: Hashable {
        let from: String
        let to: String
    }

    /// The moment.
    let moment: Timestamp
    private(set) var sellerPrices: [Int32: Level] = [:]
    private(set) var categoryPrices: [Int32: Level] = [:]
    private(set) var sellerCategoryPrices: [Pair: Level] = [:]
    private(set) var sellerDeliveries: [Int32: Level] = [:]
    private(set) var routeDeliveries: [Route: Level] = [:]
    let recent: RecentDeliveries

    init(at moment: Timestamp, _ tables: some TableSource) async throws {
        self.moment = moment
        recent = try await RecentDeliveries(before: moment, tables)
        for row in try await tables.rows(of: "price_levels", .timestamp(moment)) {
            let seller = Int32(try row.get("seller_key", as: Int.self))
            let category = Int32(try row.get("category_key", as: Int.self))
            let level = Level(
                logSum: try row.get("log_sum", as: Int64.self), count: try row.get("line_count", as: Int64.self))
            sellerPrices[seller, default: Level()] += level
            categoryPrices[category, default: Level()] += level
            sellerCategoryPrices[Pair(seller: seller, category: category), default: Level()] += level
        }
        for row in try await tables.rows(of: "delivery_levels", .timestamp(moment)) {
            let level = Level(
                logSum: try row.get("log_sum", as: Int64.self), count: try row.get("delivery_count", as: Int64.self))
            sellerDeliveries[Int32(try row.get("seller_key", as: Int.self)), default: Level()] += level
            let route = Route(
                from: try row.get("seller_state", as: String.self), to: try row.get("customer_state", as: String.self))
            routeDeliveries[route, default: Level()] += level
        }
    }

    /// Gives a line the levels that it would see.
    func fill(_ line: inout LineFacts, customerState: String?) {
        if line.sellerKey >= 0 {
            line.sellerPrices = sellerPrices[line.sellerKey] ?? Level()
            line.sellerDeliveries = sellerDeliveries[line.sellerKey] ?? Level()
        }
        if line.categoryKey >= 0 { line.categoryPrices = categoryPrices[line.categoryKey] ?? Level() }
        if line.sellerKey >= 0, line.categoryKey >= 0 {
            line.sellerCategoryPrices =
                sellerCategoryPrices[Pair(seller: line.sellerKey, category: line.categoryKey)] ?? Level()
        }
        let route = Route(from: line.sellerState ?? "?", to: customerState ?? "?")
        line.routeDeliveries = routeDeliveries[route] ?? Level()
    }
}
