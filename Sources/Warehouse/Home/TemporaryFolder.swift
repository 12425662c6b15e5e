import Foundation

/// A folder outside the home, for nobody else to read, that goes with the value that holds it. Those of processes that were
/// ended before theirs went, the next one removes.
final class TemporaryFolder {
    private static let prefix = "vitrine-work-"

    let path: String
    private let lock: FileLock?

    init() throws(WarehouseError) {
        let folder = FileManager.default.temporaryDirectory.path
        Self.removeAbandoned(in: folder)
        path = "\(folder)/\(Self.prefix)\(UUID().uuidString)"
        guard mkdir(path, 0o700) == 0 else { throw Disk.failure("make the folder", path) }
        lock = try FileLock.exclusive(Self.lock(of: path))
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
        withExtendedLifetime(lock) {}
    }

    private static func lock(of path: String) -> String { path + "/lock" }

    private static func removeAbandoned(in folder: String) {
        let files = FileManager.default
        for name in (try? files.contentsOfDirectory(atPath: folder)) ?? [] where name.hasPrefix(prefix) {
            let path = "\(folder)/\(name)"
            // One that has no lock yet is being made at this moment.
            guard files.fileExists(atPath: lock(of: path)),
                let lock = try? FileLock.exclusive(lock(of: path))
            else { continue }
            try? files.removeItem(atPath: path)
            _ = lock
        }
    }
}
