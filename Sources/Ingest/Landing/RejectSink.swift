import DuckDB

/// Collects rejected records while tables land, also in parallel, and writes them out as Parquet at the end.
///
/// They go into a table of the landing's own in-memory database, which spills to disk, so that a file in which every
/// record is wrong needs no more memory than another.
final class RejectSink: Sendable {
    private struct State {
        let connection: Connection
        var buffer: [Reject] = []
        var count = 0
    }

    private let state: Locked<State>
    private static let flushSize = 1024

    init(database: Database) throws {
        let connection = try database.connect()
        try connection.execute(
            """
            create table rejects (
                table_name varchar,
                file varchar,
                line bigint,
                column_name varchar,
                value varchar,
                reason varchar
            )
            """)
        state = Locked(State(connection: connection))
    }

    /// Keeps one rejected record.
    func add(_ reject: Reject) throws {
        try state.withLock { state in
            state.buffer.append(reject)
            state.count += 1
            if state.buffer.count >= Self.flushSize { try Self.flush(&state) }
        }
    }

    /// Keeps the rows that a query gives, in the columns of the rejects, run on another connection of the same database.
    func add(fromQueryOn connection: Connection, sql: String, values: [Value]) throws {
        _ = try connection.query("insert into rejects \(sql)", values: values)
    }

    /// Writes them, by file and line, to a Parquet file.
    ///
    /// - Parameter leftOut: The names of files whose records are left out.
    func write(to path: String, without leftOut: [String]) throws {
        try state.withLock { state in
            try Self.flush(&state)
            for file in leftOut {
                _ = try state.connection.query("delete from rejects where file = $1", values: [.text(file)])
            }
            try state.connection.execute(
                "copy (select * from rejects order by file, line, table_name) to \(quotedLiteral(path)) (format parquet)"
            )
        }
    }

    private static func flush(_ state: inout State) throws {
        let appender = try state.connection.appender(to: "rejects")
        for reject in state.buffer {
            try appender.append([
                .text(reject.table), .text(reject.file), .integer(Int64(reject.line)),
                reject.column.map(Value.text) ?? .null, reject.value.map(Value.text) ?? .null, .text(reject.reason),
            ])
        }
        try appender.close()
        state.buffer.removeAll(keepingCapacity: true)
    }
}
