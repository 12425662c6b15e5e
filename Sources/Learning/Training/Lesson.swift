import DuckDB
import Foundation

/// What a model learned up to a moment, and how it did on the orders after it.
struct Lesson: Sendable {
    /// One order of the test.
    struct Outcome: Sendable {
        let order: PastOrders.Order
        let actual: Double
        /// What the model says, as a logarithm.
        let predicted: Double
        let features: [Float]
        /// What the baselines say.
        let baselines: [Double?]

        /// By how much the model's logarithm was too small.
        var residual: Double { log(actual) - predicted }
    }

    let booster: Booster
    let trained: Int
    let outcomes: [Outcome]
    /// The same orders, some of them without some inputs: what intervals are calibrated with, so that they widen for those.
    let lackingOutcomes: [Outcome]

    /// How long after a purchase its delivery is taken to be known: learning from later ones would see the fast ones only.
    static let settling: Int64 = 21 * 86_400_000_000

    /// Learns from the orders before a moment, and predicts those of a window.
    init(
        _ target: Target, from past: PastOrders, until origin: Timestamp, testing window: Windows.Window?,
        settings: Booster.Settings
    ) throws(LearningError) {
        guard let matrix = past.matrices[target] else { throw LearningError(.data, "there are no features") }
        var lessons: [Int] = []
        var tests: [Int] = []
        for (row, order) in past.orders.enumerated() where target.actual(order) != nil {
            if target.isKnown(order, at: origin) {
                lessons.append(row)
            } else if let window, order.purchasedAt.day >= window.first, order.purchasedAt.day <= window.last {
                tests.append(row)
            }
        }
        guard lessons.count >= 500 else {
            throw LearningError(
                .data, "There are \(lessons.count) orders to learn \(target.rawValue) from, fewer than 500.")
        }
        let labels = lessons.map { Float(log(target.actual(past.orders[$0]) ?? 1)) }
        let blanks = Blanks(target)
        func blanked(_ rows: [Int]) -> FeatureMatrix {
            var blanked = FeatureMatrix(columns: matrix.columns)
            blanked.reserve(rows.count)
            for row in rows { blanked.append(blanks.applied(to: matrix[row], order: past.orders[row].key)) }
            return blanked
        }
        booster = try Booster.train(blanked(lessons), labels: labels, settings: settings)
        trained = lessons.count
        let predictions = try booster.predict(matrix.selecting(tests))
        let baselines = Baselines(target, lessons.map { past.orders[$0] })
        func outcome(_ row: Int, _ predicted: Float, _ features: ArraySlice<Float>) -> Outcome {
            let order = past.orders[row]
            return Outcome(
                order: order, actual: target.actual(order) ?? 1, predicted: Double(predicted),
                features: Array(features), baselines: baselines.predictions(order))
        }
        outcomes = zip(tests, predictions).map { outcome($0, $1, matrix[$0]) }
        let lacking = blanked(tests)
        let guesses = try booster.predict(lacking)
        lackingOutcomes = tests.indices.map { outcome(tests[$0], guesses[$0], lacking[$0]) }
    }
}

extension Target {
    /// What was to be predicted; nil where it cannot be told.
    func actual(_ order: PastOrders.Order) -> Double? {
        switch self {
        case .orderValue: order.value > 0 ? order.value : nil
        case .deliveryDays: order.deliveryDays
        }
    }

    /// Whether a model that learns at a moment may learn from the order.
    func isKnown(_ order: PastOrders.Order, at moment: Timestamp) -> Bool {
        switch self {
        case .orderValue: return order.purchasedAt < moment
        case .deliveryDays:
            guard let delivered = order.deliveredAt, delivered < moment else { return false }
            return order.purchasedAt.microsecondsSince1970 < moment.microsecondsSince1970 - Lesson.settling
        }
    }

    /// The names of the baselines.
    var baselines: [String] {
        switch self {
        case .orderValue: ["global_median", "category_mean"]
        case .deliveryDays: ["promise", "global_median", "category_mean"]
        }
    }
}

/// The simple guesses that a model has to beat, learned from the same orders.
struct Baselines: Sendable {
    private let target: Target
    private let median: Double
    private let mean: Double
    private let categoryMeans: [Int32: Double]

    init(_ target: Target, _ orders: [PastOrders.Order]) {
        self.target = target
        let actuals = orders.compactMap { target.actual($0) }
        median = Statistics.quantile(actuals.sorted(), 0.5) ?? 0
        var sums: [Int32: (sum: Double, count: Double)] = [:]
        var sum = 0.0
        var count = 0.0
        for order in orders {
            guard let actual = target.actual(order) else { continue }
            // Order values are compared by the item, so that the guess can know how many items there are.
            let weight = target == .orderValue ? Double(order.lineCount) : 1
            let old = sums[order.category] ?? (0, 0)
            sums[order.category] = (old.sum + actual, old.count + weight)
            sum += actual
            count += weight
        }
        mean = sum / max(1, count)
        categoryMeans = sums.mapValues { $0.sum / $0.count }
    }

    /// What each baseline says of an order, in the order of their names.
    func predictions(_ order: PastOrders.Order) -> [Double?] {
        let typical = categoryMeans[order.category] ?? mean
        switch target {
        case .orderValue: return [median, typical * Double(order.lineCount)]
        case .deliveryDays: return [order.promisedDays, median, typical]
        }
    }
}
