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

    /// The database it connects to.
    public let database: Database
    /// How many connections there are.
    public let size: Int
    private let line: WaitingLine<Slot>

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
        line = WaitingLine(slots)
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
        let slot = try await takeSlot()
        let interrupter = slot.connection.interrupter
        let lease = interrupter.startLease()
        defer { line.give(back: slot) }
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
    public func close() async { _ = await line.close() }

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

    private func takeSlot() async throws -> Slot {
        do {
            return try await line.take()
        } catch WaitingLine<Slot>.Refusal.closed {
            throw DuckDBError(.misuse, "the connection pool is closed")
        }
    }
}
