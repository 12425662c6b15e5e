import NIOCore
import Values

/// Who asks over a connection, whether it is still there, and who wants to know when it leaves.
///
/// A question that nobody waits for any more is not worth finishing.
final class Client: Sendable {
    /// The client of the request that this task answers; nil where there is no connection, as in tests.
    @TaskLocal static var current: Client?

    private struct State {
        var hasLeft = false
        var lastID: UInt64 = 0
        var watchers: [UInt64: @Sendable () -> Void] = [:]
    }

    /// The client's address, as far as it is known.
    let address: String
    /// Runs tasks on its connection's thread; nil where there is none, as in tests.
    let executor: LoopExecutor?
    private let state = Locked(State())
    private let channel: (any Channel)?

    /// A client that has just come.
    init(address: String = "-", loop: (any EventLoop)? = nil, channel: (any Channel)? = nil) {
        self.address = address
        self.channel = channel
        executor = (loop ?? channel?.eventLoop).map(LoopExecutor.init)
    }

    /// Asks for the body of the request that is being answered, where the client waits to be asked.
    func wantBody() { channel?.triggerUserOutboundEvent(BodyWanted(), promise: nil) }

    /// Whether it has left.
    var hasLeft: Bool { state.withLock { $0.hasLeft } }

    /// Tells everyone who watches that the client has left.
    func leave() {
        let watchers = state.withLock { state in
            state.hasLeft = true
            defer { state.watchers = [:] }
            return state.watchers.values
        }
        for watcher in watchers { watcher() }
    }

    /// Has `body` called once when the client leaves, at once where it has left.
    ///
    /// - Returns: What ``unwatch(_:)`` ends the watch with.
    func watch(_ body: @escaping @Sendable () -> Void) -> UInt64 {
        let (id, hasLeft) = state.withLock { state in
            state.lastID += 1
            if !state.hasLeft { state.watchers[state.lastID] = body }
            return (state.lastID, state.hasLeft)
        }
        if hasLeft { body() }
        return id
    }

    /// Ends a watch.
    func unwatch(_ id: UInt64) {
        state.withLock { _ = $0.watchers.removeValue(forKey: id) }
    }
}
