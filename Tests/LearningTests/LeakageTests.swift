import DuckDB
import Foundation
import Testing
import Warehouse

@testable import Learning

/// Nothing that a model looks at comes from the answer.
struct LeakageTests {
    /// A copy of the version that may be changed, and the moment that the changed orders come after.
    private func altered(
        _ shop: LearnedShop, _ statements: [String]
    ) async throws -> (before: PastOrders, after: PastOrders, cutoff: Timestamp) {
        let windows = try Windows(shop.warehouse.calendar)
        let cutoff = windows.all[windows.all.count - 1].origin
        let path = shop.folder + "/altered-" + UUID().uuidString + ".duckdb"
        let version = shop.warehouse.version.number
        try FileManager.default.copyItem(atPath: "\(shop.home.path)/versions/\(version)/warehouse.duckdb", toPath: path)
        let tables = try ChangeableTables(path)
        let before = try await PastOrders(at: cutoff, references: References(tables), tables)
        for statement in statements { _ = try await tables.rows(statement, [.timestamp(cutoff)]) }
        let after = try await PastOrders(at: cutoff, references: References(tables), tables)
        return (before, after, cutoff)
    }

    /// Bits, since a missing value equals nothing, not even itself.
    private func bits(_ past: PastOrders, _ target: Target) -> [UInt32] {
        past.matrices[target]?.values.map(\.bitPattern) ?? []
    }

    @Test func shuffledMoneyOfTheTestedOrdersChangesNoFeatureAndNoPrediction() async throws {
        let shop = try await LearnedShop.shared.value
        let (before, after, cutoff) = try await altered(
            shop,
            [
                """
                update fact_order_items set price = 9000 - (order_key * 7919) % 8000, \
                freight_value = (order_key * 31) % 400
                where order_key in (select order_key from fact_orders where purchased_at >= $1)
                """,
                """
                update fact_orders set items_value = (order_key * 7919) % 8000 + 1, freight_value = 1, payments_value = 2
                where purchased_at >= $1
                """,
                """
                update fact_payments set payment_value = (order_key * 104729) % 9000
                where order_key in (select order_key from fact_orders where purchased_at >= $1)
                """,
            ])
        let tested = before.orders.indices.filter { before.orders[$0].purchasedAt >= cutoff }
        #expect(tested.count > 50)
        #expect(zip(before.orders, after.orders).contains { $0.value != $1.value })
        for target in Target.allCases {
            #expect(bits(before, target) == bits(after, target))
            let model = try #require(shop.models.models.first { $0.target == target })
            let matrices = try [before, after].map { try #require($0.matrices[target]).selecting(tested) }
            #expect(try model.value.predict(matrices[0]) == model.value.predict(matrices[1]))
            #expect(try model.scale.predict(matrices[0]) == model.scale.predict(matrices[1]))
        }
    }

    @Test func anOrdersOwnPriceIsInNoneOfItsFeatures() async throws {
        let shop = try await LearnedShop.shared.value
        let references = try await References(shop.warehouse)
        let end = try Windows(shop.warehouse.calendar).end
        let key = try await PastOrders(at: end, references: references, shop.warehouse).orders[3000].key
        let path = shop.folder + "/own-" + UUID().uuidString + ".duckdb"
        try FileManager.default.copyItem(
            atPath: "\(shop.home.path)/versions/\(shop.warehouse.version.number)/warehouse.duckdb", toPath: path)
        let tables = try ChangeableTables(path)
        let before = try await PastOrders(at: end, references: references, tables)
        _ = try await tables.rows(
            "update fact_order_items set price = 4321 where order_key = $1", [.integer(Int64(key))])
        let after = try await PastOrders(at: end, references: references, tables)
        let matrices = [before, after].map { $0.matrices[.orderValue] }
        let (old, new) = (try #require(matrices[0]), try #require(matrices[1]))
        let changed = (0..<old.rows).filter { old[$0].map(\.bitPattern) != new[$0].map(\.bitPattern) }
        let own = try #require(before.orders.firstIndex { $0.key == key })
        #expect(!changed.isEmpty, "later orders of the seller see it")
        #expect(changed.allSatisfy { $0 > own }, "neither the order itself nor an earlier one does")
    }

    @Test func deliveriesAfterTheCutoffChangeNoFeature() async throws {
        let shop = try await LearnedShop.shared.value
        let (before, after, _) = try await altered(
            shop,
            [
                """
                update fact_orders set delivery_seconds = delivery_seconds * 3 + 5000,
                delivered_at = delivered_at + interval '40' day where delivered_at >= $1
                """
            ])
        #expect(zip(before.orders, after.orders).contains { $0.deliveryDays != $1.deliveryDays })
        #expect(bits(before, .deliveryDays) == bits(after, .deliveryDays))
    }

    @Test func noFeatureIsNamedLikeTheAnswer() {
        for target in Target.allCases {
            let names = Set(target.features.map(\.name))
            #expect(
                names.isDisjoint(with: ["price", "freight_value", "payment_value", "items_value", "payments_value"]))
            #expect(names.count == target.features.count)
        }
    }
}

/// A file whose tables may be changed.
struct ChangeableTables: TableSource {
    private let pool: ConnectionPool

    init(_ path: String) throws { pool = try ConnectionPool(database: try Database(.file(path)), size: 1) }

    func rows(_ sql: String, _ values: [Value]) async throws -> ResultRows {
        try await pool.withConnection { try $0.cached(sql).run(values).rows() }
    }
}
