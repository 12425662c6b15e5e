/// A column of the rows that a `RowProducer` gives.
public struct TableColumn: Sendable, Hashable {
    /// The column's name.
    public let name: String
    /// The column's type; a list or an enumeration cannot be produced.
    public let type: LogicalType

    /// A column of that name and type.
    public init(_ name: String, _ type: LogicalType) {
        self.name = name
        self.type = type
    }
}

/// A source of rows that DuckDB reads as a table, without copies in between.
///
/// DuckDB calls `fill` from its own threads, never twice at once, and takes the rows in the order written. The calls are
/// made under a lock, so a class that is otherwise used by one thread only can be declared `@unchecked Sendable`.
public protocol RowProducer: AnyObject, Sendable {
    /// Writes up to `chunk.capacity` rows from row 0 on and returns how many; 0 ends the table.
    ///
    /// What it throws ends the query with `DuckDBError.Kind.producer`, and is that error's `underlyingError`.
    func fill(_ chunk: borrowing ChunkWriter) throws -> Int
}
