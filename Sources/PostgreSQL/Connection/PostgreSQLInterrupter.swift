internal import CPostgreSQL
import Dispatch

/// Ends a connection's running statement from any thread. Safe to keep and use after the connection is gone.
public final class PostgreSQLInterrupter: Sendable {
    /// How long after the first request the server may take to end a statement before the connection is given up.
    static let patience = Duration.seconds(15)
    /// How often a request is repeated: the server drops one that arrives before the statement does.
    private static let repetition = Duration.milliseconds(300)

    private struct State {
        var handle: CancelHandle?
        var isRunning = false
        /// Whether all later statements are to be refused.
        var isCancelled = false
        var firstRequest: ContinuousClock.Instant?
        var lastRequest: ContinuousClock.Instant?
        var requestCount = 0
    }

    private let state = Locked(State())
    private let sending = DispatchGroup()

    init() {}

    /// Ends the statement now running on the connection with `PostgreSQLError.Kind.interrupted`; does nothing when none
    /// runs. Returns at once.
    public func interrupt() {
        state.withLock { state in
            guard state.isRunning else { return }
            // Who asks again and again is served by the repetitions.
            if state.firstRequest == nil { request(&state) }
        }
    }

    /// Ends the running statement and refuses all later ones.
    func cancel() {
        state.withLock { state in
            state.isCancelled = true
            if state.isRunning { request(&state) }
        }
    }

    /// Whether all later statements are to be refused.
    var isCancelled: Bool { state.withLock { $0.isCancelled } }

    /// Whether the running statement, or the one that ran last, was asked to end.
    var isRequested: Bool { state.withLock { $0.firstRequest != nil } }

    /// How many requests were sent ever; while it stays the same, none can be under way to the server.
    var requestCount: Int { state.withLock { $0.requestCount } }

    /// Gives it the connection that it can interrupt from now on, or takes it away.
    func attach(_ handle: CancelHandle?) {
        state.withLock { $0.handle = handle }
    }

    /// Marks the start of a statement; false when it must not start.
    func begin() -> Bool {
        state.withLock { state in
            guard !state.isCancelled else { return false }
            state.isRunning = true
            state.firstRequest = nil
            return true
        }
    }

    /// Marks the end of a statement.
    func end() {
        state.withLock { $0.isRunning = false }
    }

    /// Looks after a request that the server has not answered: repeats it, and tells when to give up.
    ///
    /// - Returns: Whether the server has had long enough.
    func followUp() -> Bool {
        state.withLock { state in
            guard state.isRunning, let first = state.firstRequest, let last = state.lastRequest else { return false }
            let now = ContinuousClock.now
            if now - first > Self.patience { return true }
            if now - last > Self.repetition { request(&state) }
            return false
        }
    }

    /// Waits until every request that was sent has reached the server; false when that takes too long.
    func waitUntilSent() -> Bool {
        sending.wait(timeout: .now() + .seconds(15)) == .success
    }

    private func request(_ state: inout State) {
        let now = ContinuousClock.now
        if state.firstRequest == nil { state.firstRequest = now }
        state.lastRequest = now
        guard let handle = state.handle else { return }
        state.requestCount += 1
        sending.enter()
        // Sending a request opens a connection of its own and may block.
        DispatchQueue.global().async { [sending] in
            handle.send()
            sending.leave()
        }
    }
}

/// What libpq needs to ask the server to end a session's statement.
final class CancelHandle: @unchecked Sendable {
    // libpq's cancel object never changes and may be used from any thread.
    private let pointer: OpaquePointer

    init?(connection: OpaquePointer) {
        guard let pointer = PQgetCancel(connection) else { return nil }
        self.pointer = pointer
    }

    deinit { PQfreeCancel(pointer) }

    /// Asks the server; returns when the request has reached it, or cannot.
    func send() {
        var message = [CChar](repeating: 0, count: 256)
        _ = PQcancel(pointer, &message, Int32(message.count))
    }
}
