internal import CDuckDB

/// A connection to a database: runs SQL, one statement at a time, blocking the calling thread.
///
/// A connection is for one thread at a time and is not `Sendable`; `ConnectionPool` shares connections among tasks. Each
/// connection sees the data as of the start of its statement or transaction, whatever others write meanwhile.
public final class Connection {
    let handle: ConnectionHandle
    private var statements = StatementCache(capacity: 128)

    init(_ database: DatabaseHandle) throws(DuckDBError) {
        handle = try ConnectionHandle(database)
    }

    /// Ends the running query from another thread, also when this connection is long gone.
    public var interrupter: Interrupter { handle.interrupter }

    /// Runs one or several statements, separated by semicolons, and drops their results.
    ///
    /// The statements before a failing one stay done, unless they are inside a transaction.
    public func execute(_ sql: String) throws(DuckDBError) {
        try checkText(sql)
        var extracted: duckdb_extracted_statements?
        let count = duckdb_extract_statements(handle.pointer, sql, &extracted)
        defer { duckdb_destroy_extracted(&extracted) }
        guard count > 0 else {
            guard let message = duckdb_extract_statements_error(extracted) else { return }
            throw DuckDBError(message: message, statement: sql)
        }
        for index in 0..<count {
            var statement: duckdb_prepared_statement?
            defer { duckdb_destroy_prepare(&statement) }
            guard duckdb_prepare_extracted_statement(handle.pointer, extracted, index, &statement) == DuckDBSuccess
            else { throw DuckDBError(message: duckdb_prepare_error(statement), statement: sql) }
            _ = try handle.run(statement, sql: sql)
        }
    }

    /// Prepares exactly one statement, with parameters `$1`, `?` or `$name`.
    public func prepare(_ sql: String) throws(DuckDBError) -> Statement {
        try checkText(sql)
        return try Statement(sql, on: handle)
    }

    /// The prepared statement of this SQL, prepared once and kept for the connection's life among the 128 last used.
    ///
    /// Its parameters are unbound. While you still bind it, do not ask for the same SQL again.
    public func cached(_ sql: String) throws(DuckDBError) -> Statement {
        if let statement = statements[sql] {
            statement.clearBindings()
            return statement
        }
        let statement = try prepare(sql)
        statements[sql] = statement
        return statement
    }

    /// Prepares, binds and runs one statement.
    ///
    /// - Parameters:
    ///   - sql: One statement.
    ///   - values: The values of its parameters, in order; exactly as many as it has.
    public func query(_ sql: String, _ values: Value...) throws(DuckDBError) -> QueryResult {
        try query(sql, values: values)
    }

    /// Prepares, binds and runs one statement.
    ///
    /// - Parameters:
    ///   - sql: One statement.
    ///   - values: The values of its parameters, in order; exactly as many as it has.
    public func query(_ sql: String, values: [Value]) throws(DuckDBError) -> QueryResult {
        try prepare(sql).run(values)
    }

    /// Runs `body` in a transaction: commits when it returns, rolls back when it throws.
    public func transaction<T>(_ body: () throws -> T) throws -> T {
        try execute("begin transaction")
        do {
            let value = try body()
            try execute("commit")
            return value
        } catch {
            // A failed commit, or a fatal error, has rolled back already; the first error is the one to report.
            try? execute("rollback")
            throw error
        }
    }

    private func checkText(_ sql: String) throws(DuckDBError) {
        guard !sql.utf8.contains(0) else {
            throw DuckDBError(.misuse, "SQL text must not contain a NUL character", statement: sql)
        }
    }
}
