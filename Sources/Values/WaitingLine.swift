/// Gives a few things to many tasks, each to one at a time, in the order in which the tasks came.
package final class WaitingLine<Thing: Sendable>: Sendable {
    /// Why a task got nothing.
    package enum Refusal: Error {
        /// There was none in time.
        case timedOut
        /// The line is closed.
        case closed
    }

    private struct Waiter {
        let id: UInt64
        let continuation: CheckedContinuation<Thing, any Error>
    }

    private struct State {
        /// The last one given back is the next to be taken, so that few are in use when little is asked.
        var idle: [Thing]
        var taken = 0
        var waiters: [Waiter] = []
        /// The tasks that wait or are about to, and why one of these left before it did.
        var arrivals: [UInt64: (any Error)?] = [:]
        var lastID: UInt64 = 0
        var isClosed = false
        var closers: [CheckedContinuation<Void, Never>] = []

        mutating func takeIdle() throws(Refusal) -> Thing? {
            guard !isClosed else { throw .closed }
            guard let thing = idle.popLast() else { return nil }
            taken += 1
            return thing
        }
    }

    private let state: Locked<State>

    /// - Parameter things: What is given; the last of them is taken first.
    package init(_ things: [Thing]) { state = Locked(State(idle: things)) }

    /// Takes one, waiting while there is none.
    ///
    /// - Parameter limit: How long to wait, to about a twentieth of a second; nil without limit.
    /// - Throws: ``Refusal``, or `CancellationError` when the task is cancelled.
    package func take(within limit: Duration? = nil) async throws -> Thing {
        try Task.checkCancellation()
        if let thing = try state.withLock({ state throws(Refusal) in try state.takeIdle() }) { return thing }
        let id = state.withLock { state in
            state.lastID += 1
            state.arrivals[state.lastID] = .some(nil)
            return state.lastID
        }
        let alarm = limit.map { limit in
            Alarms.shared.set(after: limit) { [self] in
                leave(id, because: Refusal.timedOut)
                return false
            }
        }
        defer {
            if let alarm { Alarms.shared.cancel(alarm) }
            state.withLock { _ = $0.arrivals.removeValue(forKey: id) }
        }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let outcome = Result {
                    try state.withLock { state -> Thing? in
                        if let reason = state.arrivals[id] ?? nil { throw reason }
                        if let thing = try state.takeIdle() { return thing }
                        state.waiters.append(Waiter(id: id, continuation: continuation))
                        return nil
                    }
                }
                switch outcome {
                case .success(let thing?): continuation.resume(returning: thing)
                case .success(nil): break
                case .failure(let error): continuation.resume(throwing: error)
                }
            }
        } onCancel: {
            leave(id, because: CancellationError())
        }
    }

    /// Gives one back, to the first in the line.
    package func give(back thing: Thing) {
        let (waiter, closers) = state.withLock { state -> (Waiter?, [CheckedContinuation<Void, Never>]) in
            if !state.waiters.isEmpty { return (state.waiters.removeFirst(), []) }
            state.idle.append(thing)
            state.taken -= 1
            guard state.isClosed, state.taken == 0 else { return (nil, []) }
            defer { state.closers = [] }
            return (nil, state.closers)
        }
        waiter?.continuation.resume(returning: thing)
        for closer in closers { closer.resume() }
    }

    /// Refuses everybody from now on, and waits until all are given back.
    ///
    /// - Returns: All of them; nothing where the line was closed before.
    package func close() async -> [Thing] {
        let waiters = state.withLock { state in
            state.isClosed = true
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.continuation.resume(throwing: Refusal.closed) }
        await withCheckedContinuation { continuation in
            let isDone = state.withLock { state in
                if state.taken > 0 { state.closers.append(continuation) }
                return state.taken == 0
            }
            if isDone { continuation.resume() }
        }
        return state.withLock { state in
            defer { state.idle = [] }
            return state.idle
        }
    }

    /// Takes a task out of the line, now or as soon as it comes.
    private func leave(_ id: UInt64, because reason: any Error) {
        let waiter = state.withLock { state -> Waiter? in
            if let index = state.waiters.firstIndex(where: { $0.id == id }) { return state.waiters.remove(at: index) }
            if state.arrivals[id] != nil { state.arrivals[id] = reason }
            return nil
        }
        waiter?.continuation.resume(throwing: reason)
    }
}
