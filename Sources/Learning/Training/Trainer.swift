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
        var results: [Course.Result] = []
        for course in courses { results.append(try course.finish(windows, categories: references.categoryNames)) }
        let models = results.map(\.model)
        return TrainedModels(
            description: TrainedModels.Description(
                format: TrainedModels.format, program: TrainedModels.program, trainedAt: Date(), seed: settings.seed,
                library: XGBoost.version, warehouseVersion: warehouse.version.name,
                dataUntil: windows.end.day.adding(days: -1).description, models: models.map(\.description)),
            models: models, reports: results.map(\.report),
            followed: try await StoredFollowing(results.flatMap(\.followed), at: windows.end, warehouse))
    }
}
