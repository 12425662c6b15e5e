internal import CDuckDB

/// What a statement gave: columns, and rows in chunks of up to 2,048.
///
/// Reading takes the rows away, once, in order: with `for chunk in result`, or with `rows()` for small results. The
/// result is complete in memory when `run` returns, so reading it neither fails nor waits.
public final class QueryResult: Sequence, IteratorProtocol {
    /// One column of a result.
    public struct Column: Sendable, Hashable {
        /// Its name, as the query gives it.
        public let name: String
        /// Its type.
        public let type: LogicalType
    }

    /// The columns in order.
    public let columns: [Column]
    /// How many rows an insert, update or delete changed; 0 for a query.
    public let changedRowCount: Int
    private let handle: ResultHandle

    init(_ handle: ResultHandle) {
        self.handle = handle
        columns = (0..<duckdb_column_count(&handle.pointer)).map { index in
            Column(
                name: duckdb_column_name(&handle.pointer, index).map { String(cString: $0) } ?? "",
                type: LogicalType(consuming: duckdb_column_logical_type(&handle.pointer, index)))
        }
        changedRowCount = Int(duckdb_rows_changed(&handle.pointer))
    }

    /// The next chunk; nil at the end.
    public func next() -> Chunk? {
        guard let pointer = duckdb_fetch_chunk(handle.pointer) else { return nil }
        return Chunk(pointer, columns: columns)
    }

    /// The position of the column with this name, without regard to case; nil when there is none.
    public func index(ofColumn name: String) -> Int? {
        columns.firstIndex { $0.name == name }
            ?? columns.firstIndex { $0.name.lowercased() == name.lowercased() }
    }

    /// All remaining rows as values, for small results; chunks are the fast way.
    public func rows() throws(DuckDBError) -> ResultRows {
        let layout = Row.Layout(columns.map { Row.Column(name: $0.name, type: $0.type.description) })
        var cells: [Value] = []
        while let chunk = next() {
            let start = cells.count
            cells.append(contentsOf: repeatElement(.null, count: chunk.count * columns.count))
            for (position, column) in columns.enumerated() {
                try chunk.vector(position).copy(
                    chunk.count, of: column, into: &cells, at: start + position, by: columns.count)
            }
        }
        return ResultRows(layout, cells: cells)
    }

    /// The first remaining row as values; nil when there is none.
    public func firstRow() throws(DuckDBError) -> Row? {
        try rows().first
    }

    /// The only value of a result of one row and one column, such as a count; null when there is no row.
    public func value() throws(DuckDBError) -> Value {
        try rows().first?.values.first ?? .null
    }
}
