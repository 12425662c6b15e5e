import Hummingbird
import HummingbirdCore
import Values

/// Counts open connections, and has no more accepted than there may be.
struct OpenConnections: AvailableConnectionsDelegate {
    private let count = Locked(0)
    private let limit: Int

    /// - Parameter limit: How many there may be.
    init(limit: Int) { self.limit = limit }

    /// How many there are.
    var current: Int { count.withLock { $0 } }

    /// Whether there are as many as may be.
    var isFull: Bool { current >= limit }

    func connectionOpened() { count.withLock { $0 += 1 } }

    func connectionClosed() { count.withLock { $0 -= 1 } }

    func isAcceptingNewConnections() -> Bool { !isFull }
}
