/// Days as whole numbers: day 0 is 2016-01-01. Times are seconds since its midnight, without a zone.
enum Day {
    static let seconds = 86_400

    /// The day of a civil date.
    static func number(_ year: Int, _ month: Int, _ day: Int) -> Int {
        daysSince1970(year, month, day) - daysSince1970(2016, 1, 1)
    }

    /// 0 for Sunday … 6 for Saturday. 2016-01-01 was a Friday.
    static func weekday(_ day: Int) -> Int { (day + 5) % 7 }

    /// Year and month of a day.
    static func civil(_ day: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = day + daysSince1970(2016, 1, 1) + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    /// A day as `YYYY-MM-DD`.
    static func name(_ day: Int) -> String {
        let date = civil(day)
        func padded(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        return "\(date.year)-\(padded(date.month))-\(padded(date.day))"
    }

    /// Days from 1970-01-01 to a date of the Gregorian calendar (Howard Hinnant's days_from_civil).
    private static func daysSince1970(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = shiftedYear / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }
}

/// The names of all days that can occur, ready to be copied.
struct DayNames: Sendable {
    /// Days 0 ..< count have a name: 2016-01-01 to 2020-12-31.
    static let count = 1827
    private let bytes: [UInt8]

    init() {
        var bytes = [UInt8]()
        for day in 0..<Self.count { bytes.append(contentsOf: Day.name(day).utf8) }
        self.bytes = bytes
    }

    @inline(__always)
    func withBytes(of day: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
        bytes.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[(day * 10)..<(day * 10 + 10)])) }
    }
}
