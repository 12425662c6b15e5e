import DuckDB

/// How late orders arrive against what was predicted, as of a moment: a life table of what happened in the last four weeks.
///
/// Of those that had not arrived at some lateness, it counts which share arrived then (Kaplan-Meier with late entry). Orders
/// still on their way count for as long as they were watched, so the latest days speak too, without the fast ones speaking
/// for all; and when arrivals stop, the curve knows at once and not only when the slow ones have come.
struct ArrivalCurve: Sendable {
    /// For how many days after its purchase an order is followed.
    static let days: Int64 = 60
    /// The weights of the last week, the one before, and so on. The last week speaks, for it has each weekday once; earlier
    /// ones help where it has little to say. Whole numbers add up to the same in any order.
    private static let weights = [512, 64, 8, 1]
    private static let week: Int64 = 7 * 86_400_000_000
    /// With fewer arrivals in these weeks there is nothing to read off.
    private static let fewest = 100

    private struct Step {
        let lateness: Double
        /// The share of orders that had arrived by then.
        let arrived: Double
    }

    /// Where the curve rises.
    private let steps: [Step]

    /// Watches orders up to a moment; what is bought or arrives from it on is not looked at.
    ///
    /// - Returns: Nil where too few have arrived lately.
    init?(_ orders: [FollowedOrder], at moment: Timestamp) {
        let now = moment.microsecondsSince1970
        var changes: [Change] = []
        var arrivals = 0
        for order in orders {
            let purchase = order.purchasedAt.microsecondsSince1970
            guard purchase >= now - Self.days * 86_400_000_000 else { continue }
            let arrival = order.deliveredAt?.microsecondsSince1970
            for (weeks, weight) in Self.weights.enumerated() {
                let end = now - Int64(weeks) * Self.week
                let start = end - Self.week
                guard purchase < end, arrival.map({ $0 >= start }) ?? true else { continue }
                let hasArrived = arrival.map { $0 < end } ?? false
                let entry = purchase >= start ? -Double.infinity : order.lateness(at: start)
                let exit = order.lateness(at: hasArrived ? arrival ?? end : end)
                changes.append(Change(lateness: entry, watched: weight, arrived: 0))
                changes.append(Change(lateness: exit, watched: -weight, arrived: hasArrived ? weight : 0))
                if hasArrived { arrivals += 1 }
            }
        }
        guard arrivals >= Self.fewest else { return nil }
        changes.sort()
        var steps: [Step] = []
        var watched = 0
        var remaining = 1.0
        for change in changes {
            if change.arrived > 0 {
                remaining *= 1 - Double(change.arrived) / Double(watched)
                steps.append(Step(lateness: change.lateness, arrived: 1 - remaining))
            }
            watched += change.watched
        }
        self.steps = steps
    }

    /// At a lateness, so much more or less is watched, and so much arrives.
    private struct Change: Comparable {
        let lateness: Double
        let watched: Int
        let arrived: Int

        /// What comes in at a lateness is there when something arrives at it.
        static func < (one: Change, other: Change) -> Bool {
            (one.lateness, -one.watched, one.arrived) < (other.lateness, -other.watched, other.arrived)
        }
    }

    /// By which lateness a share of the orders has arrived; the latest arrival where that many have not.
    private func lateness(ofShare share: Double) -> Double {
        var low = 0
        var high = steps.count - 1
        while low < high {
            let middle = (low + high) / 2
            if steps[middle].arrived >= share { high = middle } else { low = middle + 1 }
        }
        return steps[low].lateness
    }

    /// The bounds of the intervals: as many orders arrive before the lower end as have not by the upper end.
    var bounds: [Calibration.Bounds] {
        Calibration.levels.map { level in
            let tail = (1 - level) / 2
            return Calibration.Bounds(
                level: level, lower: lateness(ofShare: tail), upper: lateness(ofShare: 1 - tail),
                latest: Double(Self.days))
        }
    }
}
