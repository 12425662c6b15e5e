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

    /// A prediction of an order of the test, whether or not it is known what became of it.
    struct Guess: Sendable {
        let order: PastOrders.Order
        /// What the model says, as a logarithm.
        let predicted: Double
        let features: [Float]
    }

    private let target: Target
    private let window: Windows.Window?
    private let baselines: Baselines
    let booster: Booster
    let trained: Int
    private(set) var outcomes: [Outcome] = []
    /// The same orders, some of them without some inputs: what intervals are calibrated with, so that they widen for those.
    private(set) var lackingOutcomes: [Outcome] = []
    /// All orders of the window, as incomplete as those, also the ones that have not arrived.
    private(set) var guesses: [Guess] = []

    /// How long after a purchase its delivery is taken to be known: learning from later ones would see the fast ones only.
    static let settling: Int64 = 21 * 86_400_000_000

    /// Learns from the orders before a moment, and predicts those of a window.
    init(
        _ target: Target, from past: PastOrders, until origin: Timestamp, testing window: Windows.Window?,
        settings: Booster.Settings
    ) throws(LearningError) {
        guard let matrix = past.matrices[target] else { throw LearningError(.data, "there are no features") }
        let lessons = past.orders.indices.filter {
            target.actual(past.orders[$0]) != nil && target.isKnown(past.orders[$0], at: origin)
        }
        guard lessons.count >= 500 else {
            throw LearningError(
                .data, "There are \(lessons.count) orders to learn \(target.rawValue) from, fewer than 500.")
        }
        self.target = target
        self.window = window
        let labels = lessons.map { Float(log(target.actual(past.orders[$0]) ?? 1)) }
        let blanked = Blanks(target).applied(to: matrix, rows: lessons, of: past.orders)
        booster = try Booster.train(blanked, labels: labels, settings: settings)
        trained = lessons.count
        baselines = Baselines(target, lessons.map { past.orders[$0] })
        try test(on: past)
    }

    /// The lesson tested once more on the same orders, as they look at a later moment.
    ///
    /// What an order looks like then is what was known when it was bought, and not only what was known when the lesson ended:
    /// so sees a model whose warehouse gets a load every day. No answer of the order itself is in it, as ever.
    func tested(on later: PastOrders) throws(LearningError) -> Lesson {
        var lesson = self
        try lesson.test(on: later)
        return lesson
    }

    private mutating func test(on past: PastOrders) throws(LearningError) {
        guard let window, let matrix = past.matrices[target] else { return }
        let orders = past.orders
        let rows = orders.indices.filter { (window.first...window.last).contains(orders[$0].purchasedAt.day) }
        let tests = rows.filter { target.actual(orders[$0]) != nil }
        outcomes = zip(tests, try booster.predict(matrix.selecting(tests))).map { row, predicted in
            outcome(Guess(order: orders[row], predicted: Double(predicted), features: Array(matrix[row])))
        }
        let lacking = Blanks(target).applied(to: matrix, rows: rows, of: orders)
        guesses = zip(rows.indices, try booster.predict(lacking)).map { position, predicted in
            Guess(order: orders[rows[position]], predicted: Double(predicted), features: Array(lacking[position]))
        }
        lackingOutcomes = guesses.filter { target.actual($0.order) != nil }.map(outcome)
    }

    private func outcome(_ guess: Guess) -> Outcome {
        Outcome(
            order: guess.order, actual: target.actual(guess.order) ?? 1, predicted: guess.predicted,
            features: guess.features, baselines: baselines.predictions(guess.order))
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
