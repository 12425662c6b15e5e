import DuckDB
import Ingest

/// A database in memory with a version's file attached: where a version is built, and where its checks run.
///
/// What only the work needs (views over the landed files, staging) is made in memory; what is published is made in the
/// file. SQL names both without a prefix.
struct Workbench {
    /// Where the SQL objects that are not published go.
    static let scratch = "memory.main."
    /// Where those of the version's file are.
    static let published = "warehouse.main."

    private let database: Database
    private let path: String

    /// Attaches a version's file.
    ///
    /// - Parameters:
    ///   - path: The database file; made where it does not exist.
    ///   - isReadOnly: Whether the file is to be looked at only.
    ///   - spill: The folder for what does not fit DuckDB's memory; made when it is needed.
    init(path: String, isReadOnly: Bool, resources: Loader.Resources, spill: String) throws {
        self.path = path
        database = try Database(
            .memory,
            options: Database.Options(
                threads: resources.threads, memoryLimit: "\(resources.memoryMegabytes)MB",
                temporaryDirectory: spill,
                // The landed files stand in the system's cache; DuckDB's own copy of them would take the memory of the work.
                settings: ["enable_external_file_cache": "false"]))
        // Small row groups let the threads compress side by side while a table is made, instead of all at its end.
        let options = isReadOnly ? "read_only" : "row_group_size 30720"
        try database.connect().execute("attach \(quotedLiteral(path)) as warehouse (\(options))")
    }

    /// A connection that finds the version's tables and the work's own by their plain names.
    func connect() throws -> Connection {
        let connection = try database.connect()
        try connection.execute("set search_path = 'warehouse.main,memory.main'")
        return connection
    }

    /// Makes a model: a table of the version in its file, a step on the way for every connection in memory.
    ///
    /// - Parameter isEmpty: Whether it is to have its columns and no rows.
    func create(_ model: Model, isEmpty: Bool = false, in connection: Connection) throws {
        let kind = model.materialization == .view ? "view" : "table"
        let place = model.materialization == .table ? "" : Self.scratch
        let rows = isEmpty ? "select * from (\n\(model.file.sql)\n) as rows_left_out limit 0" : model.file.sql
        guard !model.uncompressed.isEmpty else {
            return try connection.execute("create \(kind) \(place)\(model.name) as \(rows)")
        }
        let described = try connection.query("select column_name, column_type from (describe \(rows))").rows()
        let columns = try described.map { row in
            let name = try row.get("column_name", as: String.self)
            let compression = model.uncompressed.contains(name) ? " using compression uncompressed" : ""
            return try "\(quotedIdentifier(name)) \(row.get("column_type", as: String.self))\(compression)"
        }
        try connection.execute("create \(kind) \(place)\(model.name) (\(columns.joined(separator: ", ")))")
        try connection.execute("insert into \(place)\(model.name) \(rows)")
    }

    /// Removes a step of the work.
    func drop(_ step: Model, in connection: Connection) throws {
        try connection.execute("drop table \(Self.scratch)\(step.name)")
    }

    /// Writes what was made through to the file and lets go of it.
    func close(_ connection: Connection) throws {
        try connection.execute("set search_path = 'memory.main'; checkpoint warehouse; detach warehouse")
    }
}
