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
    /// The values of all rows, row after row: a value per column.
    public let cells: [Value]
    /// The days that it covers.
    public let days: DayRange
    /// The days that it is compared with.
    public let comparisonDays: DayRange?
    /// Whether the limit left rows out.
    public let isTruncated: Bool
    /// The table that each metric was answered from, by the metric's name.
    public let sources: [String: String]

    /// The rows, a value per column.
    public var rows: [[Value]] {
        stride(from: 0, to: cells.count, by: columns.count).map { Array(cells[$0..<$0 + columns.count]) }
    }

    /// Where a column stands, by its name.
    public func position(of name: String) -> Int? { columns.firstIndex { $0.name == name } }
}

extension Metric.Formula {
    /// The formula over rows whose columns are given.
    ///
    /// - Parameter positions: Where the rows have the values of its ``measures``, in their order.
    func calculation(at positions: [Int]) -> Metric.Calculation {
        let kind: Metric.Calculation.Kind =
            switch self {
            case .value(let measure): .value(ofNothing: measure.kind == .real ? .null : measure.zero)
            case .scaled(_, let scale): .scaled(by: scale)
            case .quotient(_, _, let scale): .quotient(scale: scale)
            case .shareOfSum: .shareOfSum
            }
        return Metric.Calculation(kind: kind, first: positions[0], second: positions[positions.count - 1])
    }

    /// The metric where no row is.
    var resultOfNothing: Value { calculation(at: Array(measures.indices)).result(of: measures.map { _ in .null }) }
}

extension Metric {
    /// A formula over rows, without what only people need to know of it.
    struct Calculation {
        enum Kind {
            case value(ofNothing: Value)
            case scaled(by: Double)
            case quotient(scale: Double)
            case shareOfSum
        }

        let kind: Kind
        let first: Int
        let second: Int
    }
}

extension Metric.Calculation {
    /// Computes the metric; exact for sums and counts.
    ///
    /// - Parameters:
    ///   - values: The values of rows, row after row; null where no row of the fact is.
    ///   - start: Where the row starts.
    func result(of values: [Value], from start: Int = 0) -> Value {
        let (first, second) = (start + first, start + second)
        switch kind {
        case .value(let nothing): return values[first].isNull ? nothing : values[first]
        case .scaled(let scale):
            guard let number = values[first].real else { return .null }
            // Whole seconds interpolated between two: no finer digits mean anything, and engines differ in the last.
            return .double((number * 1000).rounded() / 1000 / scale)
        case .quotient(let scale):
            guard let divisor = values[second].fraction else { return .null }
            return Self.quotient(values[first].fraction ?? (0, 1), divisor, scale: scale)
        case .shareOfSum:
            guard let part = values[first].fraction, let rest = values[second].fraction, part.divisor == rest.divisor
            else { return .null }
            return Self.quotient(part, (part.numerator + rest.numerator, part.divisor), scale: 1)
        }
    }

    private typealias Fraction = (numerator: Double, divisor: Double)

    /// One fraction ÷ another ÷ a constant; null where the second is zero. Rounded only once, since all factors are whole.
    private static func quotient(_ first: Fraction, _ second: Fraction, scale: Double) -> Value {
        guard second.numerator != 0 else { return .null }
        return .double((first.numerator * second.divisor) / (first.divisor * second.numerator * scale))
    }
}

extension Measure {
    /// The value of no rows.
    var zero: Value { kind == .money ? .decimal(FixedDecimal(unscaled: 0, scale: 2)) : .integer(0) }
}

extension Value {
    /// The number as the nearest double; nil where it is none.
    var real: Double? { fraction.map { $0.numerator / $0.divisor } }

    /// The number as a quotient, of whole numbers for counts and money; nil where it is none.
    var fraction: (numerator: Double, divisor: Double)? {
        switch self {
        case .integer(let value): (Double(value), 1)
        case .double(let value): (value, 1)
        case .decimal(let value):
            (value.unscaled64.map(Double.init) ?? Double(value.unscaled), FixedDecimal.realPower(value.scale))
        default: nil
        }
    }
}
