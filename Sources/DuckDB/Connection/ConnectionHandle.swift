internal import CDuckDB

/// The open connection itself, kept by everything made on it; disconnects when the last of them is gone.
///
/// Like the connection, it is used by one thread at a time; only `interrupter` is for all.
final class ConnectionHandle {
    let pointer: duckdb_connection
    let database: DatabaseHandle
    let interrupter: Interrupter
    /// The row producers registered on this connection, by name.
    var rowSources: [String: RowSource] = [:]

    init(_ database: DatabaseHandle) throws(DuckDBError) {
        var opened: duckdb_connection?
        guard duckdb_connect(database.pointer, &opened) == DuckDBSuccess, let connection = opened else {
            throw DuckDBError(.connection, "DuckDB could not open another connection")
        }
        self.pointer = connection
        self.database = database
        self.interrupter = Interrupter(connection)
    }

    deinit {
        for source in rowSources.values { database.rowSources.remove(source) }
        interrupter.detach()
        var pointer: duckdb_connection? = pointer
        duckdb_disconnect(&pointer)
    }

    /// Runs a prepared statement to its end. The caller owns the result.
    func run(_ statement: duckdb_prepared_statement?, sql: String) throws(DuckDBError) -> ResultHandle {
        guard interrupter.begin() else {
            throw DuckDBError(.interrupted, "the task that wanted this query was cancelled", statement: sql)
        }
        defer { interrupter.end() }
        for source in rowSources.values { source.clearError() }

        var pending: duckdb_pending_result?
        defer { duckdb_destroy_pending(&pending) }
        guard duckdb_pending_prepared(statement, &pending) == DuckDBSuccess else {
            throw failure(DuckDBError(message: duckdb_pending_error(pending), statement: sql))
        }
        // Making the pending query clears an interrupt that came before it, so look again.
        guard !interrupter.isRequested else {
            throw DuckDBError(.interrupted, "interrupted before the query started", statement: sql)
        }
        let result = ResultHandle(self)
        guard duckdb_execute_pending(pending, &result.pointer) == DuckDBSuccess else {
            throw failure(
                DuckDBError(
                    type: duckdb_result_error_type(&result.pointer),
                    message: duckdb_result_error(&result.pointer),
                    statement: sql))
        }
        return result
    }

    /// The error to report: a producer's own, when one made the query fail.
    private func failure(_ error: DuckDBError) -> DuckDBError {
        if error.kind == .interrupted { return error }
        for source in rowSources.values {
            guard let thrown = source.takeError() else { continue }
            if let refusal = thrown as? DuckDBError, refusal.kind == .interrupted {
                return DuckDBError(.interrupted, refusal.message, statement: error.statement)
            }
            return DuckDBError(.producer, error.message, statement: error.statement, underlyingError: thrown)
        }
        return error
    }
}

/// A query result's memory, freed when its last reader is gone.
final class ResultHandle {
    var pointer = duckdb_result()
    /// Keeps the connection, and so the database, open for as long as the result may be read.
    private let connection: ConnectionHandle

    init(_ connection: ConnectionHandle) {
        self.connection = connection
    }

    deinit {
        duckdb_destroy_result(&pointer)
    }
}
