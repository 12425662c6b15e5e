/// A text in the languages that the program speaks.
public struct Label: Sendable, Hashable {
    /// In English.
    public let english: String
    /// In Brazilian Portuguese.
    public let portuguese: String

    init(_ english: String, _ portuguese: String) {
        self.english = english
        self.portuguese = portuguese
    }
}

/// What a number is measured in.
public enum Unit: String, Sendable, Hashable, Codable {
    /// Things counted.
    case count
    /// Brazilian reais.
    case brl
    /// A part of a whole, 0 to 1.
    case share
    /// Days.
    case days
    /// A review's score, 1 to 5.
    case score
    /// A plain number.
    case number
}

/// A number that questions can ask for, defined once for every chart, endpoint and export.
public struct Metric: Sendable, Hashable {
    /// How measures become the number.
    enum Formula: Sendable, Hashable {
        /// The measure itself.
        case value(Measure)
        /// The measure divided by a constant.
        case scaled(Measure, by: Double)
        /// One measure ÷ another ÷ a constant; null where the divisor is zero.
        case quotient(Measure, Measure, scale: Double)
        /// One measure ÷ the sum of it and another; null where the sum is zero.
        case shareOfSum(Measure, Measure)
    }

    /// What the API and the catalogue call it.
    public let name: String
    /// What people call it.
    public let label: Label
    /// What it is measured in.
    public let unit: Unit
    /// The one fact that it is about.
    public let fact: Fact
    /// What it is, in a sentence.
    public let definition: Label
    let formula: Formula

    init(_ name: String, _ label: Label, _ unit: Unit, _ formula: Formula, _ definition: Label) {
        self.name = name
        self.label = label
        self.unit = unit
        self.formula = formula
        self.definition = definition
        fact = formula.measures[0].fact
    }

    /// Whether the parts of a division of the fact's rows add up to the whole.
    public var isAdditive: Bool {
        if case .value(let measure) = formula { measure.isAdditive } else { false }
    }
}

extension Metric.Formula {
    /// The measures that it needs, all of one fact.
    var measures: [Measure] {
        switch self {
        case .value(let measure), .scaled(let measure, _): [measure]
        case .quotient(let first, let second, _), .shareOfSum(let first, let second): [first, second]
        }
    }
}

extension Metric {
    /// Whether it always has a value: counts and sums are 0 where no row is, quotients have none.
    public var isNeverNull: Bool {
        if case .value(let measure) = formula { measure.kind != .real } else { false }
    }
}
