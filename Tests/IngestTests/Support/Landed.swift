import DuckDB
import Foundation

@testable import Ingest

/// A folder with sources, and what lands of them.
final class LandingPlace {
    let sources: TemporaryFolder
    private let batches: TemporaryFolder
    private var count = 0

    init() throws {
        sources = try TemporaryFolder()
        batches = try TemporaryFolder()
    }

    /// Lands paths, which are given from the folder of the sources on.
    func land(_ paths: String...) throws -> LandedBatch {
        count += 1
        return try Landing(memoryLimit: "256MB", threads: 2).land(
            paths.map { "\(sources.path)/\($0)" }, into: "\(batches.path)/\(count)", progress: LandingProgress())
    }

    /// Writes what a query gives as a Parquet file.
    func writeParquet(_ sql: String, to name: String) throws {
        // DuckDB would take some names for something else.
        let plain = sources.path + "/written"
        try Database(.memory).connect().execute("copy (\(sql)) to \(quotedLiteral(plain)) (format parquet)")
        let path = "\(sources.path)/\(name)"
        try FileManager.default.createDirectory(
            atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try FileManager.default.moveItem(atPath: plain, toPath: path)
    }
}

extension LandedBatch {
    /// Columns of a table's rows in their order, as text with bars between.
    func rows(_ table: String, _ columns: String) throws -> [String] {
        try Self.rows("select \(columns) from \(parquetRows(at: "\(folder)/\(table).parquet"))")
    }

    /// The rejects: line, column, value and reason, with bars between.
    func rejects() throws -> [String] {
        guard let rejectsPath else { return [] }
        return try Self.rows("select line, column_name, value, reason from \(parquetRows(at: rejectsPath))")
    }

    private static func rows(_ sql: String) throws -> [String] {
        try Database(.memory).connect().query(sql).rows().map { row in
            row.values.map { "\($0)" }.joined(separator: "|")
        }
    }
}
