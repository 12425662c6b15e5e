import DuckDB
import Foundation
import PostgreSQL

/// Which versions a PostgreSQL database has: the tables of its schema `vitrine`.
///
/// A version is a schema of its own, `vitrine_v7`, which never changes once it is listed. Readers hold a shared advisory
/// lock on the number of the version they have open, and a load the exclusive one on number 0.
struct PublishedVersions {
    /// The form of the tables that this program writes. A newer one is refused, never guessed at.
    static let formatVersion = 1
    /// The first half of the advisory locks' keys: "Vitr".
    static let lockSpace: Int64 = 0x5669_7472
    /// The second half of the key of the right to load; versions are numbered from 1.
    static let loadLock: Int64 = 0

    let connection: PostgreSQLConnection

    /// The name of a version's schema.
    static func schema(of number: Int) -> String { "vitrine_v\(number)" }

    /// Whether the tables are there.
    ///
    /// - Throws: ``WarehouseError`` of kind `environment` where a newer Vitrine made them.
    func isSetUp() throws -> Bool {
        guard try connection.value(try SQLFile.postgreSQL("is_set_up").sql) == true else { return false }
        try checkFormat()
        return true
    }

    /// Makes the tables where they are missing. Call it only while holding the right to load.
    func setUp() throws {
        if try !isSetUp() { try connection.execute(try SQLFile.postgreSQL("set_up").sql) }
    }

    private func checkFormat() throws {
        let format = try connection.query(try SQLFile.postgreSQL("warehouse").sql).rows.first?.get(
            "format", as: Int.self)
        guard let format, format <= Self.formatVersion else {
            throw WarehouseError.environment(
                "the warehouse at \(connection.address) was made by a newer Vitrine; use the newer program, or another "
                    + "database")
        }
    }

    /// What tells this warehouse from all others, also from copies of its database.
    func identity() throws -> String {
        guard let row = try connection.query(try SQLFile.postgreSQL("warehouse").sql).rows.first else {
            throw WarehouseError.environment(
                "the warehouse at \(connection.address) is damaged: vitrine.warehouse is empty")
        }
        return try row.get("id", as: String.self) + "-\(row["database"])"
    }

    /// The current version; nil where nothing was published yet.
    func current() throws -> Version? {
        guard let row = try connection.query(try SQLFile.postgreSQL("current_version").sql).rows.first else {
            return nil
        }
        guard case .list(let batches) = row["batches"] else { return nil }
        let publishedAt = try row.get("published_at", as: Timestamp.self)
        return Version(
            number: try row.get("number"), name: try row.get("name"), batches: batches.compactMap { String($0) },
            publishedAt: Date(timeIntervalSince1970: Double(publishedAt.microsecondsSince1970) / 1_000_000),
            models: try row.getIfPresent("models"))
    }

    /// Whether a version's schema has all that is made in a version: somebody may have removed it, or restored a part.
    func isWhole(_ number: Int) throws -> Bool {
        let there = try connection.query(try SQLFile.postgreSQL("tables").sql, [.text(Self.schema(of: number))]).rows
            .map { try $0.get("name", as: String.self) }
        return try Set(ModelCatalog().published.map(\.name)).isSubset(of: there)
    }

    /// The name of the current version; nil where nothing was published yet.
    func currentName() throws -> String? {
        guard try isSetUp() else { return nil }
        return try connection.query(try SQLFile.postgreSQL("current_name").sql).rows.first?.get("name")
    }

    /// Lists a version and makes it the current one. Call it at the end of the transaction that makes its schema.
    func makeCurrent(_ version: Version) throws {
        let publishedAt = Timestamp(
            microsecondsSince1970: Int64((version.publishedAt.timeIntervalSince1970 * 1_000_000).rounded()))
        _ = try connection.query(
            try SQLFile.postgreSQL("add_version").sql,
            [
                .integer(Int64(version.number)), .text(version.name), .list(version.batches),
                .optional(version.models), .timestamp(publishedAt),
            ])
        _ = try connection.query(try SQLFile.postgreSQL("make_current").sql, [.integer(Int64(version.number))])
    }

    // MARK: - Locks

    /// Takes the right to load; false where somebody else has it. It ends with the connection.
    func takeLoadLock() throws -> Bool {
        try take("pg_try_advisory_lock", Self.loadLock)
    }

    /// Who holds the right to load, for people; nil where nobody does.
    func loadLockHolder() throws -> String? {
        let row = try connection.query(
            try SQLFile.postgreSQL("load_lock_holder").sql, [.integer(Self.lockSpace), .integer(Self.loadLock)]
        ).rows.first
        guard let row else { return nil }
        let application = try row.getIfPresent("application_name", as: String.self) ?? ""
        let role = try row.getIfPresent("role", as: String.self) ?? ""
        return "\(application.isEmpty ? "a session" : application), as \(role), session \(row["process"])"
    }

    /// Takes hold of a version for reading, so that no load removes it; false where it is gone.
    func hold(_ number: Int) throws -> Bool {
        guard try take("pg_try_advisory_lock_shared", Int64(number)) else { return false }
        return try connection.value(try SQLFile.postgreSQL("has_version").sql, [.integer(Int64(number))]) == true
    }

    private func take(_ function: String, _ key: Int64) throws -> Bool {
        try connection.value("select \(function)($1::integer, $2::integer)", [.integer(Self.lockSpace), .integer(key)])
            == true
    }

    // MARK: - Removing

    /// Removes versions beyond the last few, but none that a reader holds, and schemas that no version stands for. What
    /// somebody else keeps busy stays until the next load. Call it only while holding the right to load.
    func removeOld(keeping kept: Int) throws {
        try connection.execute("set lock_timeout = '5s'")
        defer { try? connection.execute("set lock_timeout = 0") }
        let old = try connection.query(try SQLFile.postgreSQL("old_versions").sql, [.integer(Int64(kept - 1))]).rows
        for row in old {
            let number = try row.get("number", as: Int.self)
            guard try take("pg_try_advisory_lock", Int64(number)) else { continue }
            try remove(schema: Self.schema(of: number)) {
                _ = try connection.query("delete from vitrine.versions where number = $1", [.integer(Int64(number))])
            }
            _ = try take("pg_advisory_unlock", Int64(number))
        }
        for row in try connection.query(try SQLFile.postgreSQL("leftover_schemas").sql).rows {
            try remove(schema: try row.get("name")) {}
        }
    }

    private func remove(schema: String, _ unlist: () throws -> Void) throws {
        do {
            try connection.transaction {
                try unlist()
                try connection.execute("drop schema if exists \(quotedIdentifier(schema)) cascade")
            }
        } catch let error as PostgreSQLError where error.kind == .locked || error.kind == .permission {
            // Somebody is busy with it, or it is another role's: the others go all the same.
            return
        }
    }
}

extension SQLFile {
    /// A statement for PostgreSQL's own tables.
    static func postgreSQL(_ name: String) throws(WarehouseError) -> SQLFile {
        try named(name, in: "postgresql")
    }
}
