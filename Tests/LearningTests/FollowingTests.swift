import DuckDB
import Foundation
import Testing
import Warehouse

@testable import Learning

/// Delivery intervals follow what is loaded after a training; the trees stay.
struct FollowingTests {
    private func model(_ shop: LearnedShop) throws -> TrainedModel {
        try #require(shop.models.models.first { $0.target == .deliveryDays })
    }

    /// What is followed in a copy of the version after statements changed it, by a model that knew nothing of the last 45 days.
    private func bounds(_ shop: LearnedShop, after statement: String? = nil) async throws -> Calibration.Bounds {
        let end = try Windows(shop.warehouse.calendar).end
        let trainedUntil = try #require(Timestamp(day: end.day.adding(days: -45)))
        let path = shop.folder + "/followed-" + UUID().uuidString + ".duckdb"
        try FileManager.default.copyItem(
            atPath: "\(shop.home.path)/versions/\(shop.warehouse.version.number)/warehouse.duckdb", toPath: path)
        let tables = try ChangeableTables(path)
        if let statement { _ = try await tables.rows(statement, [.timestamp(end)]) }
        let bounds = try await CurrentBounds.bounds(
            of: model(shop), following: StoredFollowing(), trainedUntil: trainedUntil, at: end,
            references: References(tables), tables)
        return try #require(bounds.first { $0.level == Calibration.given })
    }

    @Test func slowerDeliveriesMoveTheBoundsAndThoseToComeDoNot() async throws {
        let shop = try await LearnedShop.shared.value
        let usual = try await bounds(shop)
        let slower = try await bounds(
            shop,
            after: """
                update fact_orders set delivery_seconds = delivery_seconds * 2,
                delivered_at = purchased_at + to_seconds(delivery_seconds * 2)
                where purchased_at < $1 and purchased_at >= $1 - interval '45' day
                """)
        #expect(slower.upper > usual.upper)
        #expect(slower.lower > usual.lower)
        let later = try await bounds(
            shop,
            after: """
                update fact_orders set delivery_seconds = delivery_seconds + 864000,
                delivered_at = delivered_at + interval '10' day where delivered_at >= $1
                """)
        #expect(later == usual)
    }

    @Test func aPredictorFollowsALaterVersionAndKeepsTheBoundsOnItsOwn() async throws {
        let shop = try await LearnedShop.shared.value
        let model = try model(shop)
        let own = try await shop.predictor()
        let order = try OrderInput(JSONValue(parsing: Array(#"{"purchased_at": "2018-08-30T10:00"}"#.utf8)))
        let first = try #require(try own.predict([order], explained: false).first)
        // As if the training had been on an earlier version, whose last day was 45 days before this one's.
        let known = shop.models.description
        let day = try Windows(shop.warehouse.calendar).end.day.adding(days: -46)
        let earlier = TrainedModels(
            description: TrainedModels.Description(
                format: known.format, program: known.program, trainedAt: known.trainedAt, seed: known.seed,
                library: known.library, warehouseVersion: "0-earlier", dataUntil: day.description,
                models: known.models),
            models: shop.models.models, reports: shop.models.reports, followed: StoredFollowing())
        let later = try await Predictor(number: 1, models: earlier, over: shop.warehouse)
        let second = try #require(try later.predict([order], explained: false).first)
        #expect(second.value == first.value)
        #expect(second.delivery.value == first.delivery.value)
        #expect(second.delivery.upper != first.delivery.upper)
        let followed = try await bounds(shop)
        #expect(followed != model.bounds.first { $0.level == Calibration.given })
        let ratio =
            log(second.delivery.upper / second.delivery.value) / log(first.delivery.upper / first.delivery.value)
        let kept = try #require(model.bounds.first { $0.level == Calibration.given })
        #expect(abs(ratio - followed.upper / kept.upper) < 1e-6)
    }

    @Test func whatWasFollowedIsStoredByTheOrdersOwnNames() async throws {
        let shop = try await LearnedShop.shared.value
        let followed = shop.models.followed
        #expect(followed.isWhole && followed.orders.count > 200)
        #expect(Set(followed.orders).count == followed.orders.count)
        #expect(try ModelStore(home: shop.home).load()?.models.followed == followed)
        // Following the version that was learned from says what the training said.
        let end = try Windows(shop.warehouse.calendar).end
        let model = try model(shop)
        let again = try await CurrentBounds.bounds(
            of: model, following: followed, trainedUntil: end, at: end, references: References(shop.warehouse),
            shop.warehouse)
        for (one, other) in zip(again, model.bounds) {
            #expect(abs(one.lower - other.lower) < 1e-4 && abs(one.upper - other.upper) < 1e-4)
        }
    }
}
