internal import CDuckDB

/// Where a `RowProducer` or an `Appender` writes rows: DuckDB's own column memory, up to `capacity` rows at a time.
///
/// It can be neither copied nor kept. Every row up to the count reported must have every column set, to a value or to
/// NULL. Writing another type than the column's, or beyond the capacity, stops the program instead of spoiling memory.
public struct ChunkWriter: ~Copyable {
    @usableFromInline
    struct Slot {
        @usableFromInline let data: UnsafeMutableRawPointer
        @usableFromInline var validity: UnsafeMutablePointer<UInt64>?
        @usableFromInline let storage: LogicalType.Storage
        let vector: OpaquePointer
    }

    /// The most rows it takes: 2,048.
    public let capacity: Int
    /// The number of columns.
    public let columnCount: Int
    @usableFromInline let slots: UnsafeMutablePointer<Slot>

    /// Writes to a chunk of DuckDB's whose columns lie in memory as `storages` tell.
    init(_ chunk: duckdb_data_chunk, storages: [LogicalType.Storage]) throws(DuckDBError) {
        guard Int(duckdb_data_chunk_get_column_count(chunk)) == storages.count else {
            throw DuckDBError(.internal, "DuckDB gave a chunk of another number of columns than declared")
        }
        var made: [Slot] = []
        for (index, storage) in storages.enumerated() {
            guard let vector = duckdb_data_chunk_get_vector(chunk, idx_t(index)),
                let data = duckdb_vector_get_data(vector)
            else { throw DuckDBError(.internal, "DuckDB gave a chunk without memory") }
            made.append(Slot(data: data, validity: nil, storage: storage, vector: vector))
        }
        capacity = Int(duckdb_vector_size())
        columnCount = made.count
        slots = .allocate(capacity: made.count)
        slots.initialize(from: made, count: made.count)
    }

    deinit {
        slots.deallocate()
    }

    @inlinable @inline(__always)
    func check(_ column: Int, _ row: Int, _ storage: LogicalType.Storage) {
        precondition(column >= 0 && column < columnCount, "the chunk has no such column")
        precondition(row >= 0 && row < capacity, "the row is beyond the chunk's capacity")
        precondition(slots[column].storage == storage, "the column holds another type")
    }

    @inlinable @inline(__always)
    func store<T: BitwiseCopyable>(_ value: T, _ column: Int, _ row: Int, _ storage: LogicalType.Storage) {
        check(column, row, storage)
        slots[column].data.storeBytes(of: value, toByteOffset: row &* MemoryLayout<T>.stride, as: T.self)
    }

    /// Sets a BOOLEAN.
    @inlinable @inline(__always)
    public func setBoolean(_ value: Bool, column: Int, row: Int) { store(value, column, row, .bool) }

    /// Sets an INTEGER, or the days of a DATE since 1970-01-01.
    @inlinable @inline(__always)
    public func setInt32(_ value: Int32, column: Int, row: Int) { store(value, column, row, .int32) }

    /// Sets a BIGINT, or the microseconds of a TIMESTAMP since 1970-01-01 00:00:00.
    @inlinable @inline(__always)
    public func setInt64(_ value: Int64, column: Int, row: Int) { store(value, column, row, .int64) }

    /// Sets a DOUBLE.
    @inlinable @inline(__always)
    public func setDouble(_ value: Double, column: Int, row: Int) { store(value, column, row, .double) }

    /// Sets a DATE.
    @inlinable @inline(__always)
    public func setDay(_ value: Day, column: Int, row: Int) { store(value.daysSince1970, column, row, .int32) }

    /// Sets a TIMESTAMP.
    @inlinable @inline(__always)
    public func setTimestamp(_ value: Timestamp, column: Int, row: Int) {
        store(value.microsecondsSince1970, column, row, .int64)
    }

    /// Sets a DECIMAL from its digits as an integer, 12345 for 123.45 at scale 2. The caller keeps within the width.
    @inlinable @inline(__always)
    public func setDecimal(unscaled: Int64, column: Int, row: Int) {
        switch slots[column].storage {
        case .int64: store(unscaled, column, row, .int64)
        case .int32: store(Int32(unscaled), column, row, .int32)
        case .int16: store(Int16(unscaled), column, row, .int16)
        default: store((unscaled, unscaled >> 63), column, row, .int128)
        }
    }

    /// Sets a VARCHAR from UTF-8 bytes, which the caller has validated; or a BLOB from any bytes.
    @inlinable @inline(__always)
    public func setText(_ utf8: UnsafeRawBufferPointer, column: Int, row: Int) {
        check(column, row, .string)
        if utf8.count <= 12 {
            // Short texts lie in the row itself: a length, then the bytes, zero-filled.
            let element = slots[column].data + row &* 16
            element.storeBytes(of: 0, toByteOffset: 8, as: UInt64.self)
            element.storeBytes(of: UInt64(utf8.count), as: UInt64.self)
            if let start = utf8.baseAddress {
                (element + 4).copyMemory(from: start, byteCount: utf8.count)
            }
        } else {
            assign(utf8, column, row)
        }
    }

    /// Sets a VARCHAR.
    @inlinable
    public func setText(_ text: String, column: Int, row: Int) {
        var text = text
        text.withUTF8 { setText(UnsafeRawBufferPointer($0), column: column, row: row) }
    }

    /// Sets NULL, whatever the column's type.
    @inlinable @inline(__always)
    public func setNull(column: Int, row: Int) {
        precondition(column >= 0 && column < columnCount, "the chunk has no such column")
        precondition(row >= 0 && row < capacity, "the row is beyond the chunk's capacity")
        let validity = slots[column].validity ?? makeValidity(column)
        validity[row >> 6] &= ~(1 << UInt64(row & 63))
    }

    /// Gives the memory of a whole column to `body`, for filling it in one loop.
    ///
    /// - Parameters:
    ///   - column: A column whose rows lie in memory as `type`: `Int32` for INTEGER and DATE, `Int64` for BIGINT,
    ///     TIMESTAMP and a DECIMAL of 10 to 18 digits, `Double` for DOUBLE.
    ///   - type: The type of the rows.
    ///   - body: Writes up to `capacity` rows. The memory is not to be used after it returns.
    @inlinable
    public func withRows<T: ChunkNumber, Failure: Error>(
        ofColumn column: Int, as type: T.Type, _ body: (UnsafeMutableBufferPointer<T>) throws(Failure) -> Void
    ) throws(Failure) {
        check(column, 0, T.storage)
        let rows = slots[column].data.assumingMemoryBound(to: T.self)
        try body(UnsafeMutableBufferPointer(start: rows, count: capacity))
    }

    @usableFromInline
    func makeValidity(_ column: Int) -> UnsafeMutablePointer<UInt64> {
        let vector = slots[column].vector
        duckdb_vector_ensure_validity_writable(vector)
        guard let validity = duckdb_vector_get_validity(vector) else {
            preconditionFailure("DuckDB has no memory for nulls")
        }
        slots[column].validity = validity
        return validity
    }

    @usableFromInline
    func assign(_ bytes: UnsafeRawBufferPointer, _ column: Int, _ row: Int) {
        let start = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
        duckdb_unsafe_vector_assign_string_element_len(slots[column].vector, idx_t(row), start, idx_t(bytes.count))
    }
}

/// A number as it lies in a column's memory. The conformances of this module are all there are.
public protocol ChunkNumber: BitwiseCopyable {
    /// Which memory layout it is; for this module.
    static var _layout: ChunkNumberLayout { get }
}

/// The memory layouts of `ChunkNumber`.
public enum ChunkNumberLayout: Sendable {
    /// 32-bit integers.
    case int32
    /// 64-bit integers.
    case int64
    /// 64-bit floating point.
    case double
}

extension ChunkNumber {
    @usableFromInline
    static var storage: LogicalType.Storage {
        switch _layout {
        case .int32: .int32
        case .int64: .int64
        case .double: .double
        }
    }
}

extension Int32: ChunkNumber {
    /// 32-bit integers.
    public static var _layout: ChunkNumberLayout { .int32 }
}
extension Int64: ChunkNumber {
    /// 64-bit integers.
    public static var _layout: ChunkNumberLayout { .int64 }
}
extension Double: ChunkNumber {
    /// 64-bit floating point.
    public static var _layout: ChunkNumberLayout { .double }
}
