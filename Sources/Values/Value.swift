/// One value, for binding parameters, appending rows and reading small results.
///
/// Large results are read faster where the engine gives whole columns, such as `Chunk.column(_:as:)` of DuckDB's.
@frozen
public enum Value: Sendable, Hashable {
    /// SQL NULL.
    case null
    /// BOOLEAN.
    case boolean(Bool)
    /// Any integer of up to 64 bits.
    case integer(Int64)
    /// FLOAT or DOUBLE.
    case double(Double)
    /// DECIMAL, exact; also an integer too large for 64 bits.
    case decimal(FixedDecimal)
    /// VARCHAR, or the label of an ENUM.
    case text(String)
    /// DATE.
    case date(Day)
    /// TIMESTAMP.
    case timestamp(Timestamp)
    /// BLOB.
    case blob([UInt8])
    /// LIST; its values are of one type or null. Bind it as `column = any($1)`.
    case list([Value])

    /// Whether this is NULL.
    public var isNull: Bool { if case .null = self { true } else { false } }

    /// A list of texts, as `column = any($1)` takes it.
    public static func list(_ texts: some Sequence<String>) -> Value {
        .list(texts.map(Value.text))
    }

    /// The value, or null for nil.
    public static func optional(_ value: (some ValueConvertible)?) -> Value {
        value?.databaseValue ?? .null
    }
}

extension Value {
    /// Whether two values are one to a database: texts are when they have the same bytes. Swift takes an é of one character for
    /// an e with an accent, while rows are grouped by bytes.
    public static func == (left: Value, right: Value) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.boolean(let left), .boolean(let right)): left == right
        case (.integer(let left), .integer(let right)): left == right
        case (.double(let left), .double(let right)): left == right
        case (.decimal(let left), .decimal(let right)): left == right
        case (.text(let left), .text(let right)): left.hasSameBytes(as: right)
        case (.date(let left), .date(let right)): left == right
        case (.timestamp(let left), .timestamp(let right)): left == right
        case (.blob(let left), .blob(let right)): left == right
        case (.list(let left), .list(let right)): left == right
        default: false
        }
    }
}

extension String {
    /// Whether two texts are the same byte by byte, as databases compare them.
    package func hasSameBytes(as other: String) -> Bool {
        // What Swift takes for different is; this is quick where it takes them for alike by their bytes.
        self == other && utf8.elementsEqual(other.utf8)
    }
}

/// A Swift type that becomes a `Value`.
public protocol ValueConvertible {
    /// The value to bind.
    var databaseValue: Value { get }
}

extension Bool: ValueConvertible {
    /// A BOOLEAN.
    public var databaseValue: Value { .boolean(self) }
}
extension Int: ValueConvertible {
    /// A BIGINT.
    public var databaseValue: Value { .integer(Int64(self)) }
}
extension Int32: ValueConvertible {
    /// A BIGINT.
    public var databaseValue: Value { .integer(Int64(self)) }
}
extension Int64: ValueConvertible {
    /// A BIGINT.
    public var databaseValue: Value { .integer(self) }
}
extension Double: ValueConvertible {
    /// A DOUBLE.
    public var databaseValue: Value { .double(self) }
}
extension String: ValueConvertible {
    /// A VARCHAR.
    public var databaseValue: Value { .text(self) }
}
extension FixedDecimal: ValueConvertible {
    /// A DECIMAL.
    public var databaseValue: Value { .decimal(self) }
}
extension Day: ValueConvertible {
    /// A DATE.
    public var databaseValue: Value { .date(self) }
}
extension Timestamp: ValueConvertible {
    /// A TIMESTAMP.
    public var databaseValue: Value { .timestamp(self) }
}

extension Value: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByFloatLiteral, ExpressibleByStringLiteral, ExpressibleByStringInterpolation, ExpressibleByArrayLiteral
{
    /// SQL NULL.
    public init(nilLiteral: ()) { self = .null }
    /// A BOOLEAN.
    public init(booleanLiteral value: Bool) { self = .boolean(value) }
    /// A BIGINT.
    public init(integerLiteral value: Int64) { self = .integer(value) }
    /// A DOUBLE; write `.decimal` for an exact number.
    public init(floatLiteral value: Double) { self = .double(value) }
    /// A VARCHAR.
    public init(stringLiteral value: String) { self = .text(value) }
    /// A LIST.
    public init(arrayLiteral elements: Value...) { self = .list(elements) }
}

extension Value: CustomStringConvertible {
    /// The value as text, for people: NULL, numbers and texts as they are, lists in brackets.
    public var description: String {
        switch self {
        case .null: "NULL"
        case .boolean(let value): String(value)
        case .integer(let value): String(value)
        case .double(let value): String(value)
        case .decimal(let value): value.description
        case .text(let value): value
        case .date(let value): value.description
        case .timestamp(let value): value.description
        case .blob(let bytes): "\(bytes.count) bytes"
        case .list(let values): "[" + values.map(\.description).joined(separator: ", ") + "]"
        }
    }
}
