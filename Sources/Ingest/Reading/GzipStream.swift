import CArchive
import Foundation

/// The unpacked bytes of a gzip file, through libarchive, with the checksum and length that the file ends with verified
/// (libarchive leaves them unread).
final class GzipStream: ByteStream {
    private static let maximumTries = 1000

    private let handle: OpaquePointer
    private let source: GzipSource
    private let reopen: () throws(IngestError) -> any ByteStream
    private let fileName: String
    private let limits: ArchiveLimits
    private var checksum = CRC32()
    private var unpacked = 0
    private var isEmpty = false
    private var isAtEnd = false

    /// Unpacks the stream that `open` returns. It is opened once more only to tell a file of several gzip members
    /// from a damaged one.
    init(
        fileName: String, limits: ArchiveLimits, open: @escaping () throws(IngestError) -> any ByteStream
    ) throws(IngestError) {
        self.fileName = fileName
        self.limits = limits
        reopen = open
        source = GzipSource(try open())
        guard let handle = archive_read_new() else {
            throw IngestError(.unreadable, "cannot be opened: out of memory", file: fileName)
        }
        self.handle = handle
        archive_read_support_filter_gzip(handle)
        archive_read_support_format_raw(handle)
        archive_read_support_format_empty(handle)
        let status = archive_read_open(
            handle, Unmanaged.passUnretained(source).toOpaque(), nil,
            { _, context, bytes in
                guard let context, let bytes else { return -1 }
                return Unmanaged<GzipSource>.fromOpaque(context).takeUnretainedValue().readBlock(bytes)
            }, nil)
        var entry: OpaquePointer?
        guard status == ARCHIVE_OK else { throw failure() }
        let found = archive_read_next_header(handle, &entry)
        guard found == ARCHIVE_OK || found == ARCHIVE_EOF, archive_filter_code(handle, 0) == ARCHIVE_FILTER_GZIP else {
            throw failure()
        }
        // Under the gzip filter lies the file itself, or another filter.
        if archive_filter_code(handle, 1) != ARCHIVE_FILTER_NONE {
            throw IngestError(
                .unsupported, "is packed with gzip twice", file: fileName,
                advice: "Unpack it once and load what comes out")
        }
        isEmpty = found == ARCHIVE_EOF
    }

    deinit {
        archive_read_free(handle)
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(IngestError) -> Int {
        if isAtEnd || buffer.count == 0 { return 0 }
        let count = isEmpty ? 0 : archive_read_data(handle, buffer.baseAddress, buffer.count)
        guard count >= 0 else { throw failure() }
        if count == 0 {
            isAtEnd = true
            try verify()
            return 0
        }
        checksum.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        unpacked += count
        try limits.check(unpacked: unpacked, packed: source.packed, file: fileName)
        return count
    }

    private func failure() -> IngestError {
        if let error = source.error { return error }
        let message = archive_error_string(handle).map { String(cString: $0) } ?? "no gzip data"
        return IngestError(
            .damaged, "cannot be unpacked (\(message))", file: fileName,
            advice: "The file may be cut off or damaged: download or copy it again")
    }

    private func verify() throws(IngestError) {
        let trailer = GzipTrailer(source.tail)
        if trailer == GzipTrailer(checksum: checksum.value, length: UInt32(truncatingIfNeeded: unpacked)) { return }
        if let trailer, try hasMembers(endingIn: trailer) { return }
        let left = try source.packedToTheEnd() - Int(archive_filter_bytes(handle, -1))
        if left > 0 {
            throw IngestError(
                .damaged, "is followed by \(left) byte\(left == 1 ? "" : "s") that are no gzip data", file: fileName,
                advice: "Something was written behind the file's end: download or copy it again")
        }
        throw IngestError(
            .damaged, "cannot be unpacked (its checksum does not match)", file: fileName,
            advice: "The file is damaged: download or copy it again")
    }

    /// Whether the file is several gzip members one after another whose checksums together give the one found.
    private func hasMembers(endingIn last: GzipTrailer) throws(IngestError) -> Bool {
        let inner = try GzipTrailer.beforeFurtherMembers(in: try reopen())
        if inner.isEmpty { return false }
        if matches(inner + [last]) { return true }
        // What looks like the beginning of a member can be packed data by chance: once at most, in all likelihood.
        if inner.count > Self.maximumTries { return false }
        return inner.indices.contains { excluded in
            var members = inner
            members.remove(at: excluded)
            return matches(members + [last])
        }
    }

    private func matches(_ members: [GzipTrailer]) -> Bool {
        var length: UInt32 = 0
        var combined: UInt32 = 0
        for member in members {
            length &+= member.length
            combined = CRC32.combine(combined, member.checksum, secondLength: Int(member.length))
        }
        return length == UInt32(truncatingIfNeeded: unpacked) && combined == checksum.value
    }
}

/// The checksum and the length modulo 2^32 with which a gzip member ends.
struct GzipTrailer: Equatable {
    var checksum: UInt32
    var length: UInt32

    static let byteCount = 8
    private static let maximumMembers = 1 << 20

    init(checksum: UInt32, length: UInt32) {
        self.checksum = checksum
        self.length = length
    }

    /// The trailer in exactly eight bytes.
    init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        let value = bytes.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        self.init(checksum: UInt32(truncatingIfNeeded: value), length: UInt32(truncatingIfNeeded: value >> 32))
    }

    /// The trailers that stand before each place, after the first, where a gzip member may begin.
    static func beforeFurtherMembers(in stream: any ByteStream) throws(IngestError) -> [GzipTrailer] {
        let window = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
        defer { window.deallocate() }
        let overlap = byteCount + 3
        var trailers = [GzipTrailer]()
        var kept = 0
        while true {
            let read = try stream.readFully(into: UnsafeMutableRawBufferPointer(rebasing: window[kept...]))
            let count = kept + read
            var index = byteCount
            while index + 4 <= count {
                if window[index] == 0x1F, window[index + 1] == 0x8B, window[index + 2] == 8,
                    window[index + 3] & 0xE0 == 0, let trailer = GzipTrailer(window[(index - byteCount)..<index])
                {
                    trailers.append(trailer)
                }
                index += 1
            }
            if read == 0 || trailers.count > maximumMembers { return trailers }
            kept = min(overlap, count)
            UnsafeMutableRawBufferPointer(rebasing: window[..<kept])
                .copyMemory(from: UnsafeRawBufferPointer(rebasing: window[(count - kept)..<count]))
        }
    }
}

/// Feeds libarchive from a stream, and remembers the last bytes and any failure.
private final class GzipSource {
    private let stream: any ByteStream
    private let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 16)
    private(set) var error: IngestError?
    /// How many packed bytes were read.
    private(set) var packed = 0
    /// The last eight of them.
    private(set) var tail: [UInt8] = []

    init(_ stream: any ByteStream) {
        self.stream = stream
    }

    deinit {
        block.deallocate()
    }

    /// How many packed bytes there are, once those that nobody asked for have been read, too.
    func packedToTheEnd() throws(IngestError) -> Int {
        while true {
            let count = try stream.read(into: block)
            if count == 0 { return packed }
            packed += count
        }
    }

    func readBlock(_ bytes: UnsafeMutablePointer<UnsafeRawPointer?>) -> Int {
        do {
            let count = try stream.read(into: block)
            bytes.pointee = UnsafeRawPointer(block.baseAddress)
            packed += count
            tail = Array((tail + block[max(0, count - GzipTrailer.byteCount)..<count]).suffix(GzipTrailer.byteCount))
            return count
        } catch {
            self.error = error
            return -1
        }
    }
}
