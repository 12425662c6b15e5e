internal import CDuckDB

/// One prepared statement of a connection: bind its parameters, run it, as often as you like.
///
/// Like its connection, it is for one thread at a time.
public final class Statement {
    /// The SQL it was prepared from.
    public let sql: String
    private let pointer: duckdb_prepared_statement
    private let connection: ConnectionHandle

    init(_ sql: String, on connection: ConnectionHandle) throws(DuckDBError) {
        var prepared: duckdb_prepared_statement?
        guard duckdb_prepare(connection.pointer, sql, &prepared) == DuckDBSuccess, let statement = prepared else {
            defer { duckdb_destroy_prepare(&prepared) }
            throw DuckDBError(message: duckdb_prepare_error(prepared), statement: sql)
        }
        self.sql = sql
        self.pointer = statement
        self.connection = connection
    }

    deinit {
        var pointer: duckdb_prepared_statement? = pointer
        duckdb_destroy_prepare(&pointer)
    }

    /// How many parameters the statement has.
    public var parameterCount: Int { Int(duckdb_nparams(pointer)) }

    /// Binds a parameter by position.
    ///
    /// - Parameters:
    ///   - value: Its value.
    ///   - index: Its position, from 1 as in `$1`.
    public func bind(_ value: Value, at index: Int) throws(DuckDBError) {
        guard index >= 1, index <= parameterCount else {
            throw DuckDBError(
                .misuse, "there is no parameter \(index); the statement has \(parameterCount)", statement: sql)
        }
        try value.withHandle { handle throws(DuckDBError) in
            guard duckdb_bind_value(pointer, idx_t(index), handle) == DuckDBSuccess else {
                throw DuckDBError(.invalidInput, "DuckDB cannot bind \(value) to parameter \(index)", statement: sql)
            }
        }
    }

    /// Binds a parameter by name.
    ///
    /// - Parameters:
    ///   - value: Its value.
    ///   - name: Its name without the dollar sign, as in `$name`.
    public func bind(_ value: Value, named name: String) throws(DuckDBError) {
        var index: idx_t = 0
        guard duckdb_bind_parameter_index(pointer, &index, name) == DuckDBSuccess else {
            throw DuckDBError(.misuse, "there is no parameter $\(name)", statement: sql)
        }
        try bind(value, at: Int(index))
    }

    /// Forgets all bound values.
    public func clearBindings() {
        _ = duckdb_clear_bindings(pointer)
    }

    /// Runs the statement with the values bound so far; all its parameters must be.
    public func run() throws(DuckDBError) -> QueryResult {
        QueryResult(try connection.run(pointer, sql: sql))
    }

    /// Binds all parameters in order, exactly as many as there are, and runs the statement.
    public func run(_ values: [Value]) throws(DuckDBError) -> QueryResult {
        guard values.count == parameterCount else {
            throw DuckDBError(
                .misuse, "the statement has \(parameterCount) parameters but \(values.count) values were given",
                statement: sql)
        }
        for (index, value) in values.enumerated() {
            try bind(value, at: index + 1)
        }
        return try run()
    }

    /// Binds all parameters in order, exactly as many as there are, and runs the statement.
    public func run(_ first: Value, _ others: Value...) throws(DuckDBError) -> QueryResult {
        try run([first] + others)
    }
}
