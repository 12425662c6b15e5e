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

    /// The levels that are looked up are those that the models learned from: an order at the end of the data sees, by either
    /// way, the same.
    @Test func lookedUpLevelsAreThoseThatWereLearnedFrom() async throws {
        let shop = try await LearnedShop.shared.value
        let (past, levels, references) = try await shop.warehouse.read { connection in
            let references = try References(connection)
            let row = try connection.query("select purchased_at from fact_orders order by order_key desc limit 1")
                .rows()
            let last = try row[0].get("purchased_at", as: Timestamp.self)
            return (
                try PastOrders(at: last, references: references, connection: connection),
                try CurrentLevels(at: last, connection), references
            )
        }
        let order = try #require(past.orders.last)
        let line = try #require(
            try await shop.warehouse.rows(
                "select seller_id, product_id from fact_order_items where order_key = $1", [.integer(Int64(order.key))]
            ).first)
        let time = order.purchasedAt.description
        let input = try OrderInput(
            JSONValue(
                parsing: Array(
                    #"{"purchased_at": "\#(time.prefix(16))", "seller_id": "\#(line["seller_id"])", "product_id": "\#(line["product_id"])"}"#
                        .utf8)))
        let asked = OrderSummary(Lookup(input, references: references, levels: levels).facts)
        let matrix = try #require(past.matrices[.orderValue])
        let learned = Array(matrix[matrix.rows - 1])
        let features = Target.orderValue.features
        for name in [
            "seller_price_level", "seller_past_items", "category_price_level", "seller_category_price_level",
            "total_weight_g", "month", "hour",
        ] where order.lineCount == 1 {
            let index = try #require(features.firstIndex { $0.name == name })
            #expect(features[index].read(asked).bitPattern == learned[index].bitPattern, "\(name)")
        }
    }
}
