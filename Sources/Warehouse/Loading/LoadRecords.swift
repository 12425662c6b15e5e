import DuckDB
import Ingest

/// The tables of a version that tell where its rows came from: `load_files` and `load_rejects`.
struct LoadRecords {
    /// The version's batches, oldest first.
    let batches: [LandedBatch]

    /// Makes and fills the tables.
    func write(to connection: Connection) throws {
        try connection.execute(
            """
            create table load_files (
                batch_number integer,
                batch_id varchar,
                table_name varchar,
                file varchar,
                bytes bigint,
                sha256 varchar,
                rows_read bigint,
                rows_landed bigint,
                rows_rejected bigint,
                landed_at timestamp
            );
            create table load_rejects (
                batch_id varchar,
                table_name varchar,
                file varchar,
                line bigint,
                column_name varchar,
                value varchar,
                reason varchar
            );
            """)
        let files = try connection.appender(to: "load_files")
        for (index, batch) in batches.enumerated() {
            for file in batch.files {
                try files.append([
                    .integer(Int64(index + 1)), .text(batch.id), .text(file.table), .text(file.file),
                    .integer(Int64(file.bytes)), .text(file.sha256), .integer(Int64(file.rowsRead)),
                    .integer(Int64(file.rowsLanded)), .integer(Int64(file.rowsRejected)),
                    .timestamp(
                        Timestamp(microsecondsSince1970: Int64(batch.landedAt.timeIntervalSince1970 * 1_000_000))),
                ])
            }
        }
        try files.close()
        for batch in batches {
            guard let path = batch.rejectsPath else { continue }
            _ = try connection.query(
                """
                insert into load_rejects (batch_id, table_name, file, line, column_name, value, reason)
                select $1, table_name, file, line, column_name, value, reason
                from \(parquetRows(at: path))
                """,
                values: [.text(batch.id)])
        }
    }
}
