import DuckDB
import Warehouse

/// One question to the warehouse: metrics by dimensions, over a range of days and under filters.
public struct Question: Sendable, Hashable {
    /// What rows are put in order by.
    public struct Sort: Sendable, Hashable {
        /// A metric or a dimension of the question, by name.
        public let name: String
        /// Whether the largest comes first.
        public let isDescending: Bool

        /// Orders by a metric or a dimension of the question.
        public init(_ name: String, isDescending: Bool) {
            self.name = name
            self.isDescending = isDescending
        }
    }

    /// The numbers asked for, at least one.
    public var metrics: [Metric]
    /// What they are divided by, in the order of the answer's columns. At most one divides time.
    public var dimensions: [Dimension]
    /// The days that it is about.
    public var days: DayRange
    /// What it is restricted to.
    public var filters: Filters
    /// The other days that the numbers are compared with.
    public var comparison: Comparison?
    /// How the rows are put in order; by default by time, or else by the first metric, largest first.
    public var sort: Sort?
    /// How many rows there may be; in an answer over time, how many combinations of the other dimensions. Nil is all.
    public var limit: Int?

    /// Puts a question together.
    public init(
        _ metrics: [Metric], by dimensions: [Dimension] = [], over days: DayRange, filters: Filters = Filters(),
        comparison: Comparison? = nil, sort: Sort? = nil, limit: Int? = nil
    ) {
        self.metrics = metrics
        self.dimensions = dimensions
        self.days = days
        self.filters = filters
        self.comparison = comparison
        self.sort = sort
        self.limit = limit
    }

    /// The dimension that divides time, or nil.
    public var time: Dimension? { dimensions.first(where: \.isTime) }
}

/// The other days that a question's numbers are compared with.
public enum Comparison: String, Sendable, Hashable, Codable, CaseIterable {
    /// As many days, directly before.
    case previous
    /// The same weekdays of the year before: 364 days earlier.
    case year

    /// How many days lie between a day and the one it is compared with.
    public func shift(of days: DayRange) -> Int {
        switch self {
        case .previous: max(1, days.count)
        case .year: 364
        }
    }

    /// The days that a range is compared with.
    public func days(for range: DayRange) -> DayRange {
        let shift = shift(of: range)
        return DayRange(first: range.first.adding(days: -shift), last: range.last.adding(days: -shift))
    }
}
