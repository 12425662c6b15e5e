import DuckDB

extension TimeGrain {
    /// The first day of the bucket that a day lies in.
    public func start(of day: Day) -> Day {
        let (year, month, _) = day.components
        switch self {
        case .day: return day
        case .week: return day.adding(days: 1 - day.isoWeekday)
        case .month: return Day(year: year, month: month, day: 1) ?? day
        case .quarter: return Day(year: year, month: (month - 1) / 3 * 3 + 1, day: 1) ?? day
        case .year: return Day(year: year, month: 1, day: 1) ?? day
        }
    }

    /// The first day of the bucket after the one that starts on a day.
    public func next(after start: Day) -> Day {
        let (year, month, _) = start.components
        switch self {
        case .day: return start.adding(days: 1)
        case .week: return start.adding(days: 7)
        case .month: return Day(year: month == 12 ? year + 1 : year, month: month % 12 + 1, day: 1) ?? start
        case .quarter: return Day(year: month > 9 ? year + 1 : year, month: (month + 2) % 12 + 1, day: 1) ?? start
        case .year: return Day(year: year + 1, month: 1, day: 1) ?? start
        }
    }

    /// The first days of all buckets that a range touches, in order.
    public func buckets(over days: DayRange) -> [Day] {
        var buckets: [Day] = []
        var day = start(of: days.first)
        while day <= days.last {
            buckets.append(day)
            let next = next(after: day)
            guard next > day else { break }
            day = next
        }
        return buckets
    }
}
