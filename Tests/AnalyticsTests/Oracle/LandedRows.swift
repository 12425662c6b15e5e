import DuckDB
import Foundation
import Ingest

@testable import Warehouse

/// The rows of a landed table that count: a later batch's replaced an earlier's of the same key.
///
/// They come from the landed Parquet files as they are. Nothing of the models, and no SQL beyond `select *`, is used.
struct LandedRows {
    private let batches: [LandedBatch]
    private let connection = Result { try Database(.memory).connect() }

    init(of warehouse: OpenWarehouse, in home: Home) throws {
        batches = try warehouse.version.batches.map { try LandedBatch(folder: "\(home.landing)/\($0)") }
    }

    /// The rows of a table.
    ///
    /// - Parameter key: The columns that identify a row.
    func table(_ name: String, key: [String]) throws -> [LandedRow] {
        var rows: [String: LandedRow] = [:]
        for path in batches.compactMap({ $0.parquetPath(of: name) }) {
            for row in try connection.get().query("select * from read_parquet('\(path)')").rows() {
                let landed = LandedRow(row: row)
                rows[key.map { row[$0].description }.joined(separator: "\u{0}")] = landed
            }
        }
        return Array(rows.values)
    }
}

/// A landed row, as Swift values.
struct LandedRow {
    let row: Row

    /// A text without blanks around it; nil where nothing is left.
    func text(_ column: String) -> String? {
        guard case .text(let text) = row[column] else { return nil }
        let trimmed = text.trimmingCharacters(in: CharacterSet(charactersIn: " "))
        return trimmed.isEmpty ? nil : trimmed
    }

    func integer(_ column: String) -> Int? {
        guard case .integer(let value) = row[column] else { return nil }
        return Int(value)
    }

    /// An amount in hundredths.
    func cents(_ column: String) -> Int? {
        guard case .decimal(let value) = row[column] else { return nil }
        return value.rescaled(to: 2).map { Int($0.unscaled) }
    }

    func time(_ column: String) -> Timestamp? {
        guard case .timestamp(let value) = row[column] else { return nil }
        return value
    }
}
