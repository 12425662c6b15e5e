import Foundation

/// Tells which table a file holds, from its header and its name.
enum Recognition {
    /// What a file turned out to be.
    enum Outcome: Equatable {
        /// The file holds this table; for each of its columns, the position in the file or nil where it lacks it.
        case table(TableSchema, positions: [Int?], extraColumns: [String])
        /// The file is named like this table but lacks columns that the table needs.
        case incomplete(TableSchema, missing: [String])
        /// The file holds this table, but names one of its columns more than once.
        case ambiguous(TableSchema, column: String)
        /// Neither the name nor the header is one Vitrine knows.
        case unknown
    }

    /// Recognises a file.
    ///
    /// The header decides: the table whose needed columns are all there, and of several the one of which the file has the
    /// most columns. The name only breaks a tie, and lets the error for an incomplete file say what was expected.
    ///
    /// - Parameters:
    ///   - header: The names of the file's columns.
    ///   - omitsNulls: Whether a column may be missing from `header` because no row seen so far has a value for it, as in
    ///     JSON Lines. Then only columns that every row fills are needed.
    static func recognise(fileName: String, header: [String], omitsNulls: Bool = false) -> Outcome {
        let columns = header.map(normalised)
        let positions = Dictionary(columns.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        let named = table(named: fileName)
        func missing(_ table: TableSchema) -> [String] {
            table.columns
                .filter { $0.isRequired && positions[$0.name] == nil && !($0.isNullable && omitsNulls) }
                .map(\.name)
        }
        let complete = SourceTables.all
            .filter { missing($0).isEmpty }
            .map { table in (table: table, matched: table.columns.count { positions[$0.name] != nil }) }
        let most = complete.map(\.matched).max()
        let best = complete.filter { $0.matched == most }
        if let chosen = best.first(where: { $0.table == named }) ?? best.first {
            let known = Set(chosen.table.columns.map(\.name))
            if let twice = columns.first(where: { name in known.contains(name) && columns.count { $0 == name } > 1 }) {
                return .ambiguous(chosen.table, column: twice)
            }
            return .table(
                chosen.table,
                positions: chosen.table.columns.map { positions[$0.name] },
                extraColumns: columns.filter { !known.contains($0) && !$0.isEmpty })
        }
        if let named {
            return .incomplete(named, missing: missing(named))
        }
        return .unknown
    }

    /// The table that a file is named after: `olist_orders_dataset.csv`, `orders.csv`, `orders-2018-09.csv.gz`.
    static func table(named fileName: String) -> TableSchema? {
        let stem = fileName.lowercased().split(separator: ".").first.map(String.init) ?? ""
        let words = stem.split { !$0.isLetter }.filter { $0 != "olist" && $0 != "dataset" }.joined(separator: "_")
        return SourceTables.all
            .filter { words == $0.name || words.hasPrefix($0.name + "_") }
            .max { $0.name.utf8.count < $1.name.utf8.count }
    }

    /// A header's field as the catalogue spells it: lower case, without surrounding white space, spaces as underscores.
    static func normalised(_ field: String) -> String {
        field.trimmingCharacters(in: .whitespaces).lowercased().replacing(" ", with: "_")
    }
}
