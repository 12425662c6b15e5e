/// The values of one column of a chunk, read in place. Keeps the chunk alive.
public struct ColumnView<Element: ColumnElement>: RandomAccessCollection {
    @usableFromInline let vector: Vector
    /// How many rows there are.
    public let count: Int
    @usableFromInline let chunk: Chunk
    @usableFromInline let copy: AnyObject?

    init(chunk: Chunk, vector: Vector, count: Int, copy: AnyObject? = nil) {
        self.chunk = chunk
        self.vector = vector
        self.count = count
        self.copy = copy
    }

    /// 0.
    @inlinable
    public var startIndex: Int { 0 }
    /// The number of rows.
    @inlinable
    public var endIndex: Int { count }

    /// The value of a row; nil for NULL.
    @inlinable
    public subscript(row: Int) -> Element? {
        precondition(row >= 0 && row < count, "the row is beyond the chunk")
        return withExtendedLifetime((chunk, copy)) {
            vector.isNull(row) ? nil : Element.read(vector, at: row)
        }
    }

    /// Whether a row is NULL.
    @inlinable
    public func isNull(_ row: Int) -> Bool {
        precondition(row >= 0 && row < count, "the row is beyond the chunk")
        return withExtendedLifetime(chunk) { vector.isNull(row) }
    }

    /// Whether any row can be NULL; false spares looking at each.
    @inlinable
    public var mayHaveNulls: Bool { vector.validity != nil }
}

extension ColumnView where Element == String {
    /// Gives the UTF-8 bytes of a row's text, in place, to `body`; nil for NULL. The bytes are gone when `body` returns.
    @inlinable
    public func withUTF8<T>(_ row: Int, _ body: (UnsafeBufferPointer<UInt8>) throws -> T) rethrows -> T? {
        precondition(row >= 0 && row < count, "the row is beyond the chunk")
        guard !vector.isNull(row) else { return nil }
        if vector.storage != .string {
            var label = String.read(vector, at: row)
            return try label.withUTF8(body)
        }
        return try withExtendedLifetime(chunk) {
            try vector.bytes(row).withMemoryRebound(to: UInt8.self, body)
        }
    }
}

extension ColumnView where Element == [UInt8] {
    /// Gives the bytes of a row, in place, to `body`; nil for NULL. They are gone when `body` returns.
    @inlinable
    public func withBytes<T>(_ row: Int, _ body: (UnsafeBufferPointer<UInt8>) throws -> T) rethrows -> T? {
        precondition(row >= 0 && row < count, "the row is beyond the chunk")
        guard !vector.isNull(row) else { return nil }
        return try withExtendedLifetime(chunk) {
            try vector.bytes(row).withMemoryRebound(to: UInt8.self, body)
        }
    }
}

extension ColumnView where Element: BitwiseCopyable {
    /// Gives all values, in place, to `body`; what stands in NULL rows has no meaning. Nil when the column's memory is
    /// not an array of `Element`, as for decimals and 128-bit integers.
    @inlinable
    public func withValues<T>(_ body: (UnsafeBufferPointer<Element>) throws -> T) rethrows -> T? {
        guard Element.isInPlace else { return nil }
        return try withExtendedLifetime((chunk, copy)) {
            try body(UnsafeBufferPointer(start: vector.data.assumingMemoryBound(to: Element.self), count: count))
        }
    }
}
