import Foundation

/// The bytes of a file on disk, from its beginning to its end.
///
/// What was read of a large file is let go from the system's cache of files, on Linux: it is not read again, and the load needs
/// the memory.
final class FileStream: ByteStream {
    /// From which size on files are let go, and in pieces of how many bytes.
    private static let large = (size: 256 << 20, piece: 32 << 20)

    private let descriptor: Int32
    private let fileName: String
    private let isLarge: Bool
    /// How far the file was read, and how far it was let go.
    private var place = (read: 0, letGo: 0)

    /// Opens the file at `path`; errors name it `fileName`.
    init(path: String, fileName: String) throws(IngestError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw IngestError(.unreadable, "cannot be opened: \(String(cString: strerror(errno)))", file: fileName)
        }
        self.descriptor = descriptor
        self.fileName = fileName
        var status = stat()
        isLarge = fstat(descriptor, &status) == 0 && status.st_size >= Self.large.size
    }

    deinit { close(descriptor) }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(IngestError) -> Int {
        guard let base = buffer.baseAddress, buffer.count > 0 else { return 0 }
        while true {
            let count = Foundation.read(descriptor, base, buffer.count)
            if count >= 0 {
                place.read += count
                letGo()
                return count
            }
            if errno == EINTR { continue }
            throw IngestError(.unreadable, "cannot be read: \(String(cString: strerror(errno)))", file: fileName)
        }
    }

    private func letGo() {
        #if os(Linux)
            guard isLarge, place.read - place.letGo >= Self.large.piece else { return }
            posix_fadvise(descriptor, off_t(place.letGo), off_t(place.read - place.letGo), POSIX_FADV_DONTNEED)
            place.letGo = place.read
        #endif
    }
}
