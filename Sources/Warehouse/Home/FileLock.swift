import Foundation

/// A lock on a file that the operating system frees when the process ends, however it ends.
package final class FileLock: Sendable {
    private let descriptor: Int32

    private init(descriptor: Int32) { self.descriptor = descriptor }

    deinit { close(descriptor) }

    /// Takes the lock for one holder alone; nil where somebody else has it.
    package static func exclusive(_ path: String) throws(WarehouseError) -> FileLock? {
        try take(path, flags: O_RDWR | O_CREAT, kind: LOCK_EX)
    }

    /// Takes the lock beside other readers; nil where somebody has it alone. Needs no right to write.
    static func shared(_ path: String) throws(WarehouseError) -> FileLock? {
        try take(path, flags: O_RDONLY, kind: LOCK_SH)
    }

    private static func take(_ path: String, flags: Int32, kind: Int32) throws(WarehouseError) -> FileLock? {
        let descriptor = open(path, flags | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw Disk.failure("open", path) }
        guard flock(descriptor, kind | LOCK_NB) == 0 else {
            let isTaken = errno == EWOULDBLOCK
            defer { close(descriptor) }
            if isTaken { return nil }
            throw Disk.failure("lock", path)
        }
        return FileLock(descriptor: descriptor)
    }

    /// Replaces the file's text, for those who find the lock taken.
    func note(_ text: String) {
        _ = ftruncate(descriptor, 0)
        _ = Array(text.utf8).withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
    }
}

/// The right to load into a home: one process has it at a time.
struct LoadLock {
    private let lock: FileLock

    /// Takes the right to load.
    ///
    /// - Throws: ``WarehouseError`` of kind `environment` that says which process is loading.
    init(home: Home) throws(WarehouseError) {
        let path = home.path + "/lock"
        guard let lock = try FileLock.exclusive(path) else {
            let holder = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
            throw .environment(
                "another load is running on \(home.path)\(holder.isEmpty ? "" : " (\(holder))"); wait until it has ended"
            )
        }
        lock.note("process \(getpid())")
        self.lock = lock
    }
}
