internal import CDuckDB

/// Ends a connection's running query from any thread. Safe to keep and use after the connection is gone.
public final class Interrupter: Sendable {
    private struct State {
        // The pointer is used only under the lock, and cleared before DuckDB frees the connection.
        var connection: duckdb_connection?
        var isRunning = false
        var isRequested = false
        var isCancelled = false
        var lease: UInt64 = 0
    }

    private let state: Locked<State>

    init(_ connection: duckdb_connection) {
        state = Locked(State(connection: connection))
    }

    /// Ends the query now running on the connection with `DuckDBError.Kind.interrupted`; does nothing when none runs.
    ///
    /// Returns at once. The query ends within milliseconds, when its threads next look.
    public func interrupt() {
        state.withLock { state in
            guard state.isRunning, let connection = state.connection else { return }
            state.isRequested = true
            duckdb_interrupt(connection)
        }
    }

    /// Starts a lease of the connection, which `cancel` can end early.
    func startLease() -> UInt64 {
        state.withLock { state in
            state.lease += 1
            state.isCancelled = false
            return state.lease
        }
    }

    /// Ends the running query and refuses all later ones of this lease; does nothing when the lease is over.
    func cancel(lease: UInt64) {
        state.withLock { state in
            guard state.lease == lease else { return }
            state.isCancelled = true
            guard state.isRunning, let connection = state.connection else { return }
            state.isRequested = true
            duckdb_interrupt(connection)
        }
    }

    /// Ends the current lease, so that a late `cancel` cannot meet the next one; whether it was cancelled.
    @discardableResult
    func endLease() -> Bool {
        state.withLock { state in
            state.lease += 1
            defer { state.isCancelled = false }
            return state.isCancelled
        }
    }

    /// Whether the lease was cancelled.
    var isCancelled: Bool { state.withLock { $0.isCancelled } }

    /// Whether the running query was asked to end.
    var isRequested: Bool { state.withLock { $0.isRequested || $0.isCancelled } }

    /// Marks the start of a query; false when it must not start.
    func begin() -> Bool {
        state.withLock { state in
            guard !state.isCancelled else { return false }
            state.isRunning = true
            state.isRequested = false
            return true
        }
    }

    /// Marks the end of a query.
    func end() {
        state.withLock { $0.isRunning = false }
    }

    /// Forgets the connection, which is about to be freed.
    func detach() {
        state.withLock { $0.connection = nil }
    }
}
