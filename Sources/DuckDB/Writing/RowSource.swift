internal import CDuckDB

/// One registered producer with its columns.
final class RowSource: Sendable {
    private struct Reading {
        var isStarted = false
        var isFinished = false
        var error: (any Error)?
    }

    let id: Int64
    let columns: [TableColumn]
    private let storages: [LogicalType.Storage]
    private let producer: any RowProducer
    private let interrupter: Interrupter
    private let reading = Locked(Reading())

    init(id: Int64, columns: [TableColumn], producer: any RowProducer, interrupter: Interrupter) {
        self.id = id
        self.columns = columns
        self.storages = columns.map(\.type.storage)
        self.producer = producer
        self.interrupter = interrupter
    }

    /// Marks the start of a reading; false when the rows were read before, for they come only once.
    func start() -> Bool {
        reading.withLock { reading in
            defer { reading.isStarted = true }
            return !reading.isStarted
        }
    }

    /// Lets the producer fill a chunk; the message of what it threw, if it did.
    func fill(_ chunk: duckdb_data_chunk) -> String? {
        reading.withLock { reading in
            guard !reading.isFinished else {
                duckdb_data_chunk_set_size(chunk, 0)
                return nil
            }
            do {
                guard !interrupter.isRequested else { throw DuckDBError(.interrupted, "Interrupted!") }
                let writer = try ChunkWriter(chunk, storages: storages)
                let count = try producer.fill(writer)
                guard count >= 0, count <= writer.capacity else {
                    throw DuckDBError(.misuse, "a row producer reported \(count) rows in a chunk of \(writer.capacity)")
                }
                reading.isFinished = count == 0
                duckdb_data_chunk_set_size(chunk, idx_t(count))
                return nil
            } catch {
                reading.isFinished = true
                reading.error = error
                return (error as? DuckDBError)?.message ?? String(describing: error)
            }
        }
    }

    func clearError() {
        reading.withLock { $0.error = nil }
    }

    func takeError() -> (any Error)? {
        reading.withLock { reading in
            defer { reading.error = nil }
            return reading.error
        }
    }
}

/// The row sources of a database, by number, and the one table function that reads them.
///
/// A table function of DuckDB's belongs to the whole database for its whole life. So there is a single one that takes a
/// source's number, and what a connection registers is a temporary macro of its own that calls it.
final class RowSourceRegistry: Sendable {
    static let functionName = "swift_rows"

    private let sources = Locked<(next: Int64, all: [Int64: RowSource])>((1, [:]))

    func add(columns: [TableColumn], producer: any RowProducer, interrupter: Interrupter) -> RowSource {
        sources.withLock { sources in
            let source = RowSource(id: sources.next, columns: columns, producer: producer, interrupter: interrupter)
            sources.next += 1
            sources.all[source.id] = source
            return source
        }
    }

    func remove(_ source: RowSource) {
        sources.withLock { _ = $0.all.removeValue(forKey: source.id) }
    }

    func source(_ id: Int64) -> RowSource? {
        sources.withLock { $0.all[id] }
    }

    /// Defines the table function in a database just opened.
    func install(in database: duckdb_database) throws(DuckDBError) {
        var connection: duckdb_connection?
        guard duckdb_connect(database, &connection) == DuckDBSuccess else {
            throw DuckDBError(.connection, "DuckDB could not open a connection")
        }
        defer { duckdb_disconnect(&connection) }
        var function = duckdb_create_table_function()
        defer { duckdb_destroy_table_function(&function) }
        duckdb_table_function_set_name(function, Self.functionName)
        var bigint = duckdb_create_logical_type(DUCKDB_TYPE_BIGINT)
        duckdb_table_function_add_parameter(function, bigint)
        duckdb_destroy_logical_type(&bigint)
        duckdb_table_function_set_extra_info(function, Unmanaged.passRetained(self).toOpaque()) { pointer in
            guard let pointer else { return }
            Unmanaged<RowSourceRegistry>.fromOpaque(pointer).release()
        }
        duckdb_table_function_set_bind(function) { RowSourceRegistry.bind($0) }
        duckdb_table_function_set_init(function) { RowSourceRegistry.start($0) }
        duckdb_table_function_set_function(function) { RowSourceRegistry.fill($0, $1) }
        guard duckdb_register_table_function(connection, function) == DuckDBSuccess else {
            throw DuckDBError(.internal, "DuckDB refused the table function \(Self.functionName)")
        }
    }

    private static func bind(_ info: duckdb_bind_info?) {
        guard let extra = duckdb_bind_get_extra_info(info) else { return }
        let registry = Unmanaged<RowSourceRegistry>.fromOpaque(extra).takeUnretainedValue()
        var parameter = duckdb_bind_get_parameter(info, 0)
        let id = duckdb_get_int64(parameter)
        duckdb_destroy_value(&parameter)
        guard let source = registry.source(id) else {
            duckdb_bind_set_error(info, "there are no rows registered as number \(id)")
            return
        }
        do throws(DuckDBError) {
            for column in source.columns {
                try column.type.withHandle { duckdb_bind_add_result_column(info, column.name, $0) }
            }
        } catch {
            duckdb_bind_set_error(info, error.message)
        }
        duckdb_bind_set_bind_data(info, Unmanaged.passRetained(source).toOpaque()) { pointer in
            guard let pointer else { return }
            Unmanaged<RowSource>.fromOpaque(pointer).release()
        }
    }

    private static func start(_ info: duckdb_init_info?) {
        guard let data = duckdb_init_get_bind_data(info) else { return }
        duckdb_init_set_max_threads(info, 1)
        if !Unmanaged<RowSource>.fromOpaque(data).takeUnretainedValue().start() {
            duckdb_init_set_error(info, "these rows were read before and come only once; register the producer again")
        }
    }

    private static func fill(_ info: duckdb_function_info?, _ chunk: duckdb_data_chunk?) {
        guard let data = duckdb_function_get_bind_data(info), let chunk else { return }
        if let message = Unmanaged<RowSource>.fromOpaque(data).takeUnretainedValue().fill(chunk) {
            duckdb_function_set_error(info, message)
        }
    }
}
