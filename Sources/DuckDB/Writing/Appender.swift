internal import CDuckDB

/// Adds rows to a table, faster than `insert`. Rows become visible when `close` or `flush` returns; those of an appender
/// that is dropped without either are discarded.
///
/// Rows may reach the table before `close` when there are many, so put an appender into a transaction where all or
/// nothing is wanted. An appender that threw takes nothing more.
public final class Appender {
    private var pointer: duckdb_appender?
    private let connection: ConnectionHandle
    private let table: String
    /// The types of the table's columns, in order.
    public let columnTypes: [LogicalType]
    private var chunk: duckdb_data_chunk?
    private var hasFailed = false

    init(table: String, schema: String?, catalog: String?, on connection: ConnectionHandle) throws(DuckDBError) {
        self.connection = connection
        self.table = table
        var appender: duckdb_appender?
        guard duckdb_appender_create_ext(connection.pointer, catalog, schema, table, &appender) == DuckDBSuccess else {
            defer { duckdb_appender_destroy(&appender) }
            throw Self.error(of: appender, table: table)
        }
        pointer = appender
        columnTypes = (0..<duckdb_appender_column_count(appender)).map {
            LogicalType(consuming: duckdb_appender_column_type(appender, $0))
        }
    }

    deinit {
        duckdb_destroy_data_chunk(&chunk)
        // Destroying an appender would flush what it holds.
        if pointer != nil { _ = duckdb_appender_clear(pointer) }
        duckdb_appender_destroy(&pointer)
    }

    /// Adds one row; each value is cast to its column's type.
    public func append(_ values: [Value]) throws(DuckDBError) {
        guard values.count == columnTypes.count else {
            throw DuckDBError(
                .misuse, "a row of \(values.count) values cannot go into the \(columnTypes.count) columns of \(table)")
        }
        try checkUsable()
        try check(duckdb_appender_begin_row(pointer))
        for value in values {
            do throws(DuckDBError) {
                try value.withHandle { handle throws(DuckDBError) in try check(duckdb_append_value(pointer, handle)) }
            } catch {
                hasFailed = true
                throw error
            }
        }
        try check(duckdb_appender_end_row(pointer))
    }

    /// Adds up to 2,048 rows that `body` writes into DuckDB's memory.
    ///
    /// - Parameter body: Writes rows from row 0 on and returns how many.
    public func append(_ body: (borrowing ChunkWriter) throws -> Int) throws {
        try checkUsable()
        let chunk = try emptyChunk()
        let writer = try ChunkWriter(chunk, storages: columnTypes.map(\.storage))
        let count = try body(writer)
        guard count >= 0, count <= writer.capacity else {
            throw DuckDBError(.misuse, "\(count) rows were reported for a chunk of \(writer.capacity)")
        }
        duckdb_data_chunk_set_size(chunk, idx_t(count))
        if count > 0 { try check(duckdb_append_data_chunk(pointer, chunk)) }
    }

    /// Writes the rows so far to the table.
    public func flush() throws(DuckDBError) {
        try checkUsable()
        try check(duckdb_appender_flush(pointer))
    }

    /// Writes the rows so far to the table and ends the appender.
    public func close() throws(DuckDBError) {
        try checkUsable()
        try check(duckdb_appender_close(pointer))
    }

    private func emptyChunk() throws(DuckDBError) -> duckdb_data_chunk {
        if let chunk {
            duckdb_data_chunk_reset(chunk)
            return chunk
        }
        var types: [duckdb_logical_type?] = []
        defer { for var type in types { duckdb_destroy_logical_type(&type) } }
        for index in columnTypes.indices { types.append(duckdb_appender_column_type(pointer, idx_t(index))) }
        guard let made = duckdb_create_data_chunk(&types, idx_t(types.count)) else {
            throw DuckDBError(.misuse, "DuckDB cannot make rows of \(table)")
        }
        chunk = made
        return made
    }

    private func check(_ state: duckdb_state) throws(DuckDBError) {
        guard state == DuckDBSuccess else {
            hasFailed = true
            throw Self.error(of: pointer, table: table)
        }
    }

    private func checkUsable() throws(DuckDBError) {
        guard !hasFailed else {
            throw DuckDBError(.misuse, "the appender to \(table) failed before and takes nothing more")
        }
        guard !connection.interrupter.isCancelled else {
            throw DuckDBError(.interrupted, "the task that appends to \(table) was cancelled")
        }
    }

    private static func error(of appender: duckdb_appender?, table: String) -> DuckDBError {
        guard appender != nil else { return DuckDBError(.misuse, "there is no appender for \(table)") }
        var error = duckdb_appender_error_data(appender)
        defer { duckdb_destroy_error_data(&error) }
        return DuckDBError(
            type: duckdb_error_data_error_type(error),
            message: duckdb_error_data_message(error),
            statement: "append to \(table)")
    }
}

extension Connection {
    /// Starts adding rows to a table.
    ///
    /// - Parameters:
    ///   - table: The table's name.
    ///   - schema: Its schema; nil is the connection's current one.
    ///   - catalog: Its database, as attached; nil is the connection's current one.
    public func appender(
        to table: String, schema: String? = nil, catalog: String? = nil
    ) throws(DuckDBError) -> Appender {
        try Appender(table: table, schema: schema, catalog: catalog, on: handle)
    }
}
