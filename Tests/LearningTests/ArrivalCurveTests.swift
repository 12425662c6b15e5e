import DuckDB
import Foundation
import Testing

@testable import Learning

/// What is read off the latest arrivals.
struct ArrivalCurveTests {
    private static let day: Int64 = 86_400_000_000
    private static let now = Timestamp(microsecondsSince1970: 17_000 * day)

    /// Ninety days of orders that take ten days in the middle; how late they are is as good as normal.
    ///
    /// - Parameter slowness: How often the time of an order, by how many days ago it was bought.
    private static func orders(perDay: Int = 200, slowness: (Int64) -> Double = { _ in 1 }) -> [FollowedOrder] {
        var state: UInt64 = 11
        func random() -> Double {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Double(state >> 11) / Double(1 << 53)
        }
        var orders: [FollowedOrder] = []
        for ago in (1...90).reversed() {
            for _ in 0..<perDay {
                let purchase = now.microsecondsSince1970 - Int64(ago) * day + Int64(random() * Double(day))
                let lateness = (0..<12).reduce(-6.0) { sum, _ in sum + random() }
                let days = 10 * exp(0.3 * lateness) * slowness(Int64(ago))
                orders.append(
                    FollowedOrder(
                        key: Int32(orders.count), purchasedAt: Timestamp(microsecondsSince1970: purchase),
                        deliveredAt: Timestamp(microsecondsSince1970: purchase + Int64(days * Double(day))),
                        predicted: log(10), logScale: log(0.3)))
            }
        }
        return orders
    }

    private func bounds(_ orders: [FollowedOrder]) throws -> Calibration.Bounds {
        let curve = try #require(ArrivalCurve(orders, at: Self.now))
        return try #require(curve.bounds.first { $0.level == Calibration.given })
    }

    @Test func ordersOnTheirWayCountAsFarAsTheyWereWatched() throws {
        let bounds = try bounds(Self.orders())
        #expect(abs(bounds.lower + 1.28) < 0.15)
        #expect(abs(bounds.upper - 1.28) < 0.15)
        let levels = try #require(ArrivalCurve(Self.orders(), at: Self.now)).bounds
        #expect(levels.map(\.upper) == levels.map(\.upper).sorted())
        #expect(levels.map(\.lower) == levels.map(\.lower).sorted(by: >))
    }

    @Test func whatHappensFromTheMomentOnIsNotLookedAt() throws {
        let orders = Self.orders()
        var other = orders.map { order in
            guard let arrival = order.deliveredAt, arrival >= Self.now else { return order }
            return FollowedOrder(
                key: order.key, purchasedAt: order.purchasedAt,
                deliveredAt: order.key.isMultiple(of: 2) ? nil : Self.now,
                predicted: order.predicted, logScale: order.logScale)
        }
        #expect(other != orders)
        for order in orders.prefix(500) {
            other.append(
                FollowedOrder(
                    key: -1, purchasedAt: Self.now,
                    deliveredAt: Timestamp(microsecondsSince1970: Self.now.microsecondsSince1970 + 1000),
                    predicted: order.predicted, logScale: order.logScale))
        }
        #expect(try bounds(other.reversed()) == bounds(orders))
    }

    @Test func arrivalsThatStopWidenIntervalsAtOnceButNotWithoutEnd() throws {
        let usual = try bounds(Self.orders())
        let stopped = try bounds(
            Self.orders().map { order in
                let week = Self.now.microsecondsSince1970 - 7 * Self.day
                guard let arrival = order.deliveredAt, arrival.microsecondsSince1970 >= week else { return order }
                // One in twenty still comes.
                return FollowedOrder(
                    key: order.key, purchasedAt: order.purchasedAt,
                    deliveredAt: order.key.isMultiple(of: 20) ? arrival : nil, predicted: order.predicted,
                    logScale: order.logScale)
            })
        #expect(stopped.upper > usual.upper + 0.5)
        #expect(stopped.interval(around: log(10), logScale: log(3)).upper == 60)
        #expect(stopped.interval(around: log(70), logScale: log(3)).upper >= 70 - 1e-9)
    }

    @Test func fasterArrivalsLowerBothEndsBeforeTheOldOnesHaveSettled() throws {
        let usual = try bounds(Self.orders())
        let faster = try bounds(Self.orders(slowness: { $0 <= 14 ? 0.5 : 1 }))
        #expect(faster.lower < usual.lower - 0.5)
        #expect(faster.upper < usual.upper - 0.3)
    }

    @Test func tooFewArrivalsSayNothing() {
        #expect(ArrivalCurve(Self.orders(perDay: 3), at: Self.now) == nil)
        #expect(ArrivalCurve([], at: Self.now) == nil)
    }
}
