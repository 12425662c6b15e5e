extension Connection {
    /// Lets SQL on this connection read a producer's rows as a table: `select * from name()`.
    ///
    /// The rows can be read once, completely or not; registering a name again replaces what it stood for. Several
    /// connections, each with a producer of its own, read in parallel; one producer is read by one thread at a time and
    /// its order is kept.
    ///
    /// - Parameters:
    ///   - name: The name to call in SQL.
    ///   - columns: The columns that the producer fills, in order; at least one.
    ///   - producer: Where the rows come from. Kept until the name is registered again, unregistered, or the connection
    ///     closes.
    public func register(_ name: String, columns: [TableColumn], producer: any RowProducer) throws(DuckDBError) {
        guard !columns.isEmpty else { throw DuckDBError(.misuse, "the rows of \(name) need at least one column") }
        for column in columns {
            try column.type.withHandle { _ throws(DuckDBError) in }
            switch column.type {
            case .list, .null, .timestampWithTimeZone, .other, .enumeration:
                throw DuckDBError(.misuse, "column \(column.name) of \(name) cannot be produced as \(column.type)")
            default: break
            }
        }
        let source = handle.database.rowSources.add(
            columns: columns, producer: producer, interrupter: handle.interrupter)
        let function = RowSourceRegistry.functionName
        do throws(DuckDBError) {
            try execute(
                "create or replace temp macro \(quotedIdentifier(name))() as table select * from \(function)(\(source.id))"
            )
        } catch {
            handle.database.rowSources.remove(source)
            throw error
        }
        if let replaced = handle.rowSources.updateValue(source, forKey: name) {
            handle.database.rowSources.remove(replaced)
        }
    }

    /// Forgets a registered producer and its name.
    public func unregister(_ name: String) throws(DuckDBError) {
        guard let source = handle.rowSources.removeValue(forKey: name) else { return }
        handle.database.rowSources.remove(source)
        try execute("drop macro table if exists temp.\(quotedIdentifier(name))")
    }
}
