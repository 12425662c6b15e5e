import DuckDB

@testable import Warehouse

/// A shop as plain Swift values, linked up from the landed rows: what the oracle knows.
struct LandedShop {
    struct Order {
        let id: String
        let status: String?
        let purchasedAt: Timestamp
        let deliveredAt: Timestamp?
        let promised: Day?
        let person: String?
        let city: String?
        let state: String?
        var items: Range<Int> = 0..<0
        var payments: Range<Int> = 0..<0
        var reviews: Range<Int> = 0..<0
        /// Whether the person never ordered before; nil without a person.
        var isFirst: Bool?

        var day: Day { purchasedAt.day }

        /// Seconds from purchase to delivery; nil unless delivered with a time.
        var deliverySeconds: Int? {
            guard status == "delivered", let deliveredAt else { return nil }
            return Int((deliveredAt.microsecondsSince1970 - purchasedAt.microsecondsSince1970) / 1_000_000)
        }

        /// Whether delivered by the day that was promised; nil unless delivered with a time, and without a promise.
        var isOnTime: Bool? {
            guard deliverySeconds != nil, let deliveredAt, let promised else { return nil }
            return deliveredAt.day <= promised
        }
    }

    struct Item {
        let order: Int
        let priceCents: Int
        let freightCents: Int
        let product: String?
        let category: String?
        let categoryEnglish: String?
        let seller: String?
        let sellerCity: String?
        let sellerState: String?
    }

    struct Payment {
        let order: Int
        let type: String?
        let installments: Int
        let cents: Int
    }

    struct Review {
        let order: Int
        let score: Int
        let hasComment: Bool
    }

    /// In the order of purchase.
    private(set) var orders: [Order] = []
    private(set) var items: [Item] = []
    private(set) var payments: [Payment] = []
    private(set) var reviews: [Review] = []

    init(_ landed: LandedRows) throws {
        try readOrders(landed)
        let positions = Dictionary(uniqueKeysWithValues: orders.enumerated().map { ($1.id, $0) })
        func order(of row: LandedRow) -> Int? { row.text("order_id").flatMap { positions[$0] } }

        let products = try Self.byKey(landed.table("products", key: ["product_id"]), "product_id")
        let sellers = try Self.byKey(landed.table("sellers", key: ["seller_id"]), "seller_id")
        let translations = try Self.byKey(
            landed.table("product_category_name_translation", key: ["product_category_name"]), "product_category_name")
        items = try landed.table("order_items", key: ["order_id", "order_item_id"]).compactMap { row in
            guard let order = order(of: row), let price = row.cents("price"), let freight = row.cents("freight_value")
            else { return nil }
            let product = row.text("product_id").flatMap { products[$0] }
            let seller = row.text("seller_id").flatMap { sellers[$0] }
            let category = product?.text("product_category_name")
            return Item(
                order: order, priceCents: price, freightCents: freight, product: product?.text("product_id"),
                category: category,
                categoryEnglish: category.flatMap { translations[$0]?.text("product_category_name_english") }
                    ?? category,
                seller: seller?.text("seller_id"), sellerCity: seller?.text("seller_city")?.lowercased(),
                sellerState: seller?.text("seller_state")?.uppercased())
        }.sorted { $0.order < $1.order }
        payments = try landed.table("order_payments", key: ["order_id", "payment_sequential"]).compactMap { row in
            guard let order = order(of: row), let installments = row.integer("payment_installments"),
                let cents = row.cents("payment_value")
            else { return nil }
            return Payment(order: order, type: row.text("payment_type"), installments: installments, cents: cents)
        }.sorted { $0.order < $1.order }
        reviews = try landed.table("order_reviews", key: ["review_id", "order_id"]).compactMap { row in
            guard let order = order(of: row), let score = row.integer("review_score") else { return nil }
            let hasComment =
                row.text("review_comment_title") != nil || row.text("review_comment_message") != nil
            return Review(order: order, score: score, hasComment: hasComment)
        }.sorted { $0.order < $1.order }
        link()
    }

    private mutating func readOrders(_ landed: LandedRows) throws {
        let customers = try Self.byKey(landed.table("customers", key: ["customer_id"]), "customer_id")
        orders = try landed.table("orders", key: ["order_id"]).compactMap { row in
            guard let id = row.text("order_id"), let purchasedAt = row.time("order_purchase_timestamp"),
                (2000...2100).contains(purchasedAt.day.year)
            else { return nil }
            let customer = row.text("customer_id").flatMap { customers[$0] }
            return Order(
                id: id, status: row.text("order_status"), purchasedAt: purchasedAt,
                deliveredAt: row.time("order_delivered_customer_date"),
                promised: row.time("order_estimated_delivery_date")?.day,
                person: customer?.text("customer_unique_id"), city: customer?.text("customer_city")?.lowercased(),
                state: customer?.text("customer_state")?.uppercased())
        }
        orders.sort { left, right in
            left.purchasedAt != right.purchasedAt
                ? left.purchasedAt < right.purchasedAt : left.id.utf8.lexicographicallyPrecedes(right.id.utf8)
        }
        var known: Set<String> = []
        for index in orders.indices {
            orders[index].isFirst = orders[index].person.map { known.insert($0).inserted }
        }
    }

    private mutating func link() {
        func ranges(_ owners: [Int]) -> [Int: Range<Int>] {
            var ranges: [Int: Range<Int>] = [:]
            for (position, order) in owners.enumerated() {
                ranges[order] = (ranges[order]?.lowerBound ?? position)..<(position + 1)
            }
            return ranges
        }
        let (items, payments, reviews) = (
            ranges(items.map(\.order)), ranges(payments.map(\.order)), ranges(reviews.map(\.order))
        )
        for index in orders.indices {
            orders[index].items = items[index] ?? 0..<0
            orders[index].payments = payments[index] ?? 0..<0
            orders[index].reviews = reviews[index] ?? 0..<0
        }
    }

    private static func byKey(_ rows: [LandedRow], _ key: String) -> [String: LandedRow] {
        Dictionary(rows.compactMap { row in row.text(key).map { ($0, row) } }, uniquingKeysWith: { first, _ in first })
    }
}
