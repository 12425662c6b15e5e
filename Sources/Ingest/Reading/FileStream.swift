import Foundation

/// The bytes of a file on disk.
final class FileStream: ByteStream {
    private let descriptor: Int32
    private let fileName: String

    /// Opens the file at `path`; errors name it `fileName`.
    init(path: String, fileName: String) throws(IngestError) {
        self.fileName = fileName
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        if descriptor < 0 {
            throw IngestError(.unreadable, "cannot be opened: \(String(cString: strerror(errno)))", file: fileName)
        }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(IngestError) -> Int {
        guard let base = buffer.baseAddress, buffer.count > 0 else { return 0 }
        while true {
            let count = Foundation.read(descriptor, base, buffer.count)
            if count >= 0 { return count }
            if errno == EINTR { continue }
            throw IngestError(.unreadable, "cannot be read: \(String(cString: strerror(errno)))", file: fileName)
        }
    }
}
