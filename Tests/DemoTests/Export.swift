import Demo
import Foundation

/// An export written to a folder of its own and read back, for tests to look at. The folder is removed at once.
struct Export: Sendable {
    /// Ten thousand orders, seed 1: enough for every kind of dirt.
    static let usual: Result<Export, any Error> = Result { try Export(orders: 10_000, seed: 1) }

    let summary: DemoSummary
    /// The content of each file by the table's name.
    let content: [String: [UInt8]]
    /// The records of each file without the header, by the table's name.
    let tables: [String: [[String]]]

    init(orders: Int, seed: UInt64) throws {
        let folder = try TemporaryFolder()
        summary = try DemoShop(options: .init(orders: orders, seed: seed)).write(to: folder.path)
        var content: [String: [UInt8]] = [:]
        var tables: [String: [[String]]] = [:]
        for table in DemoShop.tables {
            let bytes = try Array(Data(contentsOf: URL(fileURLWithPath: folder.path + "/" + table.file)))
            content[table.name] = bytes
            tables[table.name] = Array(CSVText.records(bytes).dropFirst())
        }
        self.content = content
        self.tables = tables
    }

    func rows(_ table: String) -> [[String]] { tables[table] ?? [] }

    /// One column of a table.
    func column(_ table: String, _ place: Int) -> [String] { rows(table).map { $0[place] } }
}

/// A folder that goes when the value goes.
final class TemporaryFolder {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "/vitrine-demo-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}

/// Reads comma-separated values, quoted fields with doubled quotes and line breaks included.
enum CSVText {
    static func records(_ bytes: [UInt8]) -> [[String]] {
        var records: [[String]] = []
        var record: [String] = []
        var field: [UInt8] = []
        var isQuoted = false
        var place = 0
        while place < bytes.count {
            let byte = bytes[place]
            place += 1
            if isQuoted {
                if byte != UInt8(ascii: "\"") {
                    field.append(byte)
                } else if place < bytes.count && bytes[place] == UInt8(ascii: "\"") {
                    field.append(byte)
                    place += 1
                } else {
                    isQuoted = false
                }
                continue
            }
            switch byte {
            case UInt8(ascii: "\""):
                isQuoted = true
            case UInt8(ascii: ","), UInt8(ascii: "\n"):
                if field.last == UInt8(ascii: "\r") { field.removeLast() }
                record.append(String(decoding: field, as: UTF8.self))
                field.removeAll(keepingCapacity: true)
                if byte == UInt8(ascii: "\n") {
                    records.append(record)
                    record = []
                }
            default:
                field.append(byte)
            }
        }
        if !record.isEmpty || !field.isEmpty {
            record.append(String(decoding: field, as: UTF8.self))
            records.append(record)
        }
        return records
    }
}
