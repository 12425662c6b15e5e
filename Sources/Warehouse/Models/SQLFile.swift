import Crypto
import Foundation

/// A SQL file of the warehouse: its name, its header comments and its one statement.
struct SQLFile: Sendable, Hashable {
    /// The file's name without extension, which is the name of what it makes.
    let name: String
    /// `key: value` lines of the comments at the top.
    let header: [String: String]
    /// The other lines of the comments at the top, as one text.
    let comment: String
    /// The statement with the comments before it, without a semicolon at its end.
    let sql: String

    /// Reads the files of a folder inside the module's SQL resources, by name.
    static func all(in folder: String) throws(WarehouseError) -> [SQLFile] {
        guard let root = Bundle.module.resourceURL?.appendingPathComponent("SQL/\(folder)"),
            let urls = try? FileManager.default.contentsOfDirectory(at: root, includingPropertiesForKeys: nil)
        else { throw .environment("the installation is incomplete: the SQL files of \(folder) are missing") }
        var files: [SQLFile] = []
        for url in urls.sorted(by: { $0.lastPathComponent < $1.lastPathComponent }) where url.pathExtension == "sql" {
            files.append(try SQLFile(url))
        }
        return files
    }

    /// Reads one file of a folder inside the module's SQL resources.
    static func named(_ name: String, in folder: String) throws(WarehouseError) -> SQLFile {
        guard let root = Bundle.module.resourceURL else {
            throw .environment("the installation is incomplete: the SQL files are missing")
        }
        return try SQLFile(root.appendingPathComponent("SQL/\(folder)/\(name).sql"))
    }

    private init(_ url: URL) throws(WarehouseError) {
        guard let text = try? String(contentsOf: url, encoding: .utf8) else {
            throw .environment("the installation is incomplete: \(url.lastPathComponent) cannot be read")
        }
        self.init(name: url.deletingPathExtension().lastPathComponent, text: text)
    }

    /// A hash of all models and checks: versions with the same one have the same tables, made in the same way.
    static func fingerprint() throws(WarehouseError) -> String {
        var hash = SHA256()
        for folder in ["staging", "intermediate", "star", "marts", "checks"] {
            for file in try all(in: folder) { hash.update(data: Data("\(folder)/\(file.name)\n\(file.sql)\n".utf8)) }
        }
        return String(hash.finalize().description.suffix(64).prefix(16))
    }

    init(name: String, text: String) {
        self.name = name
        var header: [String: String] = [:]
        var prose: [String] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            guard line.hasPrefix("--") else { break }
            let comment = line.dropFirst(2).trimmingCharacters(in: .whitespaces)
            guard let colon = comment.firstIndex(of: ":"),
                comment[..<colon].allSatisfy({ $0.isLowercase || $0 == "_" })
            else {
                prose.append(comment)
                continue
            }
            header[String(comment[..<colon])] = comment[comment.index(after: colon)...]
                .trimmingCharacters(in: .whitespaces)
        }
        self.header = header
        self.comment = prose.joined(separator: " ")
        var sql = text.trimmingCharacters(in: .whitespacesAndNewlines)
        if sql.hasSuffix(";") { sql.removeLast() }
        self.sql = sql
    }

    /// The words of the statement that could be names, without those in comments and literals.
    var identifiers: Set<String> {
        var names: Set<String> = []
        for line in sql.split(separator: "\n") {
            let code = line.components(separatedBy: "--")[0]
            for (index, part) in code.split(separator: "'", omittingEmptySubsequences: false).enumerated()
            where index.isMultiple(of: 2) {
                for word in part.split(whereSeparator: { !($0.isLetter || $0.isNumber || $0 == "_") }) {
                    names.insert(String(word))
                }
            }
        }
        return names
    }
}
