import DuckDB
import Foundation

/// Finds rows of one batch that share a key, and keeps the last of them.
///
/// Files count in the order of their names, so that a folder of daily exports ends as if they had been loaded one by one.
/// The rows before the last go to the rejects, with whether they say the same.
struct DuplicateKeys {
    let table: TableSchema
    /// The landed Parquet file; replaced where rows have to go.
    let path: String

    /// Removes rows of repeated keys.
    ///
    /// - Returns: How many rows of each file went, by the file's name.
    func remove(connection: Connection, rejects: RejectSink) throws -> [String: Int] {
        guard table.isKeyUnique else { return [:] }
        let key = table.key.joined(separator: ", ")
        let source = "read_parquet(\(quotedLiteral(path)))"
        // Equal keys have equal hashes, so no repeated key is missed; keys that only share a hash are told apart below.
        let counts = try connection.query("select count(*) - count(distinct hash(\(key))) as repeated from \(source)")
        guard try counts.rows().first?.getIfPresent("repeated", as: Int64.self) ?? 0 > 0 else { return [:] }

        let values = table.columns.map(\.name).joined(separator: ", ")
        try connection.execute(
            """
            create temp table ranked as
            select
                *,
                row_number() over (partition by \(key) order by _file desc, _line desc) as _rank,
                first_value(_file) over (partition by \(key) order by _file desc, _line desc) as _kept_file,
                first_value(_line) over (partition by \(key) order by _file desc, _line desc) as _kept_line,
                first_value(row(\(values))) over (partition by \(key) order by _file desc, _line desc) as _kept
            from \(source)
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
        let unique = path + ".unique"
        try connection.execute(
            """
            copy (
                select * exclude (_rank, _kept_file, _kept_line, _kept)
                from ranked
                where _rank = 1
                order by _file, _line
            ) to \(quotedLiteral(unique)) \(Landing.parquet)
            """)
        guard rename(unique, path) == 0 else {
            throw IngestError(.unreadable, "cannot replace \(path): \(String(cString: strerror(errno)))")
        }
        return perFile
    }
}
