/// What a column of a source table holds, and so how its text is read and stored.
public enum ColumnKind: Sendable, Hashable, Codable {
    /// Free text, kept as written.
    case text
    /// An id or a code: text without the white space around it.
    case identifier
    /// A whole number within a range, both ends included.
    case integer(ClosedRange<Int32>)
    /// An amount of money in reais, not negative, exact to the cent; at most ten digits before the point.
    case money
    /// A geographic coordinate in degrees, at most this far from zero.
    case coordinate(Double)
    /// A local date and time without zone, to the microsecond; a date alone means midnight.
    case timestamp
}

/// One column that Vitrine reads from a source table.
public struct SourceColumn: Sendable, Hashable {
    /// The name in the file's header, as the marketplace spells it.
    public let name: String
    /// What it holds.
    public let kind: ColumnKind
    /// Whether a file without this column is refused. The others land as null when the file lacks them.
    public let isRequired: Bool
    /// Whether a row may leave it empty. A row that leaves another one empty is rejected.
    public let isNullable: Bool
}

/// One table of the source: its columns, and which of them make a row's identity.
public struct TableSchema: Sendable, Hashable {
    /// The name of the landed table, such as `order_items`.
    public let name: String
    /// The columns, in landing order.
    public let columns: [SourceColumn]
    /// The columns whose values identify a row; a later batch replaces the rows of the same identity.
    public let key: [String]
    /// Whether a batch holds one row per key at most. Geolocation has many points per zip prefix: there a later batch
    /// replaces all points of a prefix.
    public let isKeyUnique: Bool

    /// The column with this name.
    public func column(named name: String) -> SourceColumn? { columns.first { $0.name == name } }
}
