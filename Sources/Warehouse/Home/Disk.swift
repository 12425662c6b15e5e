import Foundation

/// The file system calls that make a publish safe against a crash.
package enum Disk {
    /// Writes a file's or folder's content through to the disk.
    package static func synchronise(_ path: String) throws(WarehouseError) {
        let descriptor = open(path, O_RDONLY)
        guard descriptor >= 0 else { throw failure("open", path) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure("write through", path) }
    }

    /// Makes a folder and those above it that are missing.
    package static func makeFolder(_ path: String) throws(WarehouseError) {
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue { return }
        let parent = (path as NSString).deletingLastPathComponent
        if !parent.isEmpty, parent != path, !FileManager.default.fileExists(atPath: parent) { try makeFolder(parent) }
        guard mkdir(path, 0o755) == 0 || errno == EEXIST else { throw failure("make the folder", path) }
    }

    /// Writes a whole file.
    package static func write(_ data: Data, to path: String) throws(WarehouseError) {
        do {
            try data.write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            throw .environment("cannot write \(path): \(reason(error))")
        }
    }

    /// Gives a file or folder another name in one step, replacing what had it.
    package static func move(_ source: String, to target: String) throws(WarehouseError) {
        guard rename(source, target) == 0 else { throw failure("rename", source) }
    }

    /// Makes `link` point at `target` in one step: a reader sees the old target or the new one.
    package static func point(_ link: String, to target: String) throws(WarehouseError) {
        let next = link + ".next"
        unlink(next)
        guard symlink(target, next) == 0 else { throw failure("link", next) }
        try move(next, to: link)
    }

    /// The words of an error without Foundation's wrapping.
    static func reason(_ error: any Error) -> String {
        let error = error as NSError
        if let underlying = error.userInfo[NSUnderlyingErrorKey] as? NSError, underlying.domain == NSPOSIXErrorDomain {
            return String(cString: strerror(Int32(underlying.code)))
        }
        return error.localizedDescription
    }

    static func failure(_ action: String, _ path: String) -> WarehouseError {
        .environment("cannot \(action) \(path): \(String(cString: strerror(errno)))")
    }
}
