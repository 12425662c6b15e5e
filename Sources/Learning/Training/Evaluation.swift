import DuckDB
import Foundation

/// A test order with all that was said of it.
struct Tested: Sendable {
    let outcome: Lesson.Outcome
    /// The intervals by level, in the order of ``Calibration/levels``.
    let intervals: [(lower: Double, upper: Double)]

    var predicted: Double { exp(outcome.predicted) }

    /// What intervals say of a lesson's test: how wide by the scale, how wide for which share by the bounds of each order.
    static func all(
        _ outcomes: [Lesson.Outcome], _ scale: Booster, bounds: (PastOrders.Order) -> [Calibration.Bounds]
    ) throws(LearningError) -> [Tested] {
        guard let width = outcomes.first?.features.count else { return [] }
        var matrix = FeatureMatrix(columns: width)
        for outcome in outcomes { matrix.append(outcome.features) }
        return zip(outcomes, try scale.predict(matrix)).map { outcome, scale in
            Tested(
                outcome: outcome,
                intervals: bounds(outcome.order).map {
                    $0.interval(around: outcome.predicted, logScale: Double(scale))
                })
        }
    }
}

extension Report.Errors {
    init?(actual: [Double], predicted: [Double]) {
        guard !actual.isEmpty else { return nil }
        let errors = zip(actual, predicted).map { $1 - $0 }
        let squares = errors.reduce(0) { $0 + $1 * $1 }
        let mean = actual.reduce(0, +) / Double(actual.count)
        let variance = actual.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        self.init(
            mae: errors.reduce(0) { $0 + abs($1) } / Double(errors.count),
            rmse: (squares / Double(errors.count)).squareRoot(), r2: variance > 0 ? 1 - squares / variance : nil,
            medianAbsoluteError: Statistics.quantile(errors.map { abs($0) }.sorted(), 0.5) ?? 0)
    }
}

extension Report.Score {
    /// The figures of test orders; nil without any.
    init?(_ tests: [Tested], _ target: Target, group: String? = nil) {
        let actual = tests.map(\.outcome.actual)
        guard let errors = Report.Errors(actual: actual, predicted: tests.map(\.predicted)),
            let given = Calibration.levels.firstIndex(of: Calibration.given)
        else { return nil }
        let widths = tests.map { $0.intervals[given].upper - $0.intervals[given].lower }
        var baselines: [String: Report.Errors] = [:]
        for (index, name) in target.baselines.enumerated() {
            // An order without a promise has no promise to compare with.
            let pairs = tests.compactMap { test in
                test.outcome.baselines[index].map { (test.outcome.actual, $0) }
            }
            baselines[name] = Report.Errors(actual: pairs.map(\.0), predicted: pairs.map(\.1))
        }
        self.init(
            group: group, samples: tests.count, mae: errors.mae, rmse: errors.rmse, r2: errors.r2,
            medianAbsoluteError: errors.medianAbsoluteError, coverage: Self.coverage(tests, given),
            intervalWidth: Statistics.mean(widths) ?? 0,
            medianIntervalWidth: Statistics.quantile(widths.sorted(), 0.5) ?? 0, baselines: baselines)
    }

    /// The share of orders inside their interval of a level.
    static func coverage(_ tests: [Tested], _ level: Int) -> Double {
        let inside = tests.count { test in
            test.outcome.actual >= test.intervals[level].lower && test.outcome.actual <= test.intervals[level].upper
        }
        return Double(inside) / Double(max(1, tests.count))
    }

    /// Whether the error is smaller than every baseline's.
    var beatsBaselines: Bool { baselines.values.allSatisfy { mae < $0.mae } }

    /// Whether 80% intervals held 77% to 83% of the orders.
    var isCovered: Bool { abs(coverage - Calibration.given) <= 0.03 }
}

extension Target {
    /// The bands by which errors are told apart: their lower bounds and names.
    var bands: [(lower: Double, name: String)] {
        switch self {
        case .orderValue:
            [
                (0, "R$ 0-50"), (50, "R$ 50-100"), (100, "R$ 100-200"), (200, "R$ 200-500"), (500, "R$ 500+"),
            ]
        case .deliveryDays:
            [
                (0, "0-5 days"), (5, "5-10 days"), (10, "10-15 days"), (15, "15-20 days"), (20, "20-30 days"),
                (30, "30+ days"),
            ]
        }
    }
}
