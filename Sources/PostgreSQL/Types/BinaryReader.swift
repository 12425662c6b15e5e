/// Reads PostgreSQL's binary format from bytes that somebody else keeps; every read is checked against their end.
struct BinaryReader {
    private let bytes: UnsafeRawBufferPointer
    private(set) var position = 0

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    var remaining: Int { bytes.count - position }

    mutating func integer<T: FixedWidthInteger & BitwiseCopyable>(_ type: T.Type = T.self) throws(PostgreSQLError) -> T
    {
        let size = MemoryLayout<T>.size
        guard remaining >= size else { throw Self.damaged }
        defer { position += size }
        return T(bigEndian: bytes.loadUnaligned(fromByteOffset: position, as: T.self))
    }

    mutating func bytes(_ count: Int) throws(PostgreSQLError) -> UnsafeRawBufferPointer {
        guard count >= 0, remaining >= count else { throw Self.damaged }
        defer { position += count }
        return UnsafeRawBufferPointer(rebasing: bytes[position..<position + count])
    }

    static let damaged = PostgreSQLError(.internal, "the server sent a value that is shorter than its type")
}
