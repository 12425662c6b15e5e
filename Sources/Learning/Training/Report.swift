import Foundation

/// How good a model is, on months later than it learned from, beside the baselines. It is stored with the model.
public struct Report: Sendable, Codable, Hashable {
    /// Errors of one way of predicting.
    public struct Errors: Sendable, Codable, Hashable {
        /// Mean absolute error.
        public let mae: Double
        /// Root of the mean squared error.
        public let rmse: Double
        /// The share of the variance that is explained; nil where nothing varies.
        public let r2: Double?
        /// Half of the errors are smaller.
        public let medianAbsoluteError: Double
    }

    /// The figures of some test orders.
    public struct Score: Sendable, Codable, Hashable {
        /// The category or band; nil for all of a window.
        public var group: String?
        /// How many orders.
        public let samples: Int
        public let mae: Double
        public let rmse: Double
        public let r2: Double?
        public let medianAbsoluteError: Double
        /// The share of orders inside the 80% interval.
        public let coverage: Double
        /// The interval's mean width.
        public let intervalWidth: Double
        /// Half of the intervals are narrower.
        public let medianIntervalWidth: Double
        /// The errors of the baselines on the same orders.
        public let baselines: [String: Errors]
    }

    /// A test: a month, and a model that learned from what was known before it.
    public struct Window: Sendable, Codable, Hashable {
        public let trainedUntil: String
        public let testedFrom: String
        public let testedTo: String
        public let samplesTrained: Int
        public let score: Score
    }

    /// How many orders an interval of a level holds, and how wide it is on average.
    public struct Calibrated: Sendable, Codable, Hashable {
        public let nominal: Double
        public let coverage: Double
        public let width: Double
    }

    /// A feature with the share of the predictions' movement that comes from it.
    public struct FeatureShare: Sendable, Codable, Hashable {
        public let name: String
        public let label: Words
        public let unit: String
        public let known: String
        public let meaning: String
        public let minimum: Double
        public let maximum: Double
        public let importance: Double
    }

    public let name: String
    public let unit: String
    public let target: String
    /// Orders that the model that is kept learned from.
    public let samples: Int
    /// Whether the error was smaller than every baseline's in every window.
    public let beatsBaselines: Bool
    /// Whether 80% intervals held 77% to 83% of the orders of every window.
    public let coverageWithinThreePoints: Bool
    /// The two above in plain words, with the windows where it is otherwise.
    public let verdict: String
    public let cannotKnow: [String]
    public let overall: Score
    public let windows: [Window]
    public let byCategory: [Score]
    public let byBand: [Score]
    public let calibration: [Calibrated]
    public let features: [FeatureShare]
}
