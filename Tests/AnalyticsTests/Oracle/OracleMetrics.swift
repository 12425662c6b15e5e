import Analytics

/// The metrics in plain words: each is a function of the rows of its fact that count.
enum OracleMetrics {
    typealias Function = @Sendable (LandedShop, [Int]) -> OracleNumber

    /// Every metric of the contract, with its fact.
    static let all: [String: (fact: Fact, value: Function)] = {
        var all: [String: (fact: Fact, value: Function)] = [:]
        for (name, function) in orders { all[name] = (.orders, function) }
        for (name, function) in items { all[name] = (.items, function) }
        for (name, function) in payments { all[name] = (.payments, function) }
        for (name, function) in reviews { all[name] = (.reviews, function) }
        return all
    }()

    private static let orders: [String: Function] = [
        "orders": { _, rows in .count(rows.count) },
        "customers": { shop, rows in .count(people(shop, rows).count) },
        "new_customers": { shop, rows in .count(rows.count { shop.orders[$0].isFirst == true }) },
        "returning_customers": { shop, rows in
            .count(people(shop, rows.filter { shop.orders[$0].isFirst == false }).count)
        },
        "delivered_orders": { shop, rows in .count(rows.count { shop.orders[$0].status == "delivered" }) },
        "canceled_orders": { shop, rows in .count(rows.count { shop.orders[$0].status == "canceled" }) },
        "cancel_rate": { shop, rows in
            OracleNumber(rows.count { shop.orders[$0].status == "canceled" }, over: rows.count)
        },
        "timed_deliveries": { shop, rows in .count(rows.count { shop.orders[$0].deliverySeconds != nil }) },
        "on_time_orders": { shop, rows in .count(rows.count { shop.orders[$0].isOnTime == true }) },
        "late_orders": { shop, rows in .count(rows.count { shop.orders[$0].isOnTime == false }) },
        "on_time_rate": { shop, rows in
            OracleNumber(
                rows.count { shop.orders[$0].isOnTime == true },
                over: rows.count { shop.orders[$0].isOnTime != nil })
        },
        "avg_delivery_days": { shop, rows in
            let seconds = rows.compactMap { shop.orders[$0].deliverySeconds }
            return OracleNumber(seconds.reduce(0, +), over: seconds.count * 86_400)
        },
        "median_delivery_days": { shop, rows in percentile(50, shop, rows) },
        "p90_delivery_days": { shop, rows in percentile(90, shop, rows) },
        "repeat_customers": { shop, rows in .count(people(shop, rows).count { $0.value >= 2 }) },
        "repeat_rate": { shop, rows in
            let people = people(shop, rows)
            return OracleNumber(people.count { $0.value >= 2 }, over: people.count)
        },
        "orders_per_customer": { shop, rows in
            OracleNumber(rows.count { shop.orders[$0].person != nil }, over: people(shop, rows).count)
        },
    ]

    private static let items: [String: Function] = [
        "revenue": { shop, rows in .cents(price(shop, rows)) },
        "freight": { shop, rows in .cents(freight(shop, rows)) },
        "items": { _, rows in .count(rows.count) },
        "orders_with_items": { shop, rows in .count(orders(shop, rows)) },
        "avg_order_value": { shop, rows in OracleNumber(price(shop, rows), over: orders(shop, rows) * 100) },
        "items_per_order": { shop, rows in OracleNumber(rows.count, over: orders(shop, rows)) },
        "avg_price": { shop, rows in OracleNumber(price(shop, rows), over: rows.count * 100) },
        "avg_freight": { shop, rows in OracleNumber(freight(shop, rows), over: rows.count * 100) },
        "freight_share": { shop, rows in
            OracleNumber(freight(shop, rows), over: price(shop, rows) + freight(shop, rows))
        },
        "products_sold": { shop, rows in .count(Set(rows.compactMap { shop.items[$0].product }).count) },
        "active_sellers": { shop, rows in .count(Set(rows.compactMap { shop.items[$0].seller }).count) },
    ]

    private static let payments: [String: Function] = [
        "payment_value": { shop, rows in .cents(rows.reduce(0) { $0 + shop.payments[$1].cents }) },
        "payments": { _, rows in .count(rows.count) },
        "avg_payment_value": { shop, rows in
            OracleNumber(rows.reduce(0) { $0 + shop.payments[$1].cents }, over: rows.count * 100)
        },
        "avg_installments": { shop, rows in
            OracleNumber(rows.reduce(0) { $0 + shop.payments[$1].installments }, over: rows.count)
        },
        "installment_share": { shop, rows in
            OracleNumber(rows.count { shop.payments[$0].installments >= 2 }, over: rows.count)
        },
    ]

    private static let reviews: [String: Function] = [
        "reviews": { _, rows in .count(rows.count) },
        "avg_review_score": { shop, rows in
            OracleNumber(rows.reduce(0) { $0 + shop.reviews[$1].score }, over: rows.count)
        },
        "one_star_share": { shop, rows in
            OracleNumber(rows.count { shop.reviews[$0].score == 1 }, over: rows.count)
        },
        "five_star_share": { shop, rows in
            OracleNumber(rows.count { shop.reviews[$0].score == 5 }, over: rows.count)
        },
        "comment_share": { shop, rows in
            OracleNumber(rows.count { shop.reviews[$0].hasComment }, over: rows.count)
        },
    ]

    /// How many of the orders each person has.
    private static func people(_ shop: LandedShop, _ rows: [Int]) -> [String: Int] {
        var people: [String: Int] = [:]
        for row in rows {
            if let person = shop.orders[row].person { people[person, default: 0] += 1 }
        }
        return people
    }

    private static func price(_ shop: LandedShop, _ rows: [Int]) -> Int {
        rows.reduce(0) { $0 + shop.items[$1].priceCents }
    }

    private static func freight(_ shop: LandedShop, _ rows: [Int]) -> Int {
        rows.reduce(0) { $0 + shop.items[$1].freightCents }
    }

    private static func orders(_ shop: LandedShop, _ rows: [Int]) -> Int {
        Set(rows.map { shop.items[$0].order }).count
    }

    /// The continuous percentile of the elapsed seconds, in days, exact.
    private static func percentile(_ percent: Int, _ shop: LandedShop, _ rows: [Int]) -> OracleNumber {
        let seconds = rows.compactMap { shop.orders[$0].deliverySeconds }.sorted()
        guard let last = seconds.last else { return .none }
        let (whole, rest) = ((seconds.count - 1) * percent).quotientAndRemainder(dividingBy: 100)
        let next = whole + 1 < seconds.count ? seconds[whole + 1] : last
        return OracleNumber(seconds[whole] * 100 + (next - seconds[whole]) * rest, over: 86_400 * 100)
    }
}
