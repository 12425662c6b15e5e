import DuckDB
import Warehouse

/// The months that a model is tested on, and the moment that all learning for one of them ends at.
struct Windows: Sendable, Hashable {
    struct Window: Sendable, Hashable {
        /// Nothing from this moment on was learned from.
        let origin: Timestamp
        /// The first day tested.
        let first: Day
        /// The last day tested.
        let last: Day
    }

    /// How many months are tested, at most and at least.
    static let most = 4
    static let fewest = 3
    /// The months before the tested ones whose mistakes calibrate the first test.
    static let warmUps = 3
    /// How many months have to be there before, to learn from.
    private static let lessons = 4

    /// The warm-ups, and after them the tests.
    let all: [Window]
    /// How many of them are tests.
    let tests: Int
    /// The moment at which the model that is kept stops learning.
    let end: Timestamp

    /// Divides the days of a warehouse.
    ///
    /// - Throws: ``LearningError`` where they are too few.
    init(_ calendar: OpenWarehouse.Calendar) throws(LearningError) {
        // The last month counts once half of it has happened.
        let isWhole = calendar.asOf.day >= 15
        let lastMonth = Self.month(of: calendar.asOf) - (isWhole ? 0 : 1)
        let available = lastMonth - Self.month(of: calendar.first) + 1
        let tests = min(Self.most, available - Self.warmUps - Self.lessons)
        guard tests >= Self.fewest else {
            throw LearningError(
                .data,
                "There are \(max(0, available)) months of orders; learning and testing on later months needs at least "
                    + "\(Self.fewest + Self.warmUps + Self.lessons).")
        }
        var windows: [Window] = []
        for month in (lastMonth - tests - Self.warmUps + 1)...lastMonth {
            guard let first = Self.day(month), let next = Self.day(month + 1), let origin = Timestamp(day: first) else {
                throw LearningError(.data, "The orders are outside the calendar.")
            }
            windows.append(Window(origin: origin, first: first, last: min(next.adding(days: -1), calendar.asOf)))
        }
        guard let end = Timestamp(day: calendar.asOf.adding(days: 1)) else {
            throw LearningError(.data, "The orders are outside the calendar.")
        }
        all = windows
        self.tests = tests
        self.end = end
    }

    private static func month(of day: Day) -> Int { day.year * 12 + day.month - 1 }

    private static func day(_ month: Int) -> Day? { Day(year: month / 12, month: month % 12 + 1, day: 1) }
}
