internal import CDuckDB

/// One column of a chunk as it lies in DuckDB's memory. Only this module reads it, through `ColumnElement`.
///
/// It does not keep the memory alive; whoever holds it also holds the chunk.
public struct Vector {
    @usableFromInline let data: UnsafeRawPointer
    @usableFromInline let validity: UnsafePointer<UInt64>?
    @usableFromInline let storage: LogicalType.Storage
    @usableFromInline let scale: Int
    @usableFromInline let labels: [String]
    private let type: LogicalType
    private let child: OpaquePointer?

    init(_ pointer: duckdb_vector?, type: LogicalType) {
        self.init(
            data: UnsafeRawPointer(duckdb_vector_get_data(pointer)),
            validity: duckdb_vector_get_validity(pointer).map { UnsafePointer($0) },
            type: type,
            child: type.storage == .list ? duckdb_list_vector_get_child(pointer) : nil)
    }

    private init(data: UnsafeRawPointer?, validity: UnsafePointer<UInt64>?, type: LogicalType, child: OpaquePointer?) {
        self.data = data ?? Self.nothing
        self.validity = validity
        self.type = type
        self.storage = type.storage
        self.child = child
        if case .decimal(_, let scale) = type { self.scale = scale } else { self.scale = 0 }
        if case .enumeration(let labels) = type { self.labels = labels } else { self.labels = [] }
    }

    /// Where a vector without data points, such as that of an all-null column.
    private nonisolated(unsafe) static let nothing = UnsafeRawPointer(
        UnsafeMutableRawPointer.allocate(byteCount: 16, alignment: 16))

    /// The same rows with other data under the same nulls.
    func replacing(_ data: UnsafeRawPointer) -> Vector {
        Vector(data: data, validity: validity, type: type, child: child)
    }

    @inlinable @inline(__always)
    func isNull(_ row: Int) -> Bool {
        guard let validity else { return false }
        return validity[row >> 6] & (1 << UInt64(row & 63)) == 0
    }

    @inlinable @inline(__always)
    func load<T: BitwiseCopyable>(_ row: Int, as type: T.Type) -> T {
        data.load(fromByteOffset: row &* MemoryLayout<T>.stride, as: type)
    }

    @inlinable
    func loadInt128(_ row: Int) -> Int128 {
        let lower = data.load(fromByteOffset: row &* 16, as: UInt64.self)
        let upper = data.load(fromByteOffset: row &* 16 &+ 8, as: Int64.self)
        return Int128(upper) << 64 | Int128(lower)
    }

    /// The bytes of a text or blob: in the row itself up to 12 bytes, else where the row points.
    @inlinable @inline(__always)
    func bytes(_ row: Int) -> UnsafeRawBufferPointer {
        let element = data + row &* 16
        let length = Int(element.load(as: UInt32.self))
        if length <= 12 { return UnsafeRawBufferPointer(start: element + 4, count: length) }
        return UnsafeRawBufferPointer(start: element.load(fromByteOffset: 8, as: UnsafeRawPointer.self), count: length)
    }

    /// The value of a row, of whatever type.
    func value(at row: Int, column: QueryResult.Column) throws(DuckDBError) -> Value {
        if isNull(row) { return .null }
        switch type {
        case .boolean: return .boolean(load(row, as: Bool.self))
        case .tinyint: return .integer(Int64(load(row, as: Int8.self)))
        case .smallint: return .integer(Int64(load(row, as: Int16.self)))
        case .integer: return .integer(Int64(load(row, as: Int32.self)))
        case .bigint: return .integer(load(row, as: Int64.self))
        case .utinyint: return .integer(Int64(load(row, as: UInt8.self)))
        case .usmallint: return .integer(Int64(load(row, as: UInt16.self)))
        case .uinteger: return .integer(Int64(load(row, as: UInt32.self)))
        case .ubigint: return Self.value(of: Int128(load(row, as: UInt64.self)))
        case .hugeint: return Self.value(of: loadInt128(row))
        case .float: return .double(Double(load(row, as: Float.self)))
        case .double: return .double(load(row, as: Double.self))
        case .decimal: return .decimal(FixedDecimal.read(self, at: row))
        case .text, .enumeration: return .text(String.read(self, at: row))
        case .blob: return .blob([UInt8](bytes(row)))
        case .date: return .date(Day.read(self, at: row))
        case .timestamp, .timestampWithTimeZone: return .timestamp(Timestamp.read(self, at: row))
        case .list(let element):
            let entry = data.load(fromByteOffset: row * 16, as: duckdb_list_entry.self)
            let elements = Vector(child, type: element)
            var values: [Value] = []
            for index in Int(entry.offset)..<Int(entry.offset + entry.length) {
                values.append(try elements.value(at: index, column: column))
            }
            return .list(values)
        case .null: return .null
        case .other:
            throw DuckDBError(.typeMismatch, "column \(column.name) is \(type); cast it in SQL, such as to varchar")
        }
    }

    /// Copies the values of the first rows into cells that hold null: into the one at `start`, and every `stride` after.
    ///
    /// What the type is, is decided once for all of them, where rows are many.
    func copy(
        _ count: Int, of column: QueryResult.Column, into cells: inout [Value], at start: Int, by stride: Int
    ) throws(DuckDBError) {
        func each(_ read: (Int) -> Value) {
            cells.withUnsafeMutableBufferPointer { cells in
                for row in 0..<count where !isNull(row) { cells[start + row * stride] = read(row) }
            }
        }
        switch type {
        case .integer: each { .integer(Int64(load($0, as: Int32.self))) }
        case .bigint: each { .integer(load($0, as: Int64.self)) }
        case .double: each { .double(load($0, as: Double.self)) }
        case .decimal: each { .decimal(FixedDecimal.read(self, at: $0)) }
        case .text: each { .text(String(decoding: bytes($0), as: UTF8.self)) }
        case .date: each { .date(Day.read(self, at: $0)) }
        default: for row in 0..<count { cells[start + row * stride] = try value(at: row, column: column) }
        }
    }

    /// An integer as itself where 64 bits hold it, else as a decimal, so that nothing is lost.
    private static func value(of integer: Int128) -> Value {
        Int64(exactly: integer).map(Value.integer) ?? .decimal(FixedDecimal(unscaled: integer, scale: 0))
    }
}
