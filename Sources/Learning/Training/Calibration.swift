import Foundation

/// Turns a prediction into an interval: how wide by a second model, how wide for which share by the mistakes that earlier
/// models made on months after those they had learned from (split conformal prediction with scaled residuals).
struct Calibration: Sendable {
    /// The part of the residuals that an interval of a level spans, in units of the scale.
    struct Bounds: Sendable, Codable, Hashable {
        let level: Double
        let lower: Double
        let upper: Double
        /// No interval ends after this, unless its middle lies there; nil without such an end.
        var latest: Double?
    }

    /// The levels that are calibrated; 0.8 is the one that is given.
    static let levels = [0.5, 0.6, 0.7, 0.8, 0.9]
    static let given = 0.8

    let scale: Booster
    let bounds: [Bounds]

    /// Learns from outcomes: the even ones teach the scale, the odd ones the bounds.
    init(_ outcomes: [Lesson.Outcome], settings: Booster.Settings) throws(LearningError) {
        guard outcomes.count >= 100, let width = outcomes.first?.features.count else {
            throw LearningError(
                .data, "There are \(outcomes.count) orders to calibrate intervals with, fewer than 100.")
        }
        var matrices = [FeatureMatrix(columns: width), FeatureMatrix(columns: width)]
        var residuals: [[Double]] = [[], []]
        for (index, outcome) in outcomes.enumerated() {
            matrices[index % 2].append(outcome.features)
            residuals[index % 2].append(outcome.residual)
        }
        var scaleSettings = settings
        scaleSettings.rounds = 60
        scaleSettings.depth = 4
        scaleSettings.leafWeight = 30
        scale = try Booster.train(
            matrices[0], labels: residuals[0].map { Float(log(abs($0) + 0.02)) }, settings: scaleSettings)
        let scales = try scale.predict(matrices[1])
        let scaled = zip(residuals[1], scales).map { $0 / exp(Double($1)) }.sorted()
        // The quantiles are taken a little farther out, as a finite sample demands.
        let count = Double(scaled.count)
        bounds = Self.levels.map { level in
            let tail = max(0, (1 - level) / 2 - 1 / (count + 1))
            return Bounds(
                level: level, lower: Statistics.quantile(scaled, tail) ?? 0,
                upper: Statistics.quantile(scaled, 1 - tail) ?? 0)
        }
    }
}

extension Calibration.Bounds {
    /// The interval around a prediction, both as they are predicted: logarithms.
    func interval(around predicted: Double, logScale: Double) -> (lower: Double, upper: Double) {
        let scale = exp(logScale)
        let end = exp(predicted + upper * scale)
        return (exp(predicted + lower * scale), latest.map { min(end, max($0, exp(predicted))) } ?? end)
    }
}
