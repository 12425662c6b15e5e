/// What a model says of one order.
public struct Estimate: Sendable, Hashable {
    /// What a feature adds.
    public struct Contribution: Sendable, Hashable {
        /// The feature's name.
        public let feature: String
        /// What people call it.
        public let label: Words
        /// The feature's value; nil where it is not known.
        public let value: Double?
        /// What it adds, in the unit of the estimate. The start and all contributions add up to the value.
        public let contribution: Double
    }

    /// The value in the middle: as many orders turn out below as above.
    public let value: Double
    /// The interval's lower end.
    public let lower: Double
    /// The interval's upper end.
    public let upper: Double
    /// The share of orders that the interval is made to hold.
    public let level: Double
    /// The features by name; nil for what is not known.
    public let features: [(name: String, value: Double?)]
    /// Where all estimates start; nil unless contributions were asked for.
    public let start: Double?
    /// What each feature adds, the most important first; empty unless asked for.
    public let contributions: [Contribution]

    /// Whether two estimates say the same from the same.
    public static func == (left: Estimate, right: Estimate) -> Bool {
        left.value == right.value && left.lower == right.lower && left.upper == right.upper
            && left.contributions == right.contributions
            && left.features.elementsEqual(right.features) { $0 == $1 }
    }

    /// Hashes the value.
    public func hash(into hasher: inout Hasher) { hasher.combine(value) }
}

/// What is predicted of one order, and what it was predicted from.
public struct Prediction: Sendable, Hashable {
    /// The sum of the items' prices.
    public let value: Estimate
    /// Days until delivery.
    public let delivery: Estimate
    /// Days until the promised date, where one was given.
    public let promisedDays: Double?
    /// Inputs that were not given and could not be looked up.
    public let missing: [String]
    /// Inputs that were given and are not known to the warehouse.
    public let unknown: [Unknown]
    /// Inputs that were looked up by the product's or seller's id.
    public let lookedUp: [String]
    /// Inputs that were left out and taken to be the usual.
    public let assumed: [String]
    /// What to know about it, in words.
    public let notes: [String]

    /// An input that names what the warehouse does not know.
    public struct Unknown: Sendable, Hashable {
        /// The input's name.
        public let name: String
        /// What was given.
        public let value: String
    }
}
