import Foundation

/// A JSON value that keeps its keys' order and its numbers' exact digits.
enum JSON: Sendable, Equatable {
    case null
    case boolean(Bool)
    /// A number as it is to be written.
    case number(String)
    case text(String)
    /// A value that is JSON already.
    case raw(String)
    case array([JSON])
    /// An array of objects.
    case rows(RowSet)
    case object([(String, JSON)])

    static func == (left: JSON, right: JSON) -> Bool { left.encoded == right.encoded }

    /// A whole number.
    static func integer(_ value: Int) -> JSON { .number(String(value)) }

    /// An exact amount, with the digits it has.
    static func amount(_ value: Decimal) -> JSON { .number(value.description) }

    /// A measured value; null where there is none, and for what JSON cannot say.
    static func real(_ value: Double?) -> JSON {
        guard let value, value.isFinite else { return .null }
        return .number(value.description)
    }

    /// A text, or null.
    static func text(orNull value: String?) -> JSON { value.map(JSON.text) ?? .null }

    /// The value as UTF-8.
    var encoded: [UInt8] {
        var bytes: [UInt8] = []
        write(to: &bytes)
        return bytes
    }

    /// Adds the value as UTF-8.
    func write(to bytes: inout [UInt8]) {
        switch self {
        case .null: bytes += "null".utf8
        case .boolean(let value): bytes += (value ? "true" : "false").utf8
        case .number(let digits): bytes += digits.utf8
        case .text(let text): bytes.appendJSON(text)
        case .raw(let text): bytes += text.utf8
        case .array(let values):
            bytes.append(UInt8(ascii: "["))
            for (index, value) in values.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                value.write(to: &bytes)
            }
            bytes.append(UInt8(ascii: "]"))
        case .rows(let rows):
            let text = rows.json
            bytes += text.bytes
        case .object(let fields):
            bytes.append(UInt8(ascii: "{"))
            for (index, field) in fields.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                bytes.appendJSON(field.0)
                bytes.append(UInt8(ascii: ":"))
                field.1.write(to: &bytes)
            }
            bytes.append(UInt8(ascii: "}"))
        }
    }
}
