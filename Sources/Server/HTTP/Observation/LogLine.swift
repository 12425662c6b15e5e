import Foundation

/// Writes one line of a log, field by field, without making strings on the way.
struct LogLine {
    /// The line, after what was in here before.
    var bytes: [UInt8] = []
    private let form: AccessLog.Form
    private var isFirst = true

    init(form: AccessLog.Form) { self.form = form }

    mutating func begin() {
        if form == .json { bytes.append(UInt8(ascii: "{")) }
    }

    mutating func end() {
        if form == .json { bytes.append(UInt8(ascii: "}")) }
        bytes.append(UInt8(ascii: "\n"))
    }

    /// Adds a text; in logfmt it is quoted where it has to be.
    mutating func add(_ name: StaticString, _ text: String) {
        key(name)
        if form == .json || !text.utf8.allSatisfy(Self.isBare) || text.isEmpty {
            quote(text)
        } else {
            bytes += text.utf8
        }
    }

    mutating func add(_ name: StaticString, _ number: Int) {
        key(name)
        bytes += String(number).utf8
    }

    /// Adds a number given in thousandths.
    mutating func add(_ name: StaticString, thousandths: Int) {
        key(name)
        bytes += String(thousandths / 1000).utf8
        bytes.append(UInt8(ascii: "."))
        Self.write(thousandths % 1000, digits: 3, to: &bytes)
    }

    /// Adds a text that needs no escaping.
    mutating func add(_ name: StaticString, writing body: (inout [UInt8]) -> Void) {
        key(name)
        if form == .json { bytes.append(UInt8(ascii: "\"")) }
        body(&bytes)
        if form == .json { bytes.append(UInt8(ascii: "\"")) }
    }

    private mutating func key(_ name: StaticString) {
        if !isFirst { bytes.append(form == .json ? UInt8(ascii: ",") : UInt8(ascii: " ")) }
        isFirst = false
        if form == .json { bytes.append(UInt8(ascii: "\"")) }
        name.withUTF8Buffer { bytes += $0 }
        if form == .json { bytes.append(UInt8(ascii: "\"")) }
        bytes.append(form == .json ? UInt8(ascii: ":") : UInt8(ascii: "="))
    }

    private static func isBare(_ byte: UInt8) -> Bool {
        byte > 0x20 && byte < 0x7f && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "=")
            && byte != UInt8(ascii: "\\")
    }

    /// Control characters are escaped, so that no client can write a line of its own.
    private mutating func quote(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
            case 0x00..<0x20, 0x7f:
                bytes += "\\u00".utf8
                bytes.append(Self.hexadecimal(byte >> 4))
                bytes.append(Self.hexadecimal(byte & 15))
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private static func hexadecimal(_ digit: UInt8) -> UInt8 {
        digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
    }

    private static func write(_ number: Int, digits: Int, to bytes: inout [UInt8]) {
        var unit = 1
        for _ in 1..<digits { unit *= 10 }
        while unit > 0 {
            bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / unit % 10))
            unit /= 10
        }
    }

    /// Writes a time as `2026-11-24T14:13:41.123Z`.
    ///
    /// - Parameter time: Seconds since 1970.
    static func write(time: Double, to bytes: inout [UInt8]) {
        let milliseconds = Int((time * 1000).rounded(.down))
        let day = Int((Double(milliseconds) / 86_400_000).rounded(.down))
        let rest = milliseconds - day * 86_400_000
        // Days since March 1st of the year 0, in eras of 400 years; a year that starts in March ends with its leap day.
        let since = day + 719_468
        let era = (since >= 0 ? since : since - 146_096) / 146_097
        let dayOfEra = since - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        write(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), digits: 4, to: &bytes)
        bytes.append(UInt8(ascii: "-"))
        write(month, digits: 2, to: &bytes)
        bytes.append(UInt8(ascii: "-"))
        write(dayOfYear - (153 * shifted + 2) / 5 + 1, digits: 2, to: &bytes)
        bytes.append(UInt8(ascii: "T"))
        write(rest / 3_600_000, digits: 2, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        write(rest / 60_000 % 60, digits: 2, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        write(rest / 1000 % 60, digits: 2, to: &bytes)
        bytes.append(UInt8(ascii: "."))
        write(rest % 1000, digits: 3, to: &bytes)
        bytes.append(UInt8(ascii: "Z"))
    }
}
