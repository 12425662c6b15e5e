/// Where the rows of a `copy … from` are written: column by column, in the order of the columns, in PostgreSQL's binary
/// format. It keeps no more than a piece of 64 kB and belongs to the closure that it was given to.
public final class CopyWriter {
    @usableFromInline static let capacity = 65_536

    /// The columns' types, in order.
    @usableFromInline let types: [PostgreSQLType]
    private let columns: [ResultColumn]
    @usableFromInline let buffer: UnsafeMutableRawPointer
    @usableFromInline var count = 0
    /// The column that comes next.
    @usableFromInline var column: Int
    /// How many rows were begun.
    public private(set) var rowCount = 0
    private let session: Session

    init(_ columns: [ResultColumn], session: Session) throws(PostgreSQLError) {
        guard !columns.isEmpty, columns.count <= Int(Int16.max) else {
            throw PostgreSQLError(.misuse, "rows have between 1 and 32,767 columns, not \(columns.count)")
        }
        self.columns = columns
        self.session = session
        types = columns.map(\.type)
        column = columns.count
        buffer = .allocate(byteCount: Self.capacity, alignment: 8)
        // The signature, then no flags and no extension.
        for byte in "PGCOPY\n".utf8 + [0xFF, 0x0D, 0x0A, 0x00] { put(byte) }
        put(Int32(0))
        put(Int32(0))
    }

    deinit { buffer.deallocate() }

    // MARK: - Rows

    /// Begins a row. Every column of the one before must have been written.
    @inlinable
    public func beginRow() throws(PostgreSQLError) {
        guard column == types.count else { throw incomplete() }
        try reserve(2)
        put(Int16(truncatingIfNeeded: types.count))
        column = 0
        countRow()
    }

    /// Writes NULL, whatever the column's type.
    @inlinable
    public func writeNull() throws(PostgreSQLError) {
        guard column < types.count else { throw beyond() }
        try reserve(4)
        put(Int32(-1))
        column += 1
    }

    /// Writes a boolean.
    @inlinable
    public func write(_ value: Bool) throws(PostgreSQLError) {
        try begin(.boolean, size: 1)
        put(UInt8(value ? 1 : 0))
    }

    /// Writes a smallint.
    @inlinable
    public func write(_ value: Int16) throws(PostgreSQLError) {
        try begin(.smallint, size: 2)
        put(value)
    }

    /// Writes an integer.
    @inlinable
    public func write(_ value: Int32) throws(PostgreSQLError) {
        try begin(.integer, size: 4)
        put(value)
    }

    /// Writes a bigint.
    @inlinable
    public func write(_ value: Int64) throws(PostgreSQLError) {
        try begin(.bigint, size: 8)
        put(value)
    }

    /// Writes a double precision.
    @inlinable
    public func write(_ value: Double) throws(PostgreSQLError) {
        try begin(.double, size: 8)
        put(value.bitPattern)
    }

    /// Writes a date.
    public func write(_ value: Day) throws(PostgreSQLError) {
        let days = try ByteWriter.days(value)
        try begin(.date, size: 4)
        put(days)
    }

    /// Writes a timestamp.
    public func write(_ value: Timestamp) throws(PostgreSQLError) {
        let microseconds = try ByteWriter.microseconds(value)
        try begin(.timestamp, size: 8)
        put(microseconds)
    }

    /// Writes a text from its UTF-8 bytes.
    @inlinable
    public func write(utf8 bytes: UnsafeRawBufferPointer) throws(PostgreSQLError) {
        guard column < types.count, types[column] == .text else { throw mismatch(.text) }
        guard bytes.count < Self.capacity - 8 else { return try writeLong(bytes) }
        try reserve(bytes.count + 4)
        put(Int32(truncatingIfNeeded: bytes.count))
        if let start = bytes.baseAddress { (buffer + count).copyMemory(from: start, byteCount: bytes.count) }
        count += bytes.count
        column += 1
    }

    /// Writes a numeric.
    public func write(_ value: FixedDecimal) throws(PostgreSQLError) {
        if let short = Int64(exactly: value.unscaled), value.scale <= 16 {
            try begin(.numeric, size: nil)
            putShort(short.magnitude, isNegative: short < 0, scale: value.scale)
        } else {
            try write(.decimal(value))
        }
    }

    /// Writes any value as the column's type; integers may be narrower or wider than the column where they fit.
    public func write(_ value: Value) throws(PostgreSQLError) {
        if value.isNull { return try writeNull() }
        guard column < types.count else { throw beyond() }
        var writer = ByteWriter()
        writer.append(Int32(0))
        try writer.write(value, as: types[column])
        writer.replaceLength(at: 0)
        try writer.bytes.withBytes { bytes throws(PostgreSQLError) in try putPieces(bytes) }
        column += 1
    }

    // MARK: - Bytes

    /// Starts a field of the next column, which must be of that type; with a size, its length is written.
    @inlinable @inline(__always)
    func begin(_ type: PostgreSQLType, size: Int32?) throws(PostgreSQLError) {
        guard column < types.count, types[column] == type else { throw mismatch(type) }
        // As much as the longest short field takes.
        try reserve(64)
        if let size { put(size) }
        column += 1
    }

    @inlinable @inline(__always)
    func reserve(_ size: Int) throws(PostgreSQLError) {
        if count + size > Self.capacity { try flush() }
    }

    @inlinable @inline(__always)
    func put<T: FixedWidthInteger & BitwiseCopyable>(_ integer: T) {
        buffer.storeBytes(of: integer.bigEndian, toByteOffset: count, as: T.self)
        count += MemoryLayout<T>.size
    }

    /// Puts a numeric of up to 64 bits and 16 digits after the point: its length, head and groups.
    private func putShort(_ magnitude: UInt64, isNegative: Bool, scale: Int) {
        let power = NumericFormat.powers[scale]
        var (whole, fraction) = magnitude.quotientAndRemainder(dividingBy: power)
        let fractionGroups = (scale + 3) / 4
        fraction *= NumericFormat.powers[fractionGroups * 4 - scale]

        // Groups from the last to the first, eight at most; zeros at either end are left out.
        var count = 0
        var weight = -1
        return withUnsafeTemporaryAllocation(of: Int16.self, capacity: 10) { digits in
            for _ in 0..<fractionGroups {
                digits[count] = Int16(truncatingIfNeeded: fraction % 10_000)
                fraction /= 10_000
                count += 1
            }
            while whole > 0 {
                digits[count] = Int16(truncatingIfNeeded: whole % 10_000)
                whole /= 10_000
                count += 1
                weight += 1
            }
            while count > 0, digits[count - 1] == 0 {
                count -= 1
                weight -= 1
            }
            var start = 0
            while start < count, digits[start] == 0 { start += 1 }
            put(Int32(8 + 2 * (count - start)))
            put(Int16(count - start))
            put(Int16(count == start ? 0 : weight))
            put(isNegative ? NumericFormat.negative : NumericFormat.positive)
            put(UInt16(scale))
            for index in stride(from: count - 1, through: start, by: -1) { put(digits[index]) }
        }
    }

    @usableFromInline
    func writeLong(_ bytes: UnsafeRawBufferPointer) throws(PostgreSQLError) {
        // A field's length is a signed 32-bit number, and PostgreSQL holds no more than 1 GB in one.
        guard bytes.count < 1 << 30 else {
            throw PostgreSQLError(
                .conversion, "a text of \(bytes.count) bytes is longer than PostgreSQL's limit of 1 GB")
        }
        try reserve(4)
        put(Int32(bytes.count))
        try putPieces(bytes)
        column += 1
    }

    private func putPieces(_ bytes: UnsafeRawBufferPointer) throws(PostgreSQLError) {
        guard bytes.count > Self.capacity / 2 else {
            try reserve(bytes.count)
            if let start = bytes.baseAddress { (buffer + count).copyMemory(from: start, byteCount: bytes.count) }
            count += bytes.count
            return
        }
        try flush()
        for start in stride(from: 0, to: bytes.count, by: Self.capacity) {
            let end = min(start + Self.capacity, bytes.count)
            try session.putCopyData(UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
        }
    }

    @usableFromInline
    func flush() throws(PostgreSQLError) {
        try session.putCopyData(UnsafeRawBufferPointer(start: buffer, count: count))
        count = 0
    }

    @usableFromInline
    func countRow() { rowCount += 1 }

    /// Writes the end of the rows and sends what is left.
    func finish() throws(PostgreSQLError) {
        guard column == types.count else { throw incomplete() }
        try reserve(2)
        put(Int16(-1))
        try flush()
    }

    // MARK: - Errors

    @usableFromInline
    func incomplete() -> PostgreSQLError {
        PostgreSQLError(
            .misuse,
            "row \(rowCount) ends before column \(columns[column].name) (\(column) of \(columns.count) written)")
    }

    @usableFromInline
    func beyond() -> PostgreSQLError {
        PostgreSQLError(.misuse, "a field was written beyond the \(columns.count) columns; begin a row first")
    }

    @usableFromInline
    func mismatch(_ type: PostgreSQLType) -> PostgreSQLError {
        guard column < columns.count else { return beyond() }
        return PostgreSQLError(
            .typeMismatch, "column \(columns[column].name) is \(columns[column].type) and takes no \(type)")
    }
}
