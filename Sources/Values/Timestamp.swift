/// A date and time of day without a time zone, as the databases store a TIMESTAMP: microseconds since 1970-01-01 00:00:00.
@frozen
public struct Timestamp: Sendable, Hashable, Comparable, BitwiseCopyable {
    /// Microseconds since 1970-01-01 00:00:00; negative before it.
    public var microsecondsSince1970: Int64

    /// The moment that many microseconds after 1970-01-01 00:00:00.
    @inlinable
    public init(microsecondsSince1970: Int64) {
        self.microsecondsSince1970 = microsecondsSince1970
    }

    /// A day and a time of it; nil when hour, minute, second or microsecond is out of range.
    public init?(day: Day, hour: Int = 0, minute: Int = 0, second: Int = 0, microsecond: Int = 0) {
        guard (0...23).contains(hour), (0...59).contains(minute), (0...59).contains(second),
            (0...999_999).contains(microsecond)
        else { return nil }
        let seconds = Int64(hour * 3_600 + minute * 60 + second)
        let (days, overflow) = Int64(day.daysSince1970).multipliedReportingOverflow(by: Self.microsecondsPerDay)
        guard !overflow else { return nil }
        let (sum, beyond) = days.addingReportingOverflow(seconds * 1_000_000 + Int64(microsecond))
        guard !beyond else { return nil }
        self.microsecondsSince1970 = sum
    }

    static let microsecondsPerDay: Int64 = 86_400_000_000

    /// The day this moment falls on.
    public var day: Day {
        Day(daysSince1970: Int32(clamping: dayAndRest.day))
    }

    /// Microseconds since that day's midnight, 0 to 86,399,999,999.
    public var microsecondOfDay: Int64 { dayAndRest.rest }
    /// The hour, 0 to 23.
    public var hour: Int { Int(dayAndRest.rest / 3_600_000_000) }
    /// The minute, 0 to 59.
    public var minute: Int { Int(dayAndRest.rest / 60_000_000 % 60) }
    /// The second, 0 to 59.
    public var second: Int { Int(dayAndRest.rest / 1_000_000 % 60) }

    private var dayAndRest: (day: Int64, rest: Int64) {
        var (day, rest) = microsecondsSince1970.quotientAndRemainder(dividingBy: Self.microsecondsPerDay)
        if rest < 0 {
            day -= 1
            rest += Self.microsecondsPerDay
        }
        return (day, rest)
    }

    /// Whether one moment is before another.
    @inlinable
    public static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.microsecondsSince1970 < right.microsecondsSince1970
    }
}

extension Timestamp: CustomStringConvertible, LosslessStringConvertible {
    /// ISO 8601, such as `2017-11-24T09:30:00`; a fraction of a second follows only when there is one.
    public var description: String {
        let (_, rest) = dayAndRest
        var text = "\(day)T\(padded(hour, to: 2)):\(padded(minute, to: 2)):\(padded(second, to: 2))"
        let fraction = Int(rest % 1_000_000)
        if fraction != 0 {
            var digits = padded(fraction, to: 6)
            while digits.hasSuffix("0") { digits.removeLast() }
            text += "." + digits
        }
        return text
    }

    /// Reads `2017-11-24T09:30:00`, with a space for the `T`, a fraction of up to six digits, or the day alone, which
    /// means its midnight; nil for anything else.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 10, let day = Day(digits: bytes[..<10]) else { return nil }
        guard bytes.count > 10 else {
            self.init(day: day)
            return
        }
        guard bytes.count >= 19, bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: " "),
            bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
            let hour = number(bytes[11..<13]), let minute = number(bytes[14..<16]), let second = number(bytes[17..<19])
        else { return nil }
        var microsecond = 0
        if bytes.count > 19 {
            let digits = bytes[20...]
            guard bytes[19] == UInt8(ascii: "."), digits.count <= 6, let fraction = number(digits) else { return nil }
            microsecond = fraction
            for _ in digits.count..<6 { microsecond *= 10 }
        }
        self.init(day: day, hour: hour, minute: minute, second: second, microsecond: microsecond)
    }
}
