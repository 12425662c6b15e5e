import Foundation

/// One opening of a database file by this process, ended by deinit.
///
/// DuckDB keeps processes apart with a file lock, but such a lock does not hold within one process: there, a second
/// opening for writing would damage the file. So the process keeps its own list.
final class OpenFile: Sendable {
    private struct Use {
        var count = 0
        var isReadOnly = true
    }

    private static let uses = Locked<[String: Use]>([:])
    private let path: String

    init(path: String, isReadOnly: Bool) throws(DuckDBError) {
        let canonical = URL(fileURLWithPath: path).resolvingSymlinksInPath().standardizedFileURL.path
        let isFree = Self.uses.withLock { uses in
            let use = uses[canonical, default: Use()]
            guard use.count == 0 || (use.isReadOnly && isReadOnly) else { return false }
            uses[canonical] = Use(count: use.count + 1, isReadOnly: isReadOnly)
            return true
        }
        guard isFree else {
            throw DuckDBError(.locked, "\(path) is already open in this process; share that Database instead")
        }
        self.path = canonical
    }

    deinit {
        Self.uses.withLock { uses in
            guard let use = uses[path] else { return }
            uses[path] = use.count > 1 ? Use(count: use.count - 1, isReadOnly: use.isReadOnly) : nil
        }
    }
}
