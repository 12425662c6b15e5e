/// A moment in UTC as clocks and calendars show it, without a calendar's cost.
struct CivilTime: Equatable {
    let year: Int
    /// From 1.
    let month: Int
    /// From 1.
    let day: Int
    /// Days since Sunday.
    let weekday: Int
    let hour: Int
    let minute: Int
    let second: Int

    /// - Parameter seconds: Since 1970.
    init(seconds: Int) {
        let (days, rest) = Self.divide(seconds, 86_400)
        // Days since March 1st of the year 0, in eras of 400 years; a year that starts in March ends with its leap day.
        let (era, dayOfEra) = Self.divide(days + 719_468, 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        month = shifted < 10 ? shifted + 3 : shifted - 9
        day = dayOfYear - (153 * shifted + 2) / 5 + 1
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        weekday = Self.divide(days + 4, 7).rest
        hour = rest / 3600
        minute = rest / 60 % 60
        second = rest % 60
    }

    /// Division that rounds down, also below zero.
    private static func divide(_ number: Int, _ by: Int) -> (quotient: Int, rest: Int) {
        let rest = (number % by + by) % by
        return ((number - rest) / by, rest)
    }
}

extension CivilTime {
    /// The moment as HTTP writes it: `Tue, 24 Nov 2026 14:13:41 GMT`.
    var httpDate: String {
        func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
        let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        return
            "\(days[weekday]), \(two(day)) \(months[month - 1]) \(year) \(two(hour)):\(two(minute)):\(two(second)) GMT"
    }
}
