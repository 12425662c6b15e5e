import Dispatch

/// Shares a few connections among many tasks. Queries block threads of the pool's own, never Swift's cooperative ones.
///
/// Tasks that find all connections busy wait in the order they came. Cancelling a task removes it from the line, or
/// interrupts its query and gives the connection on.
public final class ConnectionPool: Sendable {
    private final class Slot: @unchecked Sendable {
        // The connection is used only on the queue.
        let connection: Connection
        let queue: DispatchQueue

        init(_ connection: Connection, number: Int) {
            self.connection = connection
            self.queue = DispatchQueue(label: "duckdb.connection.\(number)")
        }
    }

    private struct Waiter {
        let id: UInt64
        let continuation: CheckedContinuation<Slot, any Error>
    }

    private struct State {
        var idle: [Slot]
        var waiters: [Waiter] = []
        var cancelledBeforeWaiting: Set<UInt64> = []
        var nextWaiter: UInt64 = 0
        var busy = 0
        var isClosed = false
        var closers: [CheckedContinuation<Void, Never>] = []
    }

    /// The database it connects to.
    public let database: Database
    /// How many connections there are.
    public let size: Int
    private let state: Locked<State>

    /// Opens the connections.
    ///
    /// - Parameters:
    ///   - database: What to connect to.
    ///   - size: How many connections, at least one: so many queries run at once.
    ///   - setUp: Prepares each connection, such as with `set` statements.
    public init(
        database: Database, size: Int, setUp: (Connection) throws(DuckDBError) -> Void = { _ in }
    ) throws(DuckDBError) {
        guard size > 0 else { throw DuckDBError(.misuse, "a pool needs at least one connection, not \(size)") }
        var slots: [Slot] = []
        for number in 1...size {
            let connection = try database.connect()
            try setUp(connection)
            slots.append(Slot(connection, number: number))
        }
        self.database = database
        self.size = size
        self.state = Locked(State(idle: slots))
    }

    /// Runs `body` with a connection that nothing else uses meanwhile, on a thread that may block.
    ///
    /// A transaction that `body` leaves open when it throws is rolled back. Temporary objects and settings stay with the
    /// connection.
    ///
    /// - Parameter body: Uses the connection, and does not keep it or anything made on it.
    /// - Throws: What `body` throws; `CancellationError` when the task is cancelled while waiting, or by an interrupted
    ///   query; `misuse` when the pool is closed.
    public func withConnection<T: Sendable>(_ body: @escaping @Sendable (Connection) throws -> T) async throws -> T {
        let slot = try await acquire()
        let interrupter = slot.connection.interrupter
        let lease = interrupter.startLease()
        defer { release(slot) }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                slot.queue.async {
                    continuation.resume(with: Self.run(body, on: slot.connection))
                }
            }
        } onCancel: {
            interrupter.cancel(lease: lease)
        }
    }

    /// Refuses new work, waits for the work under way, and closes the connections.
    public func close() async {
        let waiters = state.withLock { state in
            state.isClosed = true
            state.idle = []
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.continuation.resume(throwing: Self.closedError) }
        await withCheckedContinuation { continuation in
            let isDone = state.withLock { state in
                if state.busy > 0 { state.closers.append(continuation) }
                return state.busy == 0
            }
            if isDone { continuation.resume() }
        }
    }

    private static let closedError = DuckDBError(.misuse, "the connection pool is closed")

    private static func run<T>(_ body: (Connection) throws -> T, on connection: Connection) -> Result<T, any Error> {
        do {
            let value = try body(connection)
            connection.interrupter.endLease()
            return .success(value)
        } catch {
            let isCancelled = connection.interrupter.endLease()
            // Fails when no transaction is open, which is as well.
            try? connection.execute("rollback")
            if isCancelled, let error = error as? DuckDBError, error.kind == .interrupted {
                return .failure(CancellationError())
            }
            return .failure(error)
        }
    }

    private func acquire() async throws -> Slot {
        try Task.checkCancellation()
        let id = state.withLock { state in
            state.nextWaiter += 1
            return state.nextWaiter
        }
        defer { state.withLock { _ = $0.cancelledBeforeWaiting.remove(id) } }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let outcome: Result<Slot, any Error>? = state.withLock { state in
                    if state.isClosed { return .failure(Self.closedError) }
                    if state.cancelledBeforeWaiting.contains(id) { return .failure(CancellationError()) }
                    if let slot = state.idle.popLast() {
                        state.busy += 1
                        return .success(slot)
                    }
                    state.waiters.append(Waiter(id: id, continuation: continuation))
                    return nil
                }
                if let outcome { continuation.resume(with: outcome) }
            }
        } onCancel: {
            let waiter = state.withLock { state -> Waiter? in
                if let index = state.waiters.firstIndex(where: { $0.id == id }) {
                    return state.waiters.remove(at: index)
                }
                state.cancelledBeforeWaiting.insert(id)
                return nil
            }
            waiter?.continuation.resume(throwing: CancellationError())
        }
    }

    private func release(_ slot: Slot) {
        let (waiter, closers) = state.withLock { state -> (Waiter?, [CheckedContinuation<Void, Never>]) in
            if !state.isClosed, !state.waiters.isEmpty { return (state.waiters.removeFirst(), []) }
            state.busy -= 1
            if !state.isClosed { state.idle.append(slot) }
            guard state.isClosed, state.busy == 0 else { return (nil, []) }
            defer { state.closers = [] }
            return (nil, state.closers)
        }
        waiter?.continuation.resume(returning: slot)
        for closer in closers { closer.resume() }
    }
}
