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
        let parts = batches.enumerated().compactMap { index, batch in
            batch.parquetPath(of: table.name).map { path in
                "select \(columns), \(index) as _batch from read_parquet(\(quotedLiteral(path)))"
            }
        }
        switch parts.count {
        case 0:
            let empty = table.columns.map { "cast(null as \($0.kind.sqlType)) as \($0.name)" }.joined(separator: ", ")
            return "select \(empty), cast(null as varchar) as _file, cast(null as bigint) as _line where false"
        case 1:
            return "select \(columns) from (\(parts[0]))"
        default:
            let key = table.key.joined(separator: ", ")
            return """
                select \(columns)
                from (
                    select *, max(_batch) over (partition by \(key)) as _latest
                    from (\(parts.joined(separator: " union all ")))
                )
                where _batch = _latest
                """
        }
    }
}
