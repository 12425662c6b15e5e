import DuckDB

/// Values as JSON, written straight into the answer: answers may have tens of thousands of rows.
extension [UInt8] {
    /// Adds a value of the warehouse.
    mutating func appendJSON(_ value: Value) {
        switch value {
        case .integer(let number): appendDigits(of: number)
        case .text(let text): appendJSON(text)
        case .date(let day):
            append(UInt8(ascii: "\""))
            append(day)
            append(UInt8(ascii: "\""))
        case .decimal(let number):
            guard let unscaled = number.unscaled64, number.scale < 18 else {
                return append(contentsOf: number.description.utf8)
            }
            append(unscaled, scale: number.scale)
        case .double(let number) where number.isFinite: append(contentsOf: number.description.utf8)
        default: JSON(value).write(to: &self)
        }
    }

    /// Adds a text in quotation marks.
    mutating func appendJSON(_ text: String) {
        append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { utf8 in
            if utf8.contains(where: { $0 < 0x20 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }) {
                for byte in utf8 { appendEscaped(byte) }
            } else {
                append(contentsOf: utf8)
            }
        }
        append(UInt8(ascii: "\""))
    }

    private mutating func appendEscaped(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): self += #"\""#.utf8
        case UInt8(ascii: "\\"): self += #"\\"#.utf8
        case 0x0A: self += #"\n"#.utf8
        case 0x0D: self += #"\r"#.utf8
        case 0x09: self += #"\t"#.utf8
        case 0..<0x20:
            self += #"\u00"#.utf8
            for digit in [byte >> 4, byte & 15] { self += String(digit, radix: 16).utf8 }
        default: append(byte)
        }
    }

    /// Adds a day as ISO 8601.
    private mutating func append(_ day: Day) {
        let (year, month, date) = day.components
        guard (0...9999).contains(year) else { return append(contentsOf: day.description.utf8) }
        for part in [year / 100, year % 100] { appendTwoDigits(part) }
        append(UInt8(ascii: "-"))
        appendTwoDigits(month)
        append(UInt8(ascii: "-"))
        appendTwoDigits(date)
    }

    private mutating func appendTwoDigits(_ number: Int) {
        append(UInt8(ascii: "0") + UInt8(number / 10))
        append(UInt8(ascii: "0") + UInt8(number % 10))
    }

    /// Adds a whole number.
    private mutating func appendDigits(of number: Int64) { append(number, scale: 0) }

    /// Adds an exact number with all digits of its scale.
    private mutating func append(_ unscaled: Int64, scale: Int) {
        if unscaled < 0 { append(UInt8(ascii: "-")) }
        var rest = unscaled.magnitude
        let start = count
        var digits = 0
        repeat {
            if digits == scale, scale > 0 { append(UInt8(ascii: ".")) }
            append(UInt8(ascii: "0") + UInt8(rest % 10))
            rest /= 10
            digits += 1
        } while rest > 0 || digits <= scale
        self[start...].reverse()
    }
}
