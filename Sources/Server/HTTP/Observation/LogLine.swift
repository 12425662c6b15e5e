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
        let second = Int((Double(milliseconds) / 1000).rounded(.down))
        let civil = CivilTime(seconds: second)
        write(civil.year, digits: 4, to: &bytes)
        bytes.append(UInt8(ascii: "-"))
        write(civil.month, digits: 2, to: &bytes)
        bytes.append(UInt8(ascii: "-"))
        write(civil.day, digits: 2, to: &bytes)
        bytes.append(UInt8(ascii: "T"))
        write(civil.hour, digits: 2, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        write(civil.minute, digits: 2, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        write(civil.second, digits: 2, to: &bytes)
        bytes.append(UInt8(ascii: "."))
        write(milliseconds - second * 1000, digits: 3, to: &bytes)
        bytes.append(UInt8(ascii: "Z"))
    }
}
