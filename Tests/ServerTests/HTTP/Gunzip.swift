import CZlib
import NIOCore
import Testing

/// The plain bytes of a gzipped body, by zlib itself.
func gunzip(_ body: ByteBuffer) throws -> ByteBuffer {
    var stream = z_stream()
    try #require(
        inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK)
    defer { inflateEnd(&stream) }
    var plain = ByteBuffer()
    var status = Z_OK
    body.withUnsafeReadableBytes { source in
        stream.next_in = UnsafeMutablePointer(mutating: source.baseAddress?.assumingMemoryBound(to: UInt8.self))
        stream.avail_in = UInt32(source.count)
        while status == Z_OK {
            plain.writeWithUnsafeMutableBytes(minimumWritableBytes: 65_536) { target in
                stream.next_out = target.baseAddress?.assumingMemoryBound(to: UInt8.self)
                stream.avail_out = UInt32(target.count)
                status = inflate(&stream, Z_NO_FLUSH)
                return target.count - Int(stream.avail_out)
            }
        }
    }
    try #require(status == Z_STREAM_END)
    return plain
}
