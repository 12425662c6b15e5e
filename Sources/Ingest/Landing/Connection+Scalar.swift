import DuckDB

extension Connection {
    /// The value of a question whose answer is one row with one column; nil for null and for no row.
    package func scalar<Answer: ValueDecodable>(_ sql: String, as type: Answer.Type) throws(DuckDBError) -> Answer? {
        let value = try query(sql).value()
        if value.isNull { return nil }
        guard let answer = Answer(value) else {
            throw DuckDBError(.typeMismatch, "the answer \(value) cannot be read as \(type)", statement: sql)
        }
        return answer
    }
}
