import Synchronization

/// How far the reading of a batch is; asked for from outside while the landing goes on.
public final class LandingProgress: Sendable {
    /// A moment's figures.
    public struct Snapshot: Sendable, Hashable {
        /// Records read so far, over all files.
        public var rows = 0
        /// Bytes read so far, decompressed.
        public var bytes = 0
        /// The bytes there will be, where the source tells.
        public var totalBytes: Int?
    }

    private let rows = Atomic<Int>(0)
    private let bytes = Atomic<Int>(0)
    private let totalBytes = Atomic<Int>(0)

    /// Starts at nothing.
    public init() {}

    /// The figures now.
    public var snapshot: Snapshot {
        let total = totalBytes.load(ordering: .relaxed)
        return Snapshot(
            rows: rows.load(ordering: .relaxed),
            bytes: bytes.load(ordering: .relaxed),
            totalBytes: total > 0 ? total : nil)
    }

    func expect(bytes: Int) { totalBytes.add(bytes, ordering: .relaxed) }

    func add(rows newRows: Int, bytes newBytes: Int) {
        rows.add(newRows, ordering: .relaxed)
        bytes.add(newBytes, ordering: .relaxed)
    }
}
