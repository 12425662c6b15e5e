internal import CZlib
import NIOCore

/// Compresses whole bodies with gzip.
enum Gzip {
    /// How hard to try.
    enum Effort: Int32 {
        /// For what is made once per question: most of the gain for a third of the time.
        case quick = 4
        /// For what is compressed once and sent for the life of the program.
        case thorough = 9
    }

    /// Bodies below this many bytes travel in one packet anyway.
    static let smallestBody = 1024

    /// Bodies up to this many bytes are compressed in well under a millisecond.
    static let longestQuickBody = 16 << 10

    /// The compressed body, or nil where it is not worth it: the body is small, or compressing saves less than a tenth.
    static func compress(_ body: ByteBuffer, effort: Effort) -> ByteBuffer? {
        guard body.readableBytes >= smallestBody, body.readableBytes <= Int(UInt32.max) else { return nil }
        let most = body.readableBytes - body.readableBytes / 10
        var stream = z_stream()
        // 15 bits of window; 16 more ask for gzip's own header and checksum.
        guard
            deflateInit2_(
                &stream, effort.rawValue, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
                Int32(MemoryLayout<z_stream>.size)) == Z_OK
        else { return nil }
        defer { deflateEnd(&stream) }

        var compressed = ByteBuffer()
        var isComplete = false
        body.withUnsafeReadableBytes { source in
            // zlib reads through this pointer and never writes.
            stream.next_in = UnsafeMutablePointer(
                mutating: source.baseAddress?.assumingMemoryBound(to: UInt8.self))
            stream.avail_in = UInt32(source.count)
            compressed.writeWithUnsafeMutableBytes(minimumWritableBytes: most) { target in
                stream.next_out = target.baseAddress?.assumingMemoryBound(to: UInt8.self)
                stream.avail_out = UInt32(most)
                isComplete = deflate(&stream, Z_FINISH) == Z_STREAM_END
                return most - Int(stream.avail_out)
            }
        }
        return isComplete ? compressed : nil
    }
}

extension Gzip {
    /// Whether bodies of this media type shrink. Pictures, fonts of the web and archives are compressed already.
    static func helps(contentType: String) -> Bool {
        let type = contentType.prefix { $0 != ";" && $0 != " " }.lowercased()
        return type.hasPrefix("text/") || type.hasSuffix("+json") || type.hasSuffix("+xml")
            || compressible.contains(type)
    }

    private static let compressible: Set<String> = [
        "application/json", "application/javascript", "application/xml", "application/manifest+json",
        "application/x-ndjson", "application/wasm", "image/svg+xml", "font/ttf", "font/otf",
    ]
}
