import Demo
import DuckDB
import Foundation
import Testing

@testable import Warehouse

/// A folder of its own with a home, and exports to load into it.
final class Shop: Sendable {
    let folder: String
    var homePath: String { folder + "/home" }

    init() throws {
        folder = FileManager.default.temporaryDirectory.path + "/vitrine-tests-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// The home, opened anew.
    func home() throws -> Home { try Home(path: homePath) }

    /// Writes a demo export and returns its folder.
    @discardableResult
    func export(_ name: String, orders: Int, seed: UInt64 = 1) throws -> (path: String, summary: DemoSummary) {
        let path = folder + "/" + name
        let shop = DemoShop(options: DemoShop.Options(orders: orders, seed: seed))
        return (path, try shop.write(to: path, progress: nil))
    }

    /// Writes a file and returns its path.
    @discardableResult
    func write(_ text: String, to name: String) throws -> String {
        let path = folder + "/" + name
        try FileManager.default.createDirectory(
            atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        return path
    }

    @discardableResult
    func load(
        _ sources: String..., home: String? = nil, resources: Loader.Resources = Loader.Resources()
    ) throws -> LoadSummary {
        try Loader(home: try Home(path: home ?? homePath), resources: resources).load(sources)
    }

    /// The current version's database, open for reading.
    func connection(home: String? = nil) throws -> Connection {
        let home = try Home(path: home ?? homePath)
        let number = try #require(VersionStore(home: home).currentNumber())
        return try Database(
            .file("\(home.path)/versions/\(number)/warehouse.duckdb"), options: Database.Options(isReadOnly: true)
        ).connect()
    }

    /// The answer of a question with one number.
    func number(_ sql: String, home: String? = nil) throws -> Int64? {
        try connection(home: home).scalar("select cast((\(sql)) as bigint)", as: Int64.self)
    }

    /// A fingerprint of every table's rows in their order, without the load's own records.
    func fingerprints(home: String? = nil) throws -> [String: String] {
        let connection = try connection(home: home)
        var result: [String: String] = [:]
        let tables = try connection.query(
            """
            select table_name
            from information_schema.tables
            where table_name like 'dim\\_%' escape '\\' or table_name like 'fact\\_%' escape '\\'
                or table_name like 'mart\\_%' escape '\\'
            """
        ).rows().compactMap { try $0.getIfPresent("table_name", as: String.self) }
        for table in tables {
            let sql =
                "select md5(string_agg(cast(row_text as varchar), '|')) from (select \(table)::varchar as row_text from \(table))"
            result[table] = try connection.scalar(sql, as: String.self) ?? "empty"
        }
        return result
    }
}

/// The real data set, where it lies beside the project.
enum Olist {
    static let archive: String? = {
        let beside = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../../shared/olist/archive.zip").standardizedFileURL.path
        let told = ProcessInfo.processInfo.environment["VITRINE_OLIST"]
        return [told, beside].compactMap { $0 }.first { FileManager.default.fileExists(atPath: $0) }
    }()
}
