import Crypto

/// Passes another stream's bytes through and keeps their SHA-256 and their number.
final class HashingStream: ByteStream {
    private let source: any ByteStream
    private var hasher = SHA256()
    private(set) var byteCount = 0

    /// Wraps `source`, of which nothing should have been read yet.
    init(_ source: any ByteStream) {
        self.source = source
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(IngestError) -> Int {
        let count = try source.read(into: buffer)
        if count > 0 {
            hasher.update(bufferPointer: UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            byteCount += count
        }
        return count
    }

    /// Reads what is left, so that the digest covers the whole stream.
    func drain() throws(IngestError) {
        let scratch = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 * 1024, alignment: 16)
        defer { scratch.deallocate() }
        while try read(into: scratch) > 0 {}
    }

    /// The SHA-256 of the bytes read so far, in lower-case hexadecimal.
    var hexDigest: String {
        let copy = hasher
        var text = ""
        text.reserveCapacity(64)
        for byte in copy.finalize() {
            if byte < 16 { text += "0" }
            text += String(byte, radix: 16)
        }
        return text
    }
}
