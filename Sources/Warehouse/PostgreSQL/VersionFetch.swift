import DuckDB
import PostgreSQL

/// Fetches the current version of a PostgreSQL database into a DuckDB file, as it is served.
struct VersionFetch {
    private let address: PostgreSQLAddress

    init(_ address: PostgreSQLAddress) { self.address = address }

    /// Makes the file.
    ///
    /// - Returns: The version; nil where nothing was published yet.
    func run(into file: String) throws -> Version? {
        do {
            guard let (version, source) = try HeldVersion.current(at: address, options: .patient("vitrine check"))
            else { return nil }
            let target = try Database(.file(file)).connect()
            let schema = PublishedVersions.schema(of: version.number)
            for row in try source.query(try SQLFile.postgreSQL("tables").sql, [.text(schema)]).rows {
                try fetch(try row.get("name"), of: schema, from: source, into: target)
            }
            return version
        } catch let error as PostgreSQLError {
            throw WarehouseError.postgreSQL(error, "the version cannot be fetched", at: address)
        }
    }

    private func fetch(
        _ table: String, of schema: String, from source: PostgreSQLConnection, into target: Connection
    ) throws {
        // What PostgreSQL calls a type, DuckDB understands.
        let columns = try source.query(try SQLFile.postgreSQL("columns").sql, [.text(schema), .text(table)]).rows
            .map { "\(quotedIdentifier(try $0.get("name"))) \(try $0.get("type", as: String.self))" }
        try target.execute("create table \(quotedIdentifier(table)) (\(columns.joined(separator: ", ")))")
        let appender = try target.appender(to: table)
        try source.copyRows(of: "select * from \(quotedIdentifier(schema)).\(quotedIdentifier(table))") { row in
            try appender.append(row.values)
        }
        try appender.close()
    }
}
