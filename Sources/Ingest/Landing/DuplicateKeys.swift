import DuckDB
import Foundation

/// Finds rows of one batch that share a key, and keeps the last of them.
///
/// Files count in the order in which they landed, that of their names, so that a folder of daily exports ends as if they had
/// been loaded one by one. The rows before the last go to the rejects, with whether they say the same.
struct DuplicateKeys {
    let table: TableSchema
    /// The landed Parquet file; replaced where rows have to go.
    let path: String

    /// Removes the rows of these files.
    func remove(files: [String], connection: Connection) throws {
        if files.isEmpty { return }
        let names = files.map(quotedLiteral).joined(separator: ", ")
        try replace(with: "select * from \(parquetRows(at: path)) where _file not in (\(names))", connection)
    }

    /// Removes rows of repeated keys.
    ///
    /// - Returns: How many rows of each file went, by the file's name.
    func remove(connection: Connection, rejects: RejectSink) throws -> [String: Int] {
        guard table.isKeyUnique else { return [:] }
        let key = table.key.joined(separator: ", ")
        let source = parquetRows(at: path, isNumbered: true)
        // Equal keys have equal hashes, so no repeated key is missed; keys that only share a hash are told apart below.
        let counts = try connection.query("select count(*) - count(distinct hash(\(key))) as repeated from \(source)")
        guard try counts.rows().first?.getIfPresent("repeated", as: Int64.self) ?? 0 > 0 else { return [:] }

        let values = table.columns.map(\.name).joined(separator: ", ")
        try connection.execute(
            """
            create temp table ranked as
            select
                *,
                row_number() over latest_first as _rank,
                first_value(_file) over latest_first as _kept_file,
                first_value(_line) over latest_first as _kept_line,
                first_value(row(\(values))) over latest_first as _kept
            from \(source)
            window latest_first as (partition by \(key) order by file_row_number desc)
            """)
        defer { try? connection.execute("drop table ranked") }
        let shownKey = table.key.map { "cast(\($0) as varchar)" }.joined(separator: " || ', ' || ")
        let repeated = """
            select
                $1,
                _file,
                _line,
                $2,
                \(shownKey),
                case when row(\(values)) is not distinct from _kept
                    then 'the same row stands again at ' else 'the same key stands again, with other values, at ' end
                || case when _file = _kept_file then 'line ' else _kept_file || ' line ' end
                || cast(_kept_line as varchar) || ', which is kept'
            from ranked
            where _rank > 1
            """
        try rejects.add(
            fromQueryOn: connection, sql: repeated,
            values: [.text(table.name), .text(table.key.joined(separator: ", "))])
        var perFile: [String: Int] = [:]
        let files = try connection.query("select _file, count(*) as rows from ranked where _rank > 1 group by _file")
        for row in try files.rows() {
            perFile[try row.getIfPresent("_file", as: String.self) ?? ""] = Int(
                try row.getIfPresent("rows", as: Int64.self) ?? 0)
        }
        try replace(
            with: """
                select * exclude (file_row_number, _rank, _kept_file, _kept_line, _kept)
                from ranked
                where _rank = 1
                order by file_row_number
                """, connection)
        return perFile
    }

    /// Writes the file anew with what is left.
    private func replace(with rows: String, _ connection: Connection) throws {
        let left = path + ".left"
        try connection.execute("copy (\(rows)) to \(quotedLiteral(left)) \(Landing.parquet)")
        guard rename(left, path) == 0 else {
            throw IngestError(.unwritable, "cannot replace \(path): \(String(cString: strerror(errno)))")
        }
    }
}
