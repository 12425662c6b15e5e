import DuckDB
import Foundation
import Testing
import Warehouse

@testable import Learning

/// What is answered when a prediction is asked for.
struct PredictorTests {
    private func predict(_ text: String) async throws -> Prediction {
        let predictor = try await LearnedShop.shared.value.predictor()
        let order = try OrderInput(JSONValue(parsing: Array(text.utf8)))
        return try #require(try predictor.predict([order], explained: true).first)
    }

    @Test func nothingKnownIsStillAnsweredAndSaysSo() async throws {
        let answer = try await predict("{}")
        #expect(answer.value.value > 0)
        #expect(answer.value.lower < answer.value.upper)
        #expect(answer.assumed == ["purchased_at", "item_count"])
        #expect(Set(answer.missing).isSuperset(of: ["category", "seller_id", "customer_state", "weight_g"]))
        #expect(answer.unknown.isEmpty)
    }

    @Test func whatIsUnknownIsNamedAndCountsAsMissing() async throws {
        let known = try await predict(#"{"purchased_at": "2018-08-30T10:00"}"#)
        let answer = try await predict(
            #"{"purchased_at": "2018-08-30T10:00", "category": "no such", "seller_id": "nobody", "customer_state": "ZZ", "payment_type": "gold"}"#
        )
        #expect(Set(answer.unknown.map(\.name)) == ["category", "seller_id", "customer_state", "payment_type"])
        #expect(answer.value.value == known.value.value)
    }

    @Test func productAndSellerAreLookedUp() async throws {
        let shop = try await LearnedShop.shared.value
        let row = try #require(
            try await shop.warehouse.rows(
                """
                select product_id, seller_id from fact_order_items
                where category_key is not null and seller_key is not null and product_key is not null limit 1
                """, []
            ).first)
        let answer = try await predict(
            #"{"product_id": "\#(row["product_id"])", "seller_id": "\#(row["seller_id"])", "weight_g": 777}"#)
        #expect(answer.lookedUp.contains("category"))
        #expect(answer.lookedUp.contains("seller_state"))
        #expect(!answer.lookedUp.contains("weight_g"))
        let features = Dictionary(uniqueKeysWithValues: answer.value.features.map { ($0.name, $0.value) })
        #expect(features["total_weight_g"] == 777)
        #expect((features["seller_price_level"] ?? nil) ?? 0 > 0)
    }

    @Test func theWaterfallAddsUp() async throws {
        let answer = try await predict(#"{"category": "beleza_saude", "customer_state": "SP", "item_count": 2}"#)
        for estimate in [answer.value, answer.delivery] {
            let start = try #require(estimate.start)
            let sum = estimate.contributions.reduce(start) { $0 + $1.contribution }
            #expect(abs(sum - estimate.value) < 0.001 * estimate.value)
            #expect(estimate.contributions.count == estimate.features.count)
        }
    }

    @Test func askingTogetherIsAskingOneByOne() async throws {
        let predictor = try await LearnedShop.shared.value.predictor()
        let orders = try (1...40).map {
            try OrderInput(
                JSONValue(parsing: Array(#"{"item_count": \#($0), "purchased_at": "2018-08-30T10:00"}"#.utf8)))
        }
        let together = try predictor.predict(orders, explained: false)
        for (order, answer) in zip(orders, together) {
            #expect(try predictor.predict([order], explained: false) == [answer])
        }
    }

    /// The levels that are looked up are those that the models learned from: orders see, by either way, the same bits.
    @Test func lookedUpLevelsAreThoseThatWereLearnedFrom() async throws {
        let shop = try await LearnedShop.shared.value
        let orders = try await shop.warehouse.rows(
            """
            select fact_orders.order_key, fact_orders.purchased_at, dim_customers.customer_state,
                dim_customers.zip_code_prefix, items.seller_id, items.product_id
            from fact_orders
            inner join fact_order_items as items on fact_orders.order_key = items.order_key
            inner join dim_customers on fact_orders.customer_key = dim_customers.customer_key
            inner join dim_geolocation on dim_customers.geolocation_key = dim_geolocation.geolocation_key
            where fact_orders.item_count = 1 and items.seller_key is not null and items.category_key is not null
                and dim_geolocation.latitude is not null and fact_orders.purchase_date <= date '2018-06-30'
            order by fact_orders.order_key desc limit 5
            """, [])
        #expect(orders.count == 5)
        for row in orders {
            let key = Int32(try row.get("order_key", as: Int.self))
            let time = try row.get("purchased_at", as: Timestamp.self)
            let references = try await References(shop.warehouse)
            let past = try await PastOrders(at: time, references: references, shop.warehouse)
            let levels = try await CurrentLevels(at: time, shop.warehouse)
            let json = JSONValue.object([
                "purchased_at": .text(time.description), "customer_state": .text("\(row["customer_state"])"),
                "customer_zip_code_prefix": .text("\(row["zip_code_prefix"])"),
                "seller_id": .text("\(row["seller_id"])"), "product_id": .text("\(row["product_id"])"),
            ])
            let asked = OrderSummary(
                Lookup(try OrderInput(json), references: references, levels: levels).facts)
            let position = try #require(past.orders.firstIndex { $0.key == key })
            for target in Target.allCases {
                let learned = Array(try #require(past.matrices[target])[position])
                // How it is paid and what was promised were not told.
                for (index, feature) in target.features.enumerated()
                where !["payment_type", "payment_installments", "promised_days"].contains(feature.name) {
                    #expect(feature.read(asked).bitPattern == learned[index].bitPattern, "\(feature.name)")
                }
            }
        }
    }
}
