import Analytics
import DuckDB

/// A dimension over the rows of its fact: each row's value as a number that stands where the value stands in order.
struct OracleDimension {
    /// The fact that it lives on.
    let entity: Fact
    /// Per row of the fact, the position of its value in ``values``; the count of values where it has none.
    let codes: [Int]
    /// The values there are, ascending.
    let values: [Value]

    /// How many codes there are, none included.
    var width: Int { values.count + 1 }

    /// The value of a code.
    func value(_ code: Int) -> Value { code < values.count ? values[code] : .null }

    /// Which codes a filter's values name.
    func accepts(_ texts: [String]) -> [Bool] {
        let texts = Set(texts)
        return
            (values.map { value in
                if case .text(let text) = value { texts.contains(text) } else { texts.contains(value.description) }
            }) + [texts.contains("")]
    }

    private init<Key: Hashable>(
        _ entity: Fact, _ keys: [Key?], by precedes: (Key, Key) -> Bool, value: (Key) -> Value
    ) {
        let sorted = Set(keys.compactMap { $0 }).sorted(by: precedes)
        let positions = Dictionary(uniqueKeysWithValues: sorted.enumerated().map { ($1, $0) })
        self.entity = entity
        codes = keys.map { key in key.flatMap { positions[$0] } ?? sorted.count }
        values = sorted.map(value)
    }

    fileprivate static func texts(_ entity: Fact, _ keys: [String?]) -> OracleDimension {
        OracleDimension(entity, keys, by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }, value: { .text($0) })
    }

    fileprivate static func integers(_ entity: Fact, _ keys: [Int?]) -> OracleDimension {
        OracleDimension(entity, keys, by: <, value: { .integer(Int64($0)) })
    }

    /// Labels in the order in which they are listed.
    fileprivate static func labels(_ entity: Fact, _ labels: [String], _ keys: [Int?]) -> OracleDimension {
        OracleDimension(entity, keys, by: <, value: { .text(labels[$0]) })
    }

    fileprivate static func days(_ keys: [Day]) -> OracleDimension {
        OracleDimension(.orders, keys, by: <, value: { .date($0) })
    }
}

/// The dimensions in plain words: each is a function of a row of its fact.
enum OracleDimensions {
    /// Every dimension of the contract over a shop.
    static func all(of shop: LandedShop) -> [String: OracleDimension] {
        orders(shop).merging(items(shop)) { first, _ in first }.merging(parts(shop)) { first, _ in first }
    }

    /// The first day of the bucket that a day is in.
    static func bucket(_ grain: String, of day: Day) -> Day {
        switch grain {
        case "week": day.adding(days: 1 - day.isoWeekday)
        case "month": day.adding(days: 1 - day.day)
        case "quarter":
            Day(year: day.year, month: [1, 1, 1, 4, 4, 4, 7, 7, 7, 10, 10, 10][day.month - 1], day: 1) ?? day
        case "year": Day(year: day.year, month: 1, day: 1) ?? day
        default: day
        }
    }

    private static func orders(_ shop: LandedShop) -> [String: OracleDimension] {
        func integers(_ value: (LandedShop.Order) -> Int?) -> OracleDimension {
            .integers(.orders, shop.orders.map(value))
        }
        func texts(_ value: (LandedShop.Order) -> String?) -> OracleDimension {
            .texts(.orders, shop.orders.map(value))
        }
        var all: [String: OracleDimension] = [
            "weekday": integers { $0.day.isoWeekday - 1 },
            "hour": integers { $0.purchasedAt.hour },
            "status": texts { $0.status },
            "state": texts { $0.state },
            "city": texts { $0.city },
            "region": texts { $0.state.flatMap { regions[$0] } },
            "customer_type": .labels(
                .orders, ["new", "returning"], shop.orders.map { order in order.isFirst.map { $0 ? 0 : 1 } }),
            "order_value_band": .labels(
                .orders, largeBands,
                shop.orders.map { order in
                    order.items.isEmpty
                        ? nil : band(order.items.reduce(0) { $0 + shop.items[$1].priceCents }, largeBounds)
                }),
            "delivery_days": integers { $0.deliverySeconds.map { $0 / 86_400 } },
            "delivery_days_band": .labels(
                .orders, ["0-3", "4-7", "8-14", "15-21", "22-30", "31+"],
                shop.orders.map { order in
                    order.deliverySeconds.map { seconds in [4, 8, 15, 22, 31].count { seconds / 86_400 >= $0 } }
                }),
        ]
        for grain in ["day", "week", "month", "quarter", "year"] {
            all[grain] = .days(shop.orders.map { bucket(grain, of: $0.day) })
        }
        return all
    }

    private static func items(_ shop: LandedShop) -> [String: OracleDimension] {
        func texts(_ value: (LandedShop.Item) -> String?) -> OracleDimension { .texts(.items, shop.items.map(value)) }
        return [
            "category": texts { $0.category },
            "category_english": texts { $0.categoryEnglish },
            "product": texts { $0.product },
            "seller": texts { $0.seller },
            "seller_state": texts { $0.sellerState },
            "seller_city": texts { $0.sellerCity },
            "seller_region": texts { $0.sellerState.flatMap { regions[$0] } },
            "price_band": .labels(
                .items, ["R$ 0-50", "R$ 50-100", "R$ 100-200", "R$ 200-500", "R$ 500+"],
                shop.items.map { band($0.priceCents, [50, 100, 200, 500]) }),
        ]
    }

    private static func parts(_ shop: LandedShop) -> [String: OracleDimension] {
        [
            "payment_type": .texts(.payments, shop.payments.map(\.type)),
            "installments": .integers(.payments, shop.payments.map(\.installments)),
            "payment_value_band": .labels(.payments, largeBands, shop.payments.map { band($0.cents, largeBounds) }),
            "review_score": .integers(.reviews, shop.reviews.map(\.score)),
        ]
    }

    private static let largeBands = [
        "R$ 0-50", "R$ 50-100", "R$ 100-200", "R$ 200-500", "R$ 500-1000", "R$ 1000+",
    ]
    private static let largeBounds = [50, 100, 200, 500, 1000]

    private static func band(_ cents: Int, _ bounds: [Int]) -> Int { bounds.count { cents >= $0 * 100 } }

    private static let regions: [String: String] = {
        let states = [
            "N": "AC AM AP PA RO RR TO", "NE": "AL BA CE MA PB PE PI RN SE", "CO": "DF GO MS MT", "SE": "ES MG RJ SP",
            "S": "PR RS SC",
        ]
        var regions: [String: String] = [:]
        for (region, list) in states { for state in list.split(separator: " ") { regions[String(state)] = region } }
        return regions
    }()
}
