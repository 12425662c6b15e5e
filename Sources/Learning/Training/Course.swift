import DuckDB

/// One target's way through the windows.
struct Course: Sendable {
    /// What is kept of a course.
    struct Result: Sendable {
        let model: TrainedModel
        let report: Report
        /// The orders that are still followed when the course ends; none for order values, which are known at once.
        let followed: [FollowedOrder]
    }

    private let target: Target
    private let settings: Booster.Settings
    /// The lessons; of deliveries, each tested as if its warehouse got a load every day.
    private var lessons: [Lesson] = []
    /// The lessons of deliveries, tested as if nothing was loaded after they ended.
    private var unattended: [Lesson] = []

    init(target: Target, settings: Booster.Settings) {
        self.target = target
        self.settings = settings
    }

    /// The course after one more lesson.
    func after(
        _ past: PastOrders, origin: Timestamp, window: Windows.Window?
    ) throws(LearningError) -> Course {
        var next = self
        if target == .deliveryDays, let last = lessons.last {
            next.unattended.append(last)
            next.lessons[lessons.count - 1] = try last.tested(on: past)
        }
        next.lessons.append(try Lesson(target, from: past, until: origin, testing: window, settings: settings))
        return next
    }

    /// The model that is kept, and what the tests say of models made like it.
    func finish(_ windows: Windows, categories: [Int32: String]) throws(LearningError) -> Result {
        var tests: [Report.Test] = []
        for index in Windows.warmUps..<windows.all.count {
            tests.append(try test(index, windows.all[index]))
        }
        let last = windows.all.count
        let calibration = try calibration(for: last, at: windows.end)
        let followed = try followed(by: calibration, in: lessons, until: last, at: windows.end)
        let report = try Report(
            target, tests: tests, samples: lessons[last].trained,
            importance: try importance(of: lessons[last].booster, on: lessons[last - 1].outcomes),
            categories: categories)
        let bounds = ArrivalCurve(followed, at: windows.end)?.bounds ?? calibration.bounds
        let model = try TrainedModel(
            target, booster: lessons[last].booster, scale: calibration.scale, bounds: bounds)
        return Result(model: model, report: report, followed: followed)
    }

    private func test(_ index: Int, _ window: Windows.Window) throws(LearningError) -> Report.Test {
        let calibration = try calibration(for: index, at: window.origin)
        guard target == .deliveryDays else {
            let tests = try Tested.all(lessons[index].outcomes, calibration.scale) { _ in calibration.bounds }
            return Report.Test(window: window, trained: lessons[index].trained, tests: tests, unattended: nil)
        }
        let followed = try followed(by: calibration, in: lessons, until: index + 1, at: window.origin)
        // An order is answered on the day of its purchase with what was loaded until the day before.
        var daily: [Day: [Calibration.Bounds]] = [:]
        for offset in 0...window.first.days(until: window.last) {
            let day = window.first.adding(days: offset)
            guard let moment = Timestamp(day: day) else { continue }
            daily[day] = ArrivalCurve(followed, at: moment)?.bounds
        }
        let atFirst = daily[window.first] ?? calibration.bounds
        return Report.Test(
            window: window, trained: lessons[index].trained,
            tests: try Tested.all(lessons[index].outcomes, calibration.scale) { order in
                daily[order.purchasedAt.day] ?? calibration.bounds
            },
            unattended: try Tested.all(unattended[index].outcomes, calibration.scale) { _ in atFirst })
    }

    /// How many days' mistakes an interval is calibrated with.
    private static let calibrationDays: Int64 = 60

    /// Learns from the latest mistakes that were known at a moment, those of the windows before it.
    private func calibration(for index: Int, at origin: Timestamp) throws(LearningError) -> Calibration {
        let settled = origin.microsecondsSince1970 - (target == .deliveryDays ? Lesson.settling : 0)
        let first = settled - Self.calibrationDays * 86_400_000_000
        let outcomes = lessons[..<index].flatMap(\.lackingOutcomes).filter { outcome in
            outcome.order.purchasedAt.microsecondsSince1970 >= first && target.isKnown(outcome.order, at: origin)
        }
        return try Calibration(outcomes, settings: settings)
    }

    /// The orders that are followed at a moment or bought after it, as lessons before a number predicted them.
    private func followed(
        by calibration: Calibration, in lessons: [Lesson], until index: Int, at moment: Timestamp
    ) throws(LearningError) -> [FollowedOrder] {
        guard target == .deliveryDays else { return [] }
        let first = moment.microsecondsSince1970 - ArrivalCurve.days * 86_400_000_000
        let guesses = lessons[..<index].flatMap(\.guesses).filter {
            $0.order.purchasedAt.microsecondsSince1970 >= first
        }
        return try calibration.scale.followed(guesses)
    }

    /// Each feature's share of the predictions' movement: mean absolute SHAP values of up to 2,000 late orders.
    private func importance(of booster: Booster, on outcomes: [Lesson.Outcome]) throws(LearningError) -> [Double] {
        var matrix = FeatureMatrix(columns: target.features.count)
        let stride = max(1, outcomes.count / 2000)
        for (index, outcome) in outcomes.enumerated() where index.isMultiple(of: stride) {
            matrix.append(outcome.features)
        }
        var sums = [Double](repeating: 0, count: matrix.columns)
        for row in try booster.contributions(matrix) {
            for column in sums.indices { sums[column] += Double(abs(row[column])) }
        }
        let total = sums.reduce(0, +)
        return sums.map { total > 0 ? $0 / total : 0 }
    }
}

extension Booster {
    /// Follows orders that were predicted, with this as what tells how far off a prediction tends to be.
    func followed(_ guesses: [Lesson.Guess]) throws(LearningError) -> [FollowedOrder] {
        guard let width = guesses.first?.features.count else { return [] }
        var matrix = FeatureMatrix(columns: width)
        matrix.reserve(guesses.count)
        for guess in guesses { matrix.append(guess.features) }
        return zip(guesses, try predict(matrix)).map { guess, scale in
            FollowedOrder(
                key: guess.order.key, purchasedAt: guess.order.purchasedAt,
                deliveredAt: guess.order.deliveryDays == nil ? nil : guess.order.deliveredAt,
                predicted: guess.predicted, logScale: Double(scale))
        }
    }
}
