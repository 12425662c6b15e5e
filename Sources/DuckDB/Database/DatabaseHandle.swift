internal import CDuckDB

/// The open database itself, shared by everything that needs it open; closes it when the last of them is gone.
final class DatabaseHandle: @unchecked Sendable {
    // DuckDB's database object is safe to use from any thread; the pointer is set once and cleared in deinit.
    let pointer: duckdb_database
    /// The row producers that table functions of this database read from.
    let rowSources: RowSourceRegistry
    private let openFile: OpenFile?

    init(_ location: Database.Location, options: Database.Options) throws(DuckDBError) {
        var path = ":memory:"
        var openFile: OpenFile?
        if case .file(let file) = location {
            guard !file.isEmpty, !file.utf8.contains(0), file != ":memory:" else {
                throw DuckDBError(.misuse, "\"\(file)\" is not a path of a database file")
            }
            path = file
            openFile = try OpenFile(path: file, isReadOnly: options.isReadOnly)
        }
        self.openFile = openFile

        var configuration: duckdb_config?
        guard duckdb_create_config(&configuration) == DuckDBSuccess else {
            duckdb_destroy_config(&configuration)
            throw DuckDBError(.outOfMemory, "DuckDB could not make a configuration")
        }
        defer { duckdb_destroy_config(&configuration) }
        for (name, value) in options.configuration {
            guard duckdb_set_config(configuration, name, value) == DuckDBSuccess else {
                throw DuckDBError(.settings, "DuckDB has no setting \(name), or it cannot be \"\(value)\"")
            }
        }

        var opened: duckdb_database?
        var message: UnsafeMutablePointer<CChar>?
        let state = duckdb_open_ext(path, &opened, configuration, &message)
        guard state == DuckDBSuccess, let database = opened else {
            defer { duckdb_free(message) }
            duckdb_close(&opened)
            throw DuckDBError(message: message)
        }
        self.pointer = database
        self.rowSources = RowSourceRegistry()
        // From here on deinit closes the database, should the next line throw.
        try rowSources.install(in: database)
    }

    deinit {
        var pointer: duckdb_database? = pointer
        duckdb_close(&pointer)
    }
}
