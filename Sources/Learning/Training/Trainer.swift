import DuckDB
import Foundation
import Warehouse

/// Learns from a warehouse, and measures what was learned on the months after.
public struct Trainer: Sendable {
    /// What is going on, for who waits.
    public enum Progress: Sendable {
        /// A model of so many is being trained on what was known before this day.
        case learning(step: Int, of: Int, until: String)
    }

    private let settings: Booster.Settings

    /// - Parameters:
    ///   - seed: The same seed on the same data gives the same models, bit for bit.
    ///   - rounds: How many trees a model has.
    public init(seed: Int = 1, rounds: Int = 150) {
        var settings = Booster.Settings()
        settings.seed = seed
        settings.rounds = rounds
        self.settings = settings
    }

    /// Trains both models on a version.
    ///
    /// - Throws: ``LearningError`` of kind `data` where there are too few orders or months.
    public func train(
        on warehouse: OpenWarehouse, progress: (@Sendable (Progress) -> Void)? = nil
    ) async throws -> TrainedModels {
        let windows = try Windows(warehouse.calendar)
        let references = try await References(warehouse)
        var courses = Target.allCases.map { Course(target: $0, settings: settings) }
        let steps = windows.all.count + 1
        for step in 0..<steps {
            let window = step < windows.all.count ? windows.all[step] : nil
            let origin = window?.origin ?? windows.end
            progress?(.learning(step: step + 1, of: steps, until: origin.day.adding(days: -1).description))
            let past = try await PastOrders(at: origin, references: references, warehouse)
            try Task.checkCancellation()
            // The two models learn side by side, each on one thread, so that the threads' number changes no bit.
            courses = try await withThrowingTaskGroup(of: (Int, Course).self) { group in
                for (index, course) in courses.enumerated() {
                    group.addTask { (index, try course.after(past, origin: origin, window: window)) }
                }
                var next = courses
                for try await (index, course) in group { next[index] = course }
                return next
            }
        }
        var models: [TrainedModel] = []
        var reports: [Report] = []
        for course in courses {
            let (model, report) = try course.finish(windows, categories: references.categoryNames)
            models.append(model)
            reports.append(report)
        }
        return TrainedModels(
            description: TrainedModels.Description(
                format: TrainedModels.format, program: TrainedModels.program, trainedAt: Date(), seed: settings.seed,
                library: XGBoost.version, warehouseVersion: warehouse.version.name,
                dataUntil: windows.end.day.adding(days: -1).description, models: models.map(\.description)),
            models: models, reports: reports)
    }
}

/// One target's way through the windows.
private struct Course: Sendable {
    let target: Target
    let settings: Booster.Settings
    var lessons: [Lesson] = []

    /// The course after one more lesson.
    func after(_ past: PastOrders, origin: Timestamp, window: Windows.Window?) throws -> Course {
        var next = self
        next.lessons.append(
            try Lesson(target, from: past, until: origin, testing: window, settings: settings))
        return next
    }

    /// The model that is kept, and what the tests say of models made like it.
    func finish(_ windows: Windows, categories: [Int32: String]) throws(LearningError) -> (TrainedModel, Report) {
        var tests: [Report.Test] = []
        for index in Windows.warmUps..<windows.all.count {
            let calibration = try calibration(for: index, at: windows.all[index].origin)
            tests.append(
                Report.Test(
                    window: windows.all[index], trained: lessons[index].trained,
                    tests: try Tested.all(lessons[index], calibration)))
        }
        let last = windows.all.count
        let calibration = try calibration(for: last, at: windows.end)
        let report = try Report(
            target, tests: tests, samples: lessons[last].trained,
            importance: try importance(of: lessons[last].booster, on: lessons[last - 1].outcomes),
            categories: categories)
        let model = try TrainedModel(target, booster: lessons[last].booster, calibration: calibration)
        return (model, report)
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
