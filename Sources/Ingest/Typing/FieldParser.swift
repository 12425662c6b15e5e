/// Reads the typed values out of a field's bytes: exact, without allocation, and without a guess.
///
/// White space around a value does not count. Each function returns nil where the text is not such a value; `reason`
/// says why in words.
enum FieldParser {
    /// A whole number; a decimal part of zeros, as spreadsheets and data frames write it, is let pass.
    static func integer(_ field: UnsafeRawBufferPointer) -> Int64? {
        var text = Digits(field)
        let isNegative = text.sign()
        guard let whole = text.digits(most: 18) else { return nil }
        if text.take(UInt8(ascii: ".")) {
            while text.take(UInt8(ascii: "0")) {}
        }
        guard text.isAtEnd else { return nil }
        return isNegative ? -whole : whole
    }

    /// An amount in hundredths; digits after the second decimal must be zeros. Nothing parts thousands.
    ///
    /// A point is the decimal point, always: exports and databases write it, some with a third decimal (`58.900`), so `1.000`
    /// is one. A comma may stand in its place. Where three digits follow it, it may as well part thousands, as it does in
    /// English: `1,250` is 1250 or 1.25, and no amount.
    static func cents(_ field: UnsafeRawBufferPointer) -> Int64? {
        var text = Digits(field)
        let isNegative = text.sign()
        guard let whole = text.digits(most: 16) else { return nil }
        var cents = whole * 100
        let hasComma = text.take(UInt8(ascii: ","))
        if hasComma || text.take(UInt8(ascii: ".")) {
            if let tenths = text.digit() {
                cents += tenths * 10
                if let hundredths = text.digit() {
                    cents += hundredths
                    var zeros = 0
                    while text.take(UInt8(ascii: "0")) { zeros += 1 }
                    if hasComma, zeros == 1 { return nil }
                }
            }
        }
        guard text.isAtEnd else { return nil }
        return isNegative ? -cents : cents
    }

    /// Whether a field is digits, a comma and just three digits: thousands or decimals, which cannot be told.
    static func isAmbiguousAmount(_ field: UnsafeRawBufferPointer) -> Bool {
        var text = Digits(field)
        _ = text.sign()
        return text.digits(most: 16) != nil && text.take(UInt8(ascii: ",")) && text.digits(exactly: 3) != nil
            && text.isAtEnd
    }

    /// A finite number. Decimals of up to 15 digits before the point, whose digits in all are a number below 2^53, take an exact
    /// fast path; the rest go through the standard library.
    static func double(_ field: UnsafeRawBufferPointer) -> Double? {
        if let value = exactDouble(field) { return value }
        let text = String(decoding: trimmed(field), as: UTF8.self)
        guard let value = Double(text), value.isFinite else { return nil }
        return value
    }

    /// A decimal whose digits and power of ten both fit a Double exactly: one division then rounds correctly.
    private static func exactDouble(_ field: UnsafeRawBufferPointer) -> Double? {
        var text = Digits(field)
        let isNegative = text.sign()
        guard var digits = text.digits(most: 15) else { return nil }
        var power = 0
        if text.take(UInt8(ascii: ".")) {
            while let digit = text.digit() {
                digits = digits * 10 + digit
                power += 1
                if digits >= 1 << 53 { return nil }
            }
        }
        guard text.isAtEnd, digits < 1 << 53, power < powersOfTen.count else { return nil }
        let value = Double(digits) / powersOfTen[power]
        return isNegative ? -value : value
    }

    private static let powersOfTen: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
    ]

    /// A local date and time as microseconds since 1970: `2018-08-29`, `2018-08-29 15:00:37`, `2018-08-29T15:00:37.123`.
    ///
    /// A zone or an offset makes it nil: times here are local, and dropping an offset silently would move them.
    static func timestamp(_ field: UnsafeRawBufferPointer) -> Int64? {
        var text = Digits(field)
        guard let year = text.digits(exactly: 4), text.take(UInt8(ascii: "-")),
            let month = text.digits(exactly: 2), text.take(UInt8(ascii: "-")),
            let day = text.digits(exactly: 2), let days = Self.day(year: year, month: month, day: day)
        else { return nil }
        var microseconds = days * 86_400_000_000
        if text.isAtEnd { return microseconds }
        guard text.take(UInt8(ascii: " ")) || text.take(UInt8(ascii: "T")),
            let hour = text.digits(exactly: 2), hour < 24, text.take(UInt8(ascii: ":")),
            let minute = text.digits(exactly: 2), minute < 60
        else { return nil }
        microseconds += (hour * 60 + minute) * 60_000_000
        if text.take(UInt8(ascii: ":")) {
            guard let second = text.digits(exactly: 2), second < 60 else { return nil }
            microseconds += second * 1_000_000
            if text.take(UInt8(ascii: ".")) {
                var unit: Int64 = 100_000
                guard let first = text.digit() else { return nil }
                microseconds += first * unit
                while let digit = text.digit() {
                    unit /= 10
                    microseconds += digit * unit
                }
            }
        }
        return text.isAtEnd ? microseconds : nil
    }

    /// Days since 1970-01-01 of a date of the Gregorian calendar; nil where there is no such date.
    private static func day(year: Int64, month: Int64, day: Int64) -> Int64? {
        guard year >= 1, (1...12).contains(month), day >= 1, day <= length(ofMonth: month, year: year) else {
            return nil
        }
        // Howard Hinnant's days_from_civil: years begin in March, so the leap day is a year's last.
        let y = month <= 2 ? year - 1 : year
        let era = y / 400
        let yearOfEra = y - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    private static func length(ofMonth month: Int64, year: Int64) -> Int64 {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// The bytes without ASCII white space at either end.
    static func trimmed(_ field: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        var start = 0
        var end = field.count
        while start < end, isSpace(field[start]) { start += 1 }
        while end > start, isSpace(field[end - 1]) { end -= 1 }
        return start == 0 && end == field.count ? field : UnsafeRawBufferPointer(rebasing: field[start..<end])
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }
}

/// A cursor over a trimmed field that reads digits.
private struct Digits {
    private let bytes: UnsafeRawBufferPointer
    private var index = 0

    init(_ field: UnsafeRawBufferPointer) { bytes = FieldParser.trimmed(field) }

    var isAtEnd: Bool { index == bytes.count }

    /// Takes a leading minus or plus; true for a minus.
    mutating func sign() -> Bool {
        if take(UInt8(ascii: "-")) { return true }
        _ = take(UInt8(ascii: "+"))
        return false
    }

    /// Takes this byte if it comes next.
    @inline(__always)
    mutating func take(_ byte: UInt8) -> Bool {
        guard index < bytes.count, bytes[index] == byte else { return false }
        index += 1
        return true
    }

    /// Takes one digit.
    @inline(__always)
    mutating func digit() -> Int64? {
        guard index < bytes.count else { return nil }
        let value = bytes[index] &- UInt8(ascii: "0")
        guard value < 10 else { return nil }
        index += 1
        return Int64(value)
    }

    /// Takes all digits that come next; nil where there is none or more than `most`.
    @inline(__always)
    mutating func digits(most: Int) -> Int64? {
        var value: Int64 = 0
        var count = 0
        while let next = digit() {
            if count == most { return nil }
            value = value * 10 + next
            count += 1
        }
        return count > 0 ? value : nil
    }

    /// Takes just so many digits.
    @inline(__always)
    mutating func digits(exactly count: Int) -> Int64? {
        var value: Int64 = 0
        for _ in 0..<count {
            guard let next = digit() else { return nil }
            value = value * 10 + next
        }
        return value
    }
}
