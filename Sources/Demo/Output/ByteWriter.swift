import Foundation

/// Writes one file of an export through a buffer, byte by byte, without a string per field.
///
/// A row is announced with ``beginRow(atMost:)``, which makes room; the fields after it need no check.
final class ByteWriter {
    /// Path of the file being written.
    let path: String
    private(set) var rows = 0
    private var flushed = 0
    private var used = 0
    private let descriptor: Int32
    private let buffer: UnsafeMutablePointer<UInt8>
    private static let capacity = 1 << 20

    /// Bytes written so far.
    var bytes: Int { flushed + used }

    init(path: String) throws(DemoError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw DemoError.unwritableFile(path: path, reason: Self.lastReason()) }
        self.path = path
        self.descriptor = descriptor
        buffer = .allocate(capacity: Self.capacity)
    }

    deinit {
        close(descriptor)
        buffer.deallocate()
    }

    /// Starts a row of no more than `size` bytes.
    @inline(__always)
    func beginRow(atMost size: Int) throws(DemoError) {
        if used + size > Self.capacity { try flush() }
        rows += 1
    }

    /// Hands what is buffered to the system.
    func flush() throws(DemoError) {
        var done = 0
        while done < used {
            let written = write(descriptor, buffer + done, used - done)
            if written > 0 {
                done += written
            } else if written == 0 || errno != EINTR {
                throw DemoError.unwritableFile(path: path, reason: Self.lastReason())
            }
        }
        flushed += used
        used = 0
    }

    /// Writes text that is no record, such as a header.
    func preamble(_ text: String) throws(DemoError) {
        try beginRow(atMost: text.utf8.count)
        rows -= 1
        for byte in text.utf8 { put(byte) }
    }

    /// Takes back the last `count` bytes; they must still be in the buffer.
    func dropLast(_ count: Int) {
        used = max(0, used - count)
    }

    @inline(__always)
    func put(_ byte: UInt8) {
        buffer[used] = byte
        used += 1
    }

    @inline(__always)
    func put(_ text: StaticString) {
        let count = text.utf8CodeUnitCount
        (buffer + used).update(from: text.utf8Start, count: count)
        used += count
    }

    @inline(__always)
    func put(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let start = bytes.baseAddress else { return }
        (buffer + used).update(from: start, count: bytes.count)
        used += bytes.count
    }

    @inline(__always)
    func put(_ bytes: [UInt8]) {
        bytes.withUnsafeBufferPointer { put($0) }
    }

    /// Room for `count` bytes that the caller fills in at once.
    @inline(__always)
    func claim(_ count: Int) -> UnsafeMutablePointer<UInt8> {
        defer { used += count }
        return buffer + used
    }

    static func lastReason() -> String {
        String(cString: strerror(errno))
    }
}
