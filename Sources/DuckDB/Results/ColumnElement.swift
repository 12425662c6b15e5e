/// A Swift type that a column can be read as. The conformances of this module are all there are.
public protocol ColumnElement: Sendable {
    /// Whether a column of this type holds values of this Swift type.
    static func isStored(as type: LogicalType) -> Bool
    /// Reads a row that is not NULL.
    static func read(_ vector: Vector, at row: Int) -> Self
    /// Whether DuckDB's memory is an array of this type.
    static var isInPlace: Bool { get }
}

extension ColumnElement where Self: BitwiseCopyable {
    /// Reads the row where it lies.
    @inlinable @inline(__always)
    public static func read(_ vector: Vector, at row: Int) -> Self { vector.load(row, as: Self.self) }
    /// True.
    @inlinable
    public static var isInPlace: Bool { true }
}

extension Bool: ColumnElement {
    /// BOOLEAN.
    public static func isStored(as type: LogicalType) -> Bool { type == .boolean }
}
extension Int8: ColumnElement {
    /// TINYINT.
    public static func isStored(as type: LogicalType) -> Bool { type == .tinyint }
}
extension Int16: ColumnElement {
    /// SMALLINT.
    public static func isStored(as type: LogicalType) -> Bool { type == .smallint }
}
extension Int32: ColumnElement {
    /// INTEGER.
    public static func isStored(as type: LogicalType) -> Bool { type == .integer }
}
extension Int64: ColumnElement {
    /// BIGINT.
    public static func isStored(as type: LogicalType) -> Bool { type == .bigint }
}
extension Int: ColumnElement {
    /// BIGINT.
    public static func isStored(as type: LogicalType) -> Bool { type == .bigint }
}
extension UInt8: ColumnElement {
    /// UTINYINT.
    public static func isStored(as type: LogicalType) -> Bool { type == .utinyint }
}
extension UInt16: ColumnElement {
    /// USMALLINT.
    public static func isStored(as type: LogicalType) -> Bool { type == .usmallint }
}
extension UInt32: ColumnElement {
    /// UINTEGER.
    public static func isStored(as type: LogicalType) -> Bool { type == .uinteger }
}
extension UInt64: ColumnElement {
    /// UBIGINT.
    public static func isStored(as type: LogicalType) -> Bool { type == .ubigint }
}
extension Float: ColumnElement {
    /// FLOAT.
    public static func isStored(as type: LogicalType) -> Bool { type == .float }
}
extension Double: ColumnElement {
    /// DOUBLE.
    public static func isStored(as type: LogicalType) -> Bool { type == .double }
}
extension Day: ColumnElement {
    /// DATE.
    public static func isStored(as type: LogicalType) -> Bool { type == .date }
}
extension Timestamp: ColumnElement {
    /// TIMESTAMP; TIMESTAMP WITH TIME ZONE reads as its time in UTC.
    public static func isStored(as type: LogicalType) -> Bool { type == .timestamp || type == .timestampWithTimeZone }
}

extension Int128: ColumnElement {
    /// HUGEINT.
    public static func isStored(as type: LogicalType) -> Bool { type == .hugeint }
    /// Reads both halves, since DuckDB does not align them as Swift does.
    @inlinable
    public static func read(_ vector: Vector, at row: Int) -> Int128 { vector.loadInt128(row) }
    /// False.
    @inlinable
    public static var isInPlace: Bool { false }
}

extension FixedDecimal: ColumnElement {
    /// DECIMAL of any width.
    public static func isStored(as type: LogicalType) -> Bool {
        if case .decimal = type { true } else { false }
    }

    /// Reads the integer of whichever width the column has.
    @inlinable
    public static func read(_ vector: Vector, at row: Int) -> FixedDecimal {
        let unscaled =
            switch vector.storage {
            case .int16: Int128(vector.load(row, as: Int16.self))
            case .int32: Int128(vector.load(row, as: Int32.self))
            case .int64: Int128(vector.load(row, as: Int64.self))
            default: vector.loadInt128(row)
            }
        return FixedDecimal(unscaled: unscaled, scale: vector.scale)
    }

    /// False.
    @inlinable
    public static var isInPlace: Bool { false }
}

extension String: ColumnElement {
    /// VARCHAR or ENUM.
    public static func isStored(as type: LogicalType) -> Bool {
        if case .enumeration = type { true } else { type == .text }
    }

    /// Reads the text, or the label that the row's number stands for.
    @inlinable
    public static func read(_ vector: Vector, at row: Int) -> String {
        switch vector.storage {
        case .uint8: vector.labels[Int(vector.load(row, as: UInt8.self))]
        case .uint16: vector.labels[Int(vector.load(row, as: UInt16.self))]
        case .uint32: vector.labels[Int(vector.load(row, as: UInt32.self))]
        default: String(decoding: vector.bytes(row), as: UTF8.self)
        }
    }

    /// False.
    @inlinable
    public static var isInPlace: Bool { false }
}

extension Array: ColumnElement where Element == UInt8 {
    /// BLOB.
    public static func isStored(as type: LogicalType) -> Bool { type == .blob }
    /// Copies the bytes.
    @inlinable
    public static func read(_ vector: Vector, at row: Int) -> [UInt8] { [UInt8](vector.bytes(row)) }
    /// False.
    @inlinable
    public static var isInPlace: Bool { false }
}
