import Dispatch

/// Gives a few things to many tasks, each to one at a time, in the order in which the tasks came.
final class WaitingLine<Thing: Sendable>: Sendable {
    private struct Waiter {
        let id: UInt64
        let continuation: CheckedContinuation<Thing, any Error>
    }

    private struct State {
        /// The last one given back is the next to be taken, so that few are in use when little is asked.
        var idle: [Thing]
        let count: Int
        var waiters: [Waiter] = []
        var cancelledBeforeWaiting: Set<UInt64> = []
        var nextWaiter: UInt64 = 0
        var isClosed = false
        var closers: [CheckedContinuation<Void, Never>] = []

        mutating func remove(_ id: UInt64) -> Waiter? {
            waiters.firstIndex { $0.id == id }.map { waiters.remove(at: $0) }
        }
    }

    private let state: Locked<State>

    init(_ things: [Thing]) {
        state = Locked(State(idle: things, count: things.count))
    }

    /// Takes one, waiting while there is none.
    ///
    /// - Throws: `timeout` when there is none in time, `CancellationError` when the task is cancelled, `misuse` when the
    ///   line is closed.
    func take(within limit: Duration) async throws -> Thing {
        try Task.checkCancellation()
        let id = state.withLock { state in
            state.nextWaiter += 1
            return state.nextWaiter
        }
        defer { state.withLock { _ = $0.cancelledBeforeWaiting.remove(id) } }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let outcome: Result<Thing, any Error>? = state.withLock { state in
                    if state.isClosed { return .failure(Self.closedError) }
                    if state.cancelledBeforeWaiting.contains(id) { return .failure(CancellationError()) }
                    if let thing = state.idle.popLast() { return .success(thing) }
                    state.waiters.append(Waiter(id: id, continuation: continuation))
                    return nil
                }
                if let outcome { return continuation.resume(with: outcome) }
                let deadline = DispatchTime.now() + .milliseconds(Int(limit / .milliseconds(1)))
                DispatchQueue.global().asyncAfter(deadline: deadline) { [weak self] in self?.giveUp(id, after: limit) }
            }
        } onCancel: {
            let waiter = state.withLock { state -> Waiter? in
                if let waiter = state.remove(id) { return waiter }
                state.cancelledBeforeWaiting.insert(id)
                return nil
            }
            waiter?.continuation.resume(throwing: CancellationError())
        }
    }

    /// Gives one back, to the first in the line.
    func give(back thing: Thing) {
        let (waiter, closers) = state.withLock { state -> (Waiter?, [CheckedContinuation<Void, Never>]) in
            if !state.waiters.isEmpty { return (state.waiters.removeFirst(), []) }
            state.idle.append(thing)
            guard state.isClosed, state.idle.count == state.count else { return (nil, []) }
            defer { state.closers = [] }
            return (nil, state.closers)
        }
        waiter?.continuation.resume(returning: thing)
        for closer in closers { closer.resume() }
    }

    /// Refuses everybody from now on, and waits until all are given back.
    ///
    /// - Returns: All of them.
    func close() async -> [Thing] {
        let waiters = state.withLock { state in
            state.isClosed = true
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.continuation.resume(throwing: Self.closedError) }
        await withCheckedContinuation { continuation in
            let isDone = state.withLock { state in
                if state.idle.count < state.count { state.closers.append(continuation) }
                return state.idle.count == state.count
            }
            if isDone { continuation.resume() }
        }
        return state.withLock { $0.idle }
    }

    private func giveUp(_ id: UInt64, after limit: Duration) {
        let (waiter, count) = state.withLock { ($0.remove(id), $0.count) }
        waiter?.continuation.resume(
            throwing: PostgreSQLError(
                .timeout, "all \(count) connections were busy for \(limit)"))
    }

    private static var closedError: PostgreSQLError { PostgreSQLError(.misuse, "the connection pool is closed") }
}
