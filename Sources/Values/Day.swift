/// A calendar day without a time zone, as the databases store a DATE: days since 1970-01-01.
@frozen
public struct Day: Sendable, Hashable, Comparable, BitwiseCopyable {
    /// Days since 1970-01-01; negative before it.
    public var daysSince1970: Int32

    /// The day that many days after 1970-01-01.
    @inlinable
    public init(daysSince1970: Int32) {
        self.daysSince1970 = daysSince1970
    }

    /// The day of the proleptic Gregorian calendar; nil when there is no such day, or it is beyond what a DATE of DuckDB's holds.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...12).contains(month), day >= 1, day <= Self.length(ofMonth: month, year: year) else { return nil }
        guard abs(year) < 5_800_000 else { return nil }
        // Years are counted from March, so that a leap day is the last of its year.
        let year = month <= 2 ? year - 1 : year
        let era = (year >= 0 ? year : year - 399) / 400
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        self.daysSince1970 = Int32(era * 146_097 + dayOfEra - 719_468)
    }

    /// Year, month (1 to 12) and day of month (1 to 31).
    public var components: (year: Int, month: Int, day: Int) {
        let days = Int(daysSince1970) + 719_468
        let era = (days >= 0 ? days : days - 146_096) / 146_097
        let dayOfEra = days - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        return (
            yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
            month,
            dayOfYear - (153 * shifted + 2) / 5 + 1
        )
    }

    /// The year, such as 2018.
    public var year: Int { components.year }
    /// The month, 1 to 12.
    public var month: Int { components.month }
    /// The day of the month, 1 to 31.
    public var day: Int { components.day }
    /// The weekday after ISO 8601: 1 is Monday, 7 is Sunday.
    public var isoWeekday: Int { ((Int(daysSince1970) + 3) % 7 + 7) % 7 + 1 }

    /// The day that many days later, or earlier when negative; stops at the last day that 32 bits hold.
    public func adding(days: Int) -> Day {
        let (sum, overflow) = Int(daysSince1970).addingReportingOverflow(days)
        return Day(daysSince1970: overflow ? (days < 0 ? .min : .max) : Int32(clamping: sum))
    }

    /// How many days `other` is after this one.
    public func days(until other: Day) -> Int {
        Int(other.daysSince1970) - Int(daysSince1970)
    }

    /// Whether one day is before another.
    @inlinable
    public static func < (left: Day, right: Day) -> Bool {
        left.daysSince1970 < right.daysSince1970
    }

    private static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

extension Day: CustomStringConvertible, LosslessStringConvertible {
    /// ISO 8601, such as `2017-11-24`.
    public var description: String {
        let (year, month, day) = components
        return "\(padded(year, to: 4))-\(padded(month, to: 2))-\(padded(day, to: 2))"
    }

    /// Reads `2017-11-24` and nothing looser; nil when the text is not a day of the calendar.
    public init?(_ text: String) {
        guard let day = Day(digits: Array(text.utf8)[...]) else { return nil }
        self = day
    }

    /// Reads `YYYY-MM-DD` from its ASCII bytes.
    init?(digits: ArraySlice<UInt8>) {
        let parts = digits.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].count == 4, parts[1].count == 2, parts[2].count == 2,
            let year = number(parts[0]), let month = number(parts[1]), let day = number(parts[2])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }
}

/// An integer with leading zeros up to a width, the sign before them.
func padded(_ number: Int, to width: Int) -> String {
    let digits = String(number.magnitude)
    return (number < 0 ? "-" : "") + String(repeating: "0", count: max(0, width - digits.count)) + digits
}

/// The non-negative integer that ASCII digits spell; nil when a byte is not a digit, there is none, or too many.
func number(_ digits: ArraySlice<UInt8>) -> Int? {
    guard !digits.isEmpty, digits.count <= 18 else { return nil }
    var value = 0
    for digit in digits {
        guard digit >= UInt8(ascii: "0"), digit <= UInt8(ascii: "9") else { return nil }
        value = value * 10 + Int(digit - UInt8(ascii: "0"))
    }
    return value
}
