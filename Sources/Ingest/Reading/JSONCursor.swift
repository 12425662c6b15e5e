/// Why a line cannot be read as JSON, and the byte of the line, from 1, at which that shows.
struct JSONFailure: Error {
    var position: Int
    var fault: JSONFault
}

/// A string in a line: the bytes between its quotes as they stand there.
struct JSONText {
    var start: UnsafePointer<UInt8>
    var count: Int
    var isEscaped: Bool
}

/// Reads the parts of a line of JSON, strictly by RFC 8259.
///
/// The line must be followed by eight readable bytes, of which the first is no part of a word or number.
struct JSONCursor {
    private static let maximumDepth = 64

    let start: UnsafePointer<UInt8>
    let end: UnsafePointer<UInt8>
    private(set) var p: UnsafePointer<UInt8>

    init(start: UnsafePointer<UInt8>, end: UnsafePointer<UInt8>) {
        self.start = start
        self.end = end
        p = start
    }

    /// The failure at the current place.
    func failure(_ fault: JSONFault) -> JSONFailure {
        p >= end
            ? JSONFailure(position: end - start + 1, fault: .unexpectedEnd)
            : JSONFailure(position: p - start + 1, fault: fault)
    }

    /// The next byte after white space, or 0 at the end.
    mutating func peek() -> UInt8 {
        while p < end {
            let byte = p.pointee
            if byte != 0x20 && byte != 0x09 && byte != 0x0D && byte != 0x0A { return byte }
            p += 1
        }
        return 0
    }

    /// Passes `byte`, after white space, if it is next.
    mutating func take(_ byte: UInt8) -> Bool {
        guard peek() == byte, p < end else { return false }
        p += 1
        return true
    }

    /// Passes `byte`, after white space.
    mutating func expect(_ byte: UInt8) throws(JSONFailure) {
        guard take(byte) else { throw failure(.unexpectedCharacter) }
    }

    /// Passes a string and returns what is between its quotes; escapes are only looked at when decoded.
    mutating func string() throws(JSONFailure) -> JSONText {
        try expect(UInt8(ascii: "\""))
        let text = p
        var isEscaped = false
        let quotes = WordScan.repeated(UInt8(ascii: "\""))
        let backslashes = WordScan.repeated(UInt8(ascii: "\\"))
        while true {
            if p >= end { throw failure(.unexpectedEnd) }
            let word = WordScan.word(at: p)
            let found =
                WordScan.zeroBytes(word ^ quotes) | WordScan.zeroBytes(word ^ backslashes)
                | WordScan.controlBytes(word)
            if found == 0 {
                p += 8
                continue
            }
            p += WordScan.below(found).bits >> 3
            if p >= end { throw failure(.unexpectedEnd) }
            switch p.pointee {
            case UInt8(ascii: "\""):
                let count = p - text
                p += 1
                return JSONText(start: text, count: count, isEscaped: isEscaped)
            case UInt8(ascii: "\\"):
                isEscaped = true
                p += 2
            default:
                throw failure(.controlCharacter)
            }
        }
    }

    /// Passes a number and returns its text.
    mutating func number() throws(JSONFailure) -> UnsafeBufferPointer<UInt8> {
        let text = p
        if p < end && p.pointee == UInt8(ascii: "-") { p += 1 }
        if p < end && p.pointee == UInt8(ascii: "0") {
            p += 1
        } else {
            try digits()
        }
        if p < end && p.pointee == UInt8(ascii: ".") {
            p += 1
            try digits()
        }
        if p < end && p.pointee | 0x20 == UInt8(ascii: "e") {
            p += 1
            if p < end && (p.pointee == UInt8(ascii: "+") || p.pointee == UInt8(ascii: "-")) { p += 1 }
            try digits()
        }
        return UnsafeBufferPointer(start: text, count: p - text)
    }

    private mutating func digits() throws(JSONFailure) {
        let first = p
        while p < end && p.pointee >= UInt8(ascii: "0") && p.pointee <= UInt8(ascii: "9") { p += 1 }
        if p == first { throw failure(.badNumber) }
    }

    /// Passes one of JSON's three words and returns its text.
    mutating func word() throws(JSONFailure) -> UnsafeBufferPointer<UInt8> {
        let text = p
        let expected: StaticString =
            switch p.pointee {
            case UInt8(ascii: "t"): "true"
            case UInt8(ascii: "f"): "false"
            default: "null"
            }
        for index in 0..<expected.utf8CodeUnitCount {
            guard p < end, p.pointee == expected.utf8Start[index] else { throw failure(.unexpectedCharacter) }
            p += 1
        }
        return UnsafeBufferPointer(start: text, count: p - text)
    }

    /// Passes any value.
    mutating func skipValue(depth: Int = 0) throws(JSONFailure) {
        switch peek() {
        case UInt8(ascii: "\""):
            _ = try string()
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            if depth >= Self.maximumDepth { throw failure(.tooDeep) }
            let isObject = p.pointee == UInt8(ascii: "{")
            let close = UInt8(ascii: isObject ? "}" : "]")
            p += 1
            if take(close) { return }
            repeat {
                if isObject {
                    _ = try string()
                    try expect(UInt8(ascii: ":"))
                }
                try skipValue(depth: depth + 1)
            } while take(UInt8(ascii: ","))
            try expect(close)
        case UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n"):
            _ = try word()
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            _ = try number()
        default:
            throw failure(.unexpectedCharacter)
        }
    }

    /// Writes a string's text, its escapes resolved, to `output`, which must have room for `text.count` bytes, and
    /// returns its length.
    func decode(_ text: JSONText, to output: UnsafeMutablePointer<UInt8>) throws(JSONFailure) -> Int {
        var written = 0
        var index = 0
        while index < text.count {
            let byte = text.start[index]
            guard byte == UInt8(ascii: "\\") else {
                output[written] = byte
                written += 1
                index += 1
                continue
            }
            let failure = JSONFailure(position: text.start + index - start + 1, fault: .badEscape)
            // The closing quote follows the text, so that a byte after the backslash is always there.
            let plain: UInt8
            switch text.start[index + 1] {
            case UInt8(ascii: "n"): plain = 0x0A
            case UInt8(ascii: "t"): plain = 0x09
            case UInt8(ascii: "r"): plain = 0x0D
            case UInt8(ascii: "b"): plain = 0x08
            case UInt8(ascii: "f"): plain = 0x0C
            case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): plain = text.start[index + 1]
            case UInt8(ascii: "u"):
                guard let (scalar, length) = scalar(in: text, at: index) else { throw failure }
                for unit in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
                    output[written] = unit
                    written += 1
                }
                index += length
                continue
            default: throw failure
            }
            output[written] = plain
            written += 1
            index += 2
        }
        return written
    }

    /// The character of a `\u` escape, or of two that are a surrogate pair, and how many bytes that takes.
    private func scalar(in text: JSONText, at index: Int) -> (Unicode.Scalar, Int)? {
        guard let first = hexadecimal(in: text, at: index + 2) else { return nil }
        if let scalar = Unicode.Scalar(first) { return (scalar, 6) }
        guard first < 0xDC00, index + 12 <= text.count, text.start[index + 6] == UInt8(ascii: "\\"),
            text.start[index + 7] == UInt8(ascii: "u"), let second = hexadecimal(in: text, at: index + 8),
            second >= 0xDC00, second <= 0xDFFF,
            let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        else { return nil }
        return (scalar, 12)
    }

    private func hexadecimal(in text: JSONText, at index: Int) -> UInt32? {
        guard index + 4 <= text.count else { return nil }
        var value: UInt32 = 0
        for place in index..<index + 4 {
            guard let digit = Character(Unicode.Scalar(text.start[place])).hexDigitValue else { return nil }
            value = value << 4 | UInt32(digit)
        }
        return value
    }
}
