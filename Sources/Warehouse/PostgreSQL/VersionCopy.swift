import DuckDB
import PostgreSQL

/// Makes a version's schema in PostgreSQL out of its DuckDB file. Everything happens in the transaction that is open on the
/// connection, so a load that ends early, however it ends, leaves nothing.
struct VersionCopy {
    let connection: PostgreSQLConnection
    let version: Version

    private var schema: String { PublishedVersions.schema(of: version.number) }

    /// Copies all tables, then makes their keys, indexes, comments and statistics.
    func run(file: String, progress: LoadProgress) throws {
        let database = try Database(.file(file), options: Database.Options(isReadOnly: true, memoryLimit: "1GB"))
        let source = try database.connect()
        let models = Dictionary(try ModelCatalog().published.map { ($0.name, $0) }) { first, _ in first }
        let tables = try source.query("select table_name from duckdb_tables() order by table_name").rows()
            .map { try TableCopy(of: try $0.get("table_name"), in: source) }

        try connection.execute("create schema \(quotedIdentifier(schema))")
        try connection.execute(
            "comment on schema \(quotedIdentifier(schema)) is \(quotedLiteral("Vitrine: version \(version.name)"))")
        try connection.execute("set local search_path = \(quotedIdentifier(schema))")
        // For building indexes and for checking keys.
        try connection.execute("set local maintenance_work_mem = '256MB'; set local work_mem = '64MB'")
        for table in tables {
            progress.enter(.copying(table: table.name))
            try make(table)
        }
        let keyed = tables.compactMap { models[$0.name] }
        for model in keyed {
            progress.enter(.copying(table: model.name))
            try addKeyAndIndexes(to: model)
        }
        for model in keyed { try addForeignKeys(to: model, models) }
        for model in keyed { try addNarrowCopy(of: model, in: source, progress) }
        for table in tables {
            // Questions read the narrow copy instead: for what else asks, a small sample is enough.
            let target = models[table.name]?.narrow == nil ? "default" : "10"
            try connection.execute(
                "set local default_statistics_target to \(target); analyze \(quotedIdentifier(table.name))")
        }
    }

    private func make(_ table: TableCopy) throws {
        try connection.execute("create table \(quotedIdentifier(table.name)) (\(try table.definition()))")
        try table.copy(into: schema, of: connection)
    }

    /// PostgreSQL reads whole rows: what questions need of a wide table stands in a table of its own, about half as large.
    private func addNarrowCopy(of model: Model, in source: Connection, _ progress: LoadProgress) throws {
        guard let narrow = model.narrow else { return }
        progress.enter(.copying(table: narrow.name))
        try make(TableCopy(of: model.name, narrow, in: source))
        let table = quotedIdentifier(narrow.name)
        if !model.primaryKey.isEmpty, Set(narrow.columns.map(\.name)).isSuperset(of: model.primaryKey) {
            try connection.execute("alter table \(table) add primary key (\(Self.names(model.primaryKey)))")
        }
        for index in narrow.indexes {
            let condition = index.condition.map { " where \($0)" } ?? ""
            try connection.execute("create index on \(table) (\(Self.names(index.columns)))\(condition)")
        }
        let comment =
            "What questions read of \(model.name), in rows as short as they can be; there is nothing else in it."
        try connection.execute("comment on table \(table) is \(quotedLiteral(comment)); analyze \(table)")
    }

    private func addKeyAndIndexes(to model: Model) throws {
        let table = quotedIdentifier(model.name)
        if !model.primaryKey.isEmpty {
            try connection.execute("alter table \(table) add primary key (\(Self.names(model.primaryKey)))")
        }
        for index in model.indexes { try connection.execute("create index on \(table) (\(Self.names(index)))") }
        if !model.file.comment.isEmpty {
            try connection.execute("comment on table \(table) is \(quotedLiteral(model.file.comment))")
        }
    }

    private func addForeignKeys(to model: Model, _ models: [String: Model]) throws {
        for (column, target) in model.foreignKeys {
            guard let key = models[target]?.primaryKey, key.count == 1 else {
                throw WarehouseError.environment("\(model.name) refers to \(target), which has no key of one column")
            }
            try connection.execute(
                "alter table \(quotedIdentifier(model.name)) add foreign key (\(quotedIdentifier(column))) "
                    + "references \(quotedIdentifier(target)) (\(Self.names(key)))")
        }
    }

    private static func names(_ columns: [String]) -> String {
        columns.map(quotedIdentifier).joined(separator: ", ")
    }
}
