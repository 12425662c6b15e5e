import DuckDB
import Warehouse

/// Which days a question is about, as it was asked.
public enum Period: Sendable, Hashable {
    /// So many days that end on the as-of day.
    case lastDays(Int)
    /// Everything, stragglers after the as-of day included.
    case all
    /// From a day to a day, both included.
    case between(Day, Day)

    /// The days of this period in a warehouse.
    public func days(in calendar: OpenWarehouse.Calendar) -> DayRange {
        switch self {
        case .lastDays(let count): DayRange(first: calendar.asOf.adding(days: 1 - count), last: calendar.asOf)
        case .all: DayRange(first: calendar.first, last: calendar.last)
        case .between(let first, let last): DayRange(first: first, last: last)
        }
    }
}

/// A range of days, both ends included.
public struct DayRange: Sendable, Hashable {
    /// The first day.
    public let first: Day
    /// The last day.
    public let last: Day

    /// The days from one to another, both included.
    public init(first: Day, last: Day) {
        self.first = first
        self.last = last
    }

    /// How many days it has.
    public var count: Int { first.days(until: last) + 1 }
}
