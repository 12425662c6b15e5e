/// The encoding of a text file.
enum TextEncoding: String, Equatable, Sendable {
    case utf8 = "UTF-8"
    /// Windows-1252, of which Latin-1's printable characters are a part.
    case windows1252 = "Windows-1252"

    /// Whether a file begins with UTF-8's byte-order mark, three bytes that are no part of its text.
    static func hasByteOrderMark(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        bytes.starts(with: [0xEF, 0xBB, 0xBF])
    }

    /// Throws when a file begins as UTF-16 does.
    static func refuseUTF16(_ bytes: UnsafeBufferPointer<UInt8>, fileName: String) throws(IngestError) {
        let hasMark = bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
        if hasMark || (bytes.count >= 2 && (bytes[0] == 0) != (bytes[1] == 0)) {
            throw IngestError(
                .malformed, "is UTF-16 text", file: fileName,
                advice: "Save it as UTF-8, or convert it with: iconv -f UTF-16 -t UTF-8")
        }
    }

    /// Guesses the encoding of a file's beginning, or returns nil where it is plain ASCII so far.
    ///
    /// Text that holds more valid UTF-8 sequences than invalid ones is UTF-8 with damage; text with hardly any is
    /// Windows-1252, in which accented letters rarely stand in a row that happens to be valid UTF-8.
    static func sniff(_ bytes: UnsafeBufferPointer<UInt8>, isWhole: Bool) -> TextEncoding? {
        var valid = 0
        var invalid = 0
        var index = 0
        while index < bytes.count {
            if bytes[index] < 0x80 {
                index += 1
                continue
            }
            let length = UTF8Text.sequenceLength(bytes, at: index)
            if length > 0 {
                valid += 1
                index += length
            } else {
                // A sequence that the end of the sample cuts off says nothing.
                if !isWhole && index + 4 > bytes.count { break }
                invalid += 1
                index += 1
            }
        }
        if valid == 0 && invalid == 0 { return nil }
        return valid >= invalid ? .utf8 : .windows1252
    }
}

/// Checks of UTF-8 text.
enum UTF8Text {
    /// The length of the valid sequence of two to four bytes at `index`, or 0.
    @inline(__always)
    static func sequenceLength(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
        let left = bytes.count - index
        let first = bytes[index]
        guard first >= 0xC2, first <= 0xF4, left >= 2 else { return 0 }
        let second = bytes[index + 1]
        if first < 0xE0 { return second & 0xC0 == 0x80 ? 2 : 0 }
        guard left >= 3, bytes[index + 2] & 0xC0 == 0x80 else { return 0 }
        if first < 0xF0 {
            let low: UInt8 = first == 0xE0 ? 0xA0 : 0x80
            let high: UInt8 = first == 0xED ? 0x9F : 0xBF
            return second >= low && second <= high ? 3 : 0
        }
        guard left >= 4, bytes[index + 3] & 0xC0 == 0x80 else { return 0 }
        let low: UInt8 = first == 0xF0 ? 0x90 : 0x80
        let high: UInt8 = first == 0xF4 ? 0x8F : 0xBF
        return second >= low && second <= high ? 4 : 0
    }

    /// Whether the text is free of invalid sequences.
    static func isValid(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var index = 0
        while index < bytes.count {
            if bytes[index] < 0x80 {
                index += 1
                continue
            }
            let length = sequenceLength(bytes, at: index)
            if length == 0 { return false }
            index += length
        }
        return true
    }

    /// Whether the text holds a byte beyond ASCII.
    @inline(__always)
    static func hasNonASCII(_ start: UnsafePointer<UInt8>, count: Int) -> Bool {
        let raw = UnsafeRawPointer(start)
        var index = 0
        while index + 8 <= count {
            if raw.loadUnaligned(fromByteOffset: index, as: UInt64.self) & 0x8080_8080_8080_8080 != 0 { return true }
            index += 8
        }
        while index < count {
            if start[index] >= 0x80 { return true }
            index += 1
        }
        return false
    }
}

/// The decoding of Windows-1252.
enum Windows1252 {
    /// The code points of bytes 0x80 to 0x9F; the five that are undefined become control characters, as browsers do.
    private static let high: [UInt16] = [
        0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008D,
        0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A,
        0x0153, 0x009D, 0x017E, 0x0178,
    ]

    /// The most bytes of UTF-8 that one byte becomes.
    static let maximumExpansion = 3

    /// Writes the UTF-8 form of `bytes` to `output` and returns its length.
    static func decode(_ bytes: UnsafeBufferPointer<UInt8>, to output: UnsafeMutablePointer<UInt8>) -> Int {
        var written = 0
        for byte in bytes {
            if byte < 0x80 {
                output[written] = byte
                written += 1
                continue
            }
            let code = byte < 0xA0 ? high[Int(byte) - 0x80] : UInt16(byte)
            if code < 0x800 {
                output[written] = 0xC0 | UInt8(truncatingIfNeeded: code >> 6)
                output[written + 1] = 0x80 | UInt8(truncatingIfNeeded: code & 0x3F)
                written += 2
            } else {
                output[written] = 0xE0 | UInt8(truncatingIfNeeded: code >> 12)
                output[written + 1] = 0x80 | UInt8(truncatingIfNeeded: (code >> 6) & 0x3F)
                output[written + 2] = 0x80 | UInt8(truncatingIfNeeded: code & 0x3F)
                written += 3
            }
        }
        return written
    }
}
