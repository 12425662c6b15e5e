import DuckDB
import Ingest

/// The landed batches as the models see them: per table one view, in which a later batch's rows replaced an earlier's.
struct LandedTables {
    /// The batches' folders, oldest first, with what each landed.
    let batches: [LandedBatch]

    /// Makes the views `landing_<table>` on a workbench.
    func createViews(in connection: Connection) throws {
        for table in SourceTables.all {
            try connection.execute("create view \(Workbench.scratch)landing_\(table.name) as \(select(table))")
        }
    }

    /// The rows of a table that count, over these batches.
    func select(_ table: TableSchema) -> String {
        let columns = (table.columns.map(\.name) + ["_file", "_line"]).joined(separator: ", ")
        let files = batches.enumerated().compactMap { index, batch in
            batch.parquetPath(of: table.name).map { (index, parquetRows(at: $0)) }
        }
        let parts = files.map { "select \(columns), \($0) as _batch from \($1)" }
        switch parts.count {
        case 0:
            let empty = table.columns.map { "cast(null as \($0.kind.sqlType)) as \($0.name)" }.joined(separator: ", ")
            return "select \(empty), cast(null as varchar) as _file, cast(null as bigint) as _line where false"
        case 1:
            return "select \(columns) from (\(parts[0]))"
        default:
            // The first batch is mostly the largest by far; only the keys of those after it are gathered. None is null: rows
            // that leave a column of their key empty do not land.
            let key = table.key.joined(separator: ", ")
            let later = files.dropFirst().map { "select \(key), \($0) as _batch from \($1)" }
            let isSameKey = table.key.map { "landed.\($0) = later.\($0)" }.joined(separator: " and ")
            return """
                select \(columns)
                from (\(parts.joined(separator: " union all "))) as landed
                anti join (
                    select \(key), max(_batch) as _latest
                    from (\(later.joined(separator: " union all ")))
                    group by \(key)
                ) as later
                    on \(isSameKey) and landed._batch < later._latest
                """
        }
    }
}
