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
        /// Mean absolute error.
        public let mae: Double
        /// Root of the mean squared error.
        public let rmse: Double
        /// The share of the variance that is explained; nil where nothing varies.
        public let r2: Double?
        /// Half of the errors are smaller.
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
        /// The last day that was learned from.
        public let trainedUntil: String
        /// The first day tested.
        public let testedFrom: String
        /// The last day tested.
        public let testedTo: String
        /// Orders that were learned from.
        public let samplesTrained: Int
        /// How it did; a delivery model with a load every day, which brings levels and intervals up to date.
        public let score: Score
        /// How it would have done without a load all month; nil for order values, whose model is tested so.
        public let unattended: Score?
    }

    /// How many orders an interval of a level holds, and how wide it is on average.
    public struct Calibrated: Sendable, Codable, Hashable {
        /// The share that the interval is made to hold.
        public let nominal: Double
        /// The share that it held.
        public let coverage: Double
        /// The interval's mean width.
        public let width: Double
    }

    /// A feature with the share of the predictions' movement that comes from it.
    public struct FeatureShare: Sendable, Codable, Hashable {
        /// Its name in the API.
        public let name: String
        /// What people call it.
        public let label: Words
        /// The unit of its values.
        public let unit: String
        /// When it is known.
        public let known: String
        /// What exactly it is.
        public let meaning: String
        /// The least value it can have.
        public let minimum: Double
        /// The greatest value it can have.
        public let maximum: Double
        /// Its share of the predictions' movement; all add up to 1.
        public let importance: Double
    }

    /// Its name in the API.
    public let name: String
    /// The unit of its values.
    public let unit: String
    /// What is predicted, in words.
    public let target: String
    /// Orders that the model that is kept learned from.
    public let samples: Int
    /// Whether the error was smaller than every baseline's in every window.
    public let beatsBaselines: Bool
    /// Whether 80% intervals held 77% to 83% of the orders of every window.
    public let coverageWithinThreePoints: Bool
    /// The two above in plain words, with the windows where it is otherwise.
    public let verdict: String
    /// What the model cannot know, in plain words.
    public let cannotKnow: [String]
    /// All windows together.
    public let overall: Score
    /// The tests, earliest first.
    public let windows: [Window]
    /// By category, the largest first; small ones together.
    public let byCategory: [Score]
    /// By band of the true value.
    public let byBand: [Score]
    /// Several levels of intervals, over all windows.
    public let calibration: [Calibrated]
    /// What the model looks at, in its order.
    public let features: [FeatureShare]
}
