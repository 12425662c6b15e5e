import DuckDB
import Testing

struct DayTests {
    @Test(arguments: [
        ("1970-01-01", 0), ("1969-12-31", -1), ("2000-02-29", 11_016), ("2017-11-24", 17_494), ("0001-01-01", -719_162),
        ("9999-12-31", 2_932_896),
    ])
    func textAndNumber(text: String, days: Int32) throws {
        let day = try #require(Day(text))
        #expect(day.daysSince1970 == days)
        #expect(day.description == text)
    }

    @Test(arguments: [
        "", "2017-02-29", "2017-13-01", "2017-00-10", "2017-04-31", "1900-02-29", "17-01-01", "2017-1-1", "2017/01/01",
        "2017-01-01 ", "2017-01-0a", "-017-01-01", "2017-01-01-01",
    ])
    func refuses(text: String) {
        #expect(Day(text) == nil)
    }

    @Test func everyDayOfSomeCenturiesAgreesWithDuckDB() throws {
        let result = try connection().query(
            """
            select d::date, year(d), month(d), day(d), isodow(d), d::date::varchar
            from range(timestamp '1890-01-01', timestamp '2110-01-01', interval 1 day) t(d)
            """)
        var count = 0
        for chunk in result {
            let days = try chunk.column(0, as: Day.self)
            let years = try chunk.integers(1)
            let months = try chunk.integers(2)
            let daysOfMonth = try chunk.integers(3)
            let weekdays = try chunk.integers(4)
            let texts = try chunk.column(5, as: String.self)
            for row in 0..<chunk.count {
                let day = try #require(days[row])
                let parts = day.components
                let isRight =
                    Int64(parts.year) == years[row] && Int64(parts.month) == months[row]
                    && Int64(parts.day) == daysOfMonth[row] && Int64(day.isoWeekday) == weekdays[row]
                    && day.description == texts[row]
                    && Day(year: parts.year, month: parts.month, day: parts.day) == day
                if !isRight { Issue.record("\(day) is wrong") }
                count += 1
            }
        }
        #expect(count == 80_353)
    }

    @Test func addsAndCountsDays() throws {
        let day = try #require(Day("2018-02-27"))
        #expect(day.adding(days: 2).description == "2018-03-01")
        #expect(day.days(until: day.adding(days: -400)) == -400)
        #expect(day < day.adding(days: 1))
        #expect(day.adding(days: .max).daysSince1970 == .max)
    }
}
