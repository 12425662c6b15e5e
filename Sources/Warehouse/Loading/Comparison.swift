import DuckDB
import Ingest

/// Tells which rows of a batch are new and which replace one with other values.
struct Comparison {
    let table: TableSchema
    /// The batch's Parquet file of the table.
    let batch: String
    let known: LandedTables

    /// Counts the batch's rows. Where a key holds many rows (geolocation), a key's rows are new, or changed, together.
    func counts(in connection: Connection) throws -> (new: Int, changed: Int) {
        let sql = table.isKeyUnique ? rowByRow : keyByKey
        guard let row = try connection.query(sql).rows().first else { return (0, 0) }
        return (
            Int(try row.getIfPresent("new_rows", as: Int64.self) ?? 0),
            Int(try row.getIfPresent("changed_rows", as: Int64.self) ?? 0)
        )
    }

    private var key: String { table.key.joined(separator: ", ") }

    private var rowByRow: String {
        let others = table.columns.map(\.name).filter { !table.key.contains($0) }
        let differs = others.map { "batch.\($0) is distinct from known.\($0)" }.joined(separator: " or ")
        return """
            select
                count(*) filter (where known._is_known is null) as new_rows,
                count(*) filter (where known._is_known and (\(differs))) as changed_rows
            from \(parquetRows(at: batch)) as batch
            left join (select *, true as _is_known from (\(known.select(table)))) as known using (\(key))
            """
    }

    private var keyByKey: String {
        let columns = table.columns.map(\.name).joined(separator: ", ")
        func fingerprint(_ source: String) -> String {
            """
            select \(key), count(*) as rows, sum(cast(hash(row(\(columns))) as hugeint)) as fingerprint
            from \(source)
            group by \(key)
            """
        }
        return """
            select
                coalesce(sum(batch.rows) filter (where known.rows is null), 0)::bigint as new_rows,
                coalesce(
                    sum(batch.rows) filter (
                        where known.rows is not null
                            and (batch.rows, batch.fingerprint) is distinct from (known.rows, known.fingerprint)
                    ),
                    0
                )::bigint as changed_rows
            from (\(fingerprint(parquetRows(at: batch)))) as batch
            left join (\(fingerprint("(\(known.select(table)))"))) as known using (\(key))
            """
    }
}
