import DuckDB
import Testing

@testable import Analytics

/// A range is its whole months and the days around them, each day once.
struct MonthsTests {
    private static func day(_ text: String) -> Day { Day(text) ?? Day(daysSince1970: 0) }

    private static func range(_ first: String, _ last: String) -> DayRange {
        DayRange(first: day(first), last: day(last))
    }

    private let months = Months(
        marts: [], asOf: MonthsTests.day("2018-08-29"), days: MonthsTests.range("2016-09-04", "2018-10-17"))

    /// Ranges, the whole months in them as the marts have them, and the days that are left.
    private static let examples: [(DayRange, DayRange?, [DayRange])] = [
        (range("2018-05-01", "2018-05-31"), range("2018-05-01", "2018-05-31"), []),
        (range("2018-05-02", "2018-05-31"), nil, [range("2018-05-02", "2018-05-31")]),
        (range("2018-05-01", "2018-05-30"), nil, [range("2018-05-01", "2018-05-30")]),
        (
            range("2017-12-31", "2018-02-01"), range("2018-01-01", "2018-01-31"),
            [range("2017-12-31", "2017-12-31"), range("2018-02-01", "2018-02-01")]
        ),
        (range("2018-07-31", "2018-08-29"), range("2018-08-01", "2018-08-29"), [range("2018-07-31", "2018-07-31")]),
        (range("2018-08-02", "2018-08-29"), nil, [range("2018-08-02", "2018-08-29")]),
        (range("2018-08-02", "2018-08-31"), range("2018-08-30", "2018-08-31"), [range("2018-08-02", "2018-08-29")]),
        (range("2018-08-30", "2018-10-16"), range("2018-08-30", "2018-09-30"), [range("2018-10-01", "2018-10-16")]),
        (range("2018-08-30", "2018-10-17"), range("2018-08-30", "2018-10-17"), []),
        (range("2018-10-02", "2018-12-31"), range("2018-11-01", "2018-12-31"), [range("2018-10-02", "2018-10-31")]),
        (range("2016-09-04", "2018-10-17"), range("2016-09-04", "2018-10-17"), []),
        (range("2016-09-05", "2016-10-31"), range("2016-10-01", "2016-10-31"), [range("2016-09-05", "2016-09-30")]),
        (range("2015-01-01", "2016-10-02"), range("2015-01-01", "2016-09-30"), [range("2016-10-01", "2016-10-02")]),
        (range("2018-08-31", "2018-08-31"), nil, [range("2018-08-31", "2018-08-31")]),
        (range("2018-08-29", "2018-08-29"), nil, [range("2018-08-29", "2018-08-29")]),
        (range("2018-09-02", "2018-09-01"), nil, [range("2018-09-02", "2018-09-01")]),
    ]

    @Test(arguments: examples)
    func aRangeIsItsMonthsAndTheDaysAround(range: DayRange, whole: DayRange?, days: [DayRange]) {
        let slices = months.slices(of: range)
        #expect(slices.filter(\.isOfMonths).map(\.days) == [whole].compactMap { $0 })
        #expect(slices.filter { !$0.isOfMonths }.map(\.days) == days)
    }
}
