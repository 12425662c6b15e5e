/// Texts as JSON.
extension [UInt8] {
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
}
