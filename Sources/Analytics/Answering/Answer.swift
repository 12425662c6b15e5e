import DuckDB

/// The rows that answer a question.
public struct Answer: Sendable {
    /// A column of the rows.
    public struct Column: Sendable, Hashable {
        /// What a column holds.
        public enum Content: Sendable, Hashable {
            /// A dimension's values: texts, whole numbers or days.
            case dimension(Dimension)
            /// A metric.
            case metric(Metric)
            /// A metric over the days of comparison.
            case comparison(Metric)
        }

        /// What it holds.
        public let content: Content

        /// Its name in answers.
        public var name: String {
            switch content {
            case .dimension(let dimension): dimension.name
            case .metric(let metric): metric.name
            case .comparison(let metric): metric.name + "_comparison"
            }
        }
    }

    /// The columns: dimensions, then each metric with its comparison.
    public let columns: [Column]
    /// The rows, a value per column.
    public let rows: [[Value]]
    /// The days that it covers.
    public let days: DayRange
    /// The days that it is compared with.
    public let comparisonDays: DayRange?
    /// Whether the limit left rows out.
    public let isTruncated: Bool
    /// The table that each metric was answered from, by the metric's name.
    public let sources: [String: String]

    /// Where a column stands, by its name.
    public func position(of name: String) -> Int? { columns.firstIndex { $0.name == name } }
}

extension Metric.Formula {
    /// Computes the metric from the values of its measures; exact for sums and counts.
    ///
    /// - Parameter value: The value of a measure; null where no row is.
    func result(_ value: (Measure) -> Value) -> Value {
        switch self {
        case .value(let measure):
            let value = value(measure)
            guard value.isNull else { return value }
            return measure.kind == .real ? .null : measure.zero
        case .scaled(let measure, let scale):
            guard let number = value(measure).real else { return .null }
            // Whole seconds interpolated between two: no finer digits mean anything, and engines differ in the last.
            return .double((number * 1000).rounded() / 1000 / scale)
        case .quotient(let first, let second, let scale):
            guard let divisor = value(second).real, divisor != 0 else { return .null }
            return .double((value(first).real ?? 0) / divisor / scale)
        case .shareOfSum(let first, let second):
            guard let sum = Self.sum(value(first), value(second)), sum != 0 else { return .null }
            return .double((value(first).real ?? 0) / sum)
        }
    }

    private static func sum(_ first: Value, _ second: Value) -> Double? {
        if case .decimal(let first) = first, case .decimal(let second) = second, first.scale == second.scale {
            return Double(FixedDecimal(unscaled: first.unscaled + second.unscaled, scale: first.scale))
        }
        guard let first = first.real, let second = second.real else { return nil }
        return first + second
    }
}

extension Measure {
    /// The value of no rows.
    var zero: Value { kind == .money ? .decimal(FixedDecimal(unscaled: 0, scale: 2)) : .integer(0) }
}

extension Value {
    /// The number as the nearest double; nil where it is none.
    var real: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .double(let value): value
        case .decimal(let value): Double(value)
        default: nil
        }
    }
}
