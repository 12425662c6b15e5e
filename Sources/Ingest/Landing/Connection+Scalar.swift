import DuckDB

extension Connection {
    /// The value of a question whose answer is one row with one column; nil for null and for no row.
    package func scalar<Answer: ValueDecodable>(_ sql: String, as type: Answer.Type) throws(DuckDBError) -> Answer? {
        guard let row = try query(sql).firstRow(), let column = row.columns.first else { return nil }
        return try row.getIfPresent(column.name, as: type)
    }
}
