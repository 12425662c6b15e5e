/// A JSON text's value, for reading what a client sends: strict, bounded in depth, and with no name given twice.
public enum JSONValue: Sendable, Hashable {
    case null
    case boolean(Bool)
    case number(Double)
    case text(String)
    case array([JSONValue])
    case object([String: JSONValue])

    /// Reads a whole text.
    ///
    /// - Throws: ``LearningError`` of kind `input` with the place at fault.
    public init(parsing bytes: [UInt8]) throws(LearningError) {
        var reader = JSONReader(bytes)
        self = try reader.document()
    }
}

/// Reads JSON, byte by byte.
private struct JSONReader {
    private let bytes: [UInt8]
    private var position = 0
    private static let deepest = 16

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func document() throws(LearningError) -> JSONValue {
        let value = try value(depth: 0)
        skipSpace()
        guard position == bytes.count else { throw failure("there is more after the end") }
        return value
    }

    private mutating func value(depth: Int) throws(LearningError) -> JSONValue {
        guard depth < Self.deepest else { throw failure("it is nested too deeply") }
        skipSpace()
        switch peek {
        case UInt8(ascii: "{"): return .object(try object(depth: depth))
        case UInt8(ascii: "["): return .array(try array(depth: depth))
        case UInt8(ascii: "\""): return .text(try text())
        case UInt8(ascii: "t"): return try word("true", .boolean(true))
        case UInt8(ascii: "f"): return try word("false", .boolean(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case nil: throw failure("it ends too early")
        default: return .number(try number())
        }
    }

    private mutating func object(depth: Int) throws(LearningError) -> [String: JSONValue] {
        position += 1
        var fields: [String: JSONValue] = [:]
        skipSpace()
        if take(UInt8(ascii: "}")) { return fields }
        while true {
            skipSpace()
            guard peek == UInt8(ascii: "\"") else { throw failure("a name is missing") }
            let name = try text()
            skipSpace()
            guard take(UInt8(ascii: ":")) else { throw failure("a colon is missing") }
            guard fields.updateValue(try value(depth: depth + 1), forKey: name) == nil else {
                throw failure("\(name.prefix(64)) is there twice")
            }
            skipSpace()
            if take(UInt8(ascii: "}")) { return fields }
            guard take(UInt8(ascii: ",")) else { throw failure("a comma or a brace is missing") }
        }
    }

    private mutating func array(depth: Int) throws(LearningError) -> [JSONValue] {
        position += 1
        var values: [JSONValue] = []
        skipSpace()
        if take(UInt8(ascii: "]")) { return values }
        while true {
            values.append(try value(depth: depth + 1))
            skipSpace()
            if take(UInt8(ascii: "]")) { return values }
            guard take(UInt8(ascii: ",")) else { throw failure("a comma or a bracket is missing") }
        }
    }

    private mutating func text() throws(LearningError) -> String {
        position += 1
        var content: [UInt8] = []
        while let byte = peek {
            position += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let text = String(validating: content, as: UTF8.self) else { throw failure("it is not UTF-8") }
                return text
            case UInt8(ascii: "\\"): try escape(&content)
            case 0..<0x20: throw failure("a text holds a control character")
            default: content.append(byte)
            }
        }
        throw failure("a text does not end")
    }

    private mutating func escape(_ content: inout [UInt8]) throws(LearningError) {
        guard let byte = peek else { throw failure("a text does not end") }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): content.append(byte)
        case UInt8(ascii: "n"): content.append(0x0A)
        case UInt8(ascii: "r"): content.append(0x0D)
        case UInt8(ascii: "t"): content.append(0x09)
        case UInt8(ascii: "b"): content.append(0x08)
        case UInt8(ascii: "f"): content.append(0x0C)
        case UInt8(ascii: "u"):
            var code = try codeUnit()
            if (0xD800..<0xDC00).contains(code) {
                guard take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else { throw failure("half a character") }
                let low = try codeUnit()
                guard (0xDC00..<0xE000).contains(low) else { throw failure("half a character") }
                code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
            }
            guard let scalar = Unicode.Scalar(code) else { throw failure("half a character") }
            content += UTF8.encode(scalar).map(Array.init) ?? []
        default: throw failure("there is no such escape")
        }
    }

    private mutating func codeUnit() throws(LearningError) -> UInt32 {
        guard position + 4 <= bytes.count,
            bytes[position..<position + 4].allSatisfy({ Character(.init($0)).isHexDigit }),
            let code = UInt32(String(decoding: bytes[position..<position + 4], as: UTF8.self), radix: 16)
        else { throw failure("an escape is too short") }
        position += 4
        return code
    }

    private mutating func number() throws(LearningError) -> Double {
        let start = position
        _ = take(UInt8(ascii: "-"))
        if !take(UInt8(ascii: "0")) { try digits() }
        if take(UInt8(ascii: ".")) { try digits() }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
            try digits()
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        guard let number = Double(text), number.isFinite else { throw failure("that is no value") }
        return number
    }

    /// Passes over digits, at least one.
    private mutating func digits() throws(LearningError) {
        let start = position
        while let byte = peek, (0x30...0x39).contains(byte) { position += 1 }
        guard position > start else { throw failure("that is no value") }
    }

    private mutating func word(_ word: String, _ value: JSONValue) throws(LearningError) -> JSONValue {
        guard bytes[position...].starts(with: word.utf8) else { throw failure("that is no value") }
        position += word.utf8.count
        return value
    }

    private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard peek == byte else { return false }
        position += 1
        return true
    }

    private mutating func skipSpace() {
        while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    private func failure(_ what: String) -> LearningError {
        .input("body", "The JSON cannot be read at byte \(position + 1): \(what).")
    }
}
