import DuckDB
import Foundation
import Warehouse

/// Answers predictions from stored models and what a version of the warehouse knows.
public final class Predictor: Sendable {
    /// The most orders that are predicted at a time.
    public static let mostOrders = 1000

    /// The model's number in its home.
    public let number: Int
    /// The models, with their reports.
    public let models: TrainedModels
    /// The warehouse's version that sellers, products and levels are looked up in.
    public let warehouseVersion: String
    /// The last day whose prices and deliveries are part of a level.
    public let levelsUntil: Day
    /// The categories that an input may name.
    public let categories: [String]

    private let value: TrainedModel
    private let delivery: TrainedModel
    private let deliveryBounds: [Calibration.Bounds]
    private let references: References
    private let levels: CurrentLevels

    /// Reads the current models of a home.
    ///
    /// - Returns: Nil where none were trained.
    /// - Throws: ``LearningError`` where they are refused.
    public static func current(of home: Home, over warehouse: OpenWarehouse) async throws -> Predictor? {
        guard let (number, models) = try ModelStore(home: home).load() else { return nil }
        return try await Predictor(number: number, models: models, over: warehouse)
    }

    init(number: Int, models: TrainedModels, over warehouse: OpenWarehouse) async throws {
        func model(_ target: Target) throws -> TrainedModel {
            guard let model = models.models.first(where: { $0.target == target }) else {
                throw LearningError(
                    .refusedModel, "The stored models lack \(target.rawValue); train them anew: vitrine train")
            }
            return model
        }
        value = try model(.orderValue)
        delivery = try model(.deliveryDays)
        self.number = number
        self.models = models
        warehouseVersion = warehouse.version.name
        levelsUntil = warehouse.calendar.asOf
        let moment = Timestamp(day: levelsUntil.adding(days: 1)) ?? Timestamp(microsecondsSince1970: 0)
        references = try await References(warehouse)
        levels = try await CurrentLevels(at: moment, warehouse)
        let trainedUntil = Day(models.dataUntil).flatMap { Timestamp(day: $0.adding(days: 1)) } ?? moment
        // On the version that it learned from, and on one that knows less, the bounds are those of the training.
        if warehouse.version.name == models.warehouseVersion || moment < trainedUntil {
            deliveryBounds = delivery.bounds
        } else {
            deliveryBounds = try await CurrentBounds.bounds(
                of: delivery, following: models.followed, trainedUntil: trainedUntil, at: moment,
                references: references, warehouse)
        }
        categories = references.categoryKeys.keys.sorted()
    }

    /// Predicts for orders.
    ///
    /// - Parameter explained: Whether to tell what each feature adds; it takes longer.
    public func predict(_ orders: [OrderInput], explained: Bool) throws(LearningError) -> [Prediction] {
        let lookups = orders.map { Lookup($0, references: references, levels: levels) }
        let summaries = lookups.map { OrderSummary($0.facts) }
        let values = try Self.estimates(value, value.bounds, summaries, explained: explained)
        let deliveries = try Self.estimates(delivery, deliveryBounds, summaries, explained: explained)
        return lookups.indices.map { index in
            let lookup = lookups[index]
            let promised = Double(summaries[index].promisedDays)
            return Prediction(
                value: values[index], delivery: deliveries[index], promisedDays: promised.isNaN ? nil : promised,
                missing: lookup.missing, unknown: lookup.unknown, lookedUp: lookup.lookedUp, assumed: lookup.assumed,
                notes: lookup.notes)
        }
    }

    private static func estimates(
        _ model: TrainedModel, _ bounds: [Calibration.Bounds], _ summaries: [OrderSummary], explained: Bool
    ) throws(LearningError) -> [Estimate] {
        let features = model.target.features
        guard let bounds = bounds.first(where: { $0.level == Calibration.given }) else {
            throw LearningError(.refusedModel, "The stored model has no bounds for \(Calibration.given).")
        }
        var matrix = FeatureMatrix(columns: features.count)
        for summary in summaries { matrix.append(features.map { $0.read(summary) }) }
        let predictions = try model.value.predict(matrix)
        let scales = try model.scale.predict(matrix)
        let additions = explained ? try model.value.contributions(matrix) : []
        return predictions.indices.map { row in
            let predicted = Double(predictions[row])
            let interval = bounds.interval(around: predicted, logScale: Double(scales[row]))
            let used = zip(features, matrix[row]).map { ($0.name, $1.isNaN ? nil : Double($1)) }
            let parts = explained ? waterfall(features, used.map(\.1), additions[row], to: predicted) : nil
            return Estimate(
                value: exp(predicted), lower: interval.lower, upper: interval.upper, level: bounds.level,
                features: used, start: parts?.start, contributions: parts?.contributions ?? [])
        }
    }

    /// Contributions in the target's unit. The model adds up logarithms; their parts of a product are shared out by the
    /// logarithmic mean of start and end, which leaves no remainder and does not depend on an order of the features.
    private static func waterfall(
        _ features: [Feature], _ values: [Double?], _ additions: [Float], to predicted: Double
    ) -> (start: Double, contributions: [Estimate.Contribution]) {
        let shares = additions.dropLast().map(Double.init)
        let start = predicted - shares.reduce(0, +)
        let rise = predicted - start
        let factor = abs(rise) < 1e-9 ? exp(predicted) : (exp(predicted) - exp(start)) / rise
        let contributions = features.indices.map { index in
            Estimate.Contribution(
                feature: features[index].name, label: features[index].label, value: values[index],
                contribution: shares[index] * factor)
        }
        return (exp(start), contributions.sorted { abs($0.contribution) > abs($1.contribution) })
    }
}
