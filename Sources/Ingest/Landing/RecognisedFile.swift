import DuckDB
import Foundation

/// A file of a source of which it is known what table it holds, and where its columns are.
struct RecognisedFile: Sendable {
    let source: SourceFile
    let table: TableSchema
    /// For each column of the table its position in the file, or nil where the file lacks it.
    let positions: [Int?]
    /// Columns of the file that Vitrine has no use for.
    let extraColumns: [String]

    /// Opens the file for reading its records; what the returned stream hashes is the file's decompressed bytes.
    func open() throws(IngestError) -> (reader: any RecordReader, stream: HashingStream) {
        let stream = HashingStream(try source.open())
        switch source.format {
        case .csv:
            return (try CSVReader(stream: stream, fileName: source.displayName, options: .knownTables), stream)
        case .jsonLines:
            let names = table.columns.map(\.name)
            return (
                try JSONLinesReader(stream: stream, fileName: source.displayName, columns: names), stream
            )
        case .parquet:
            return (try ParquetReader(source: source, stream: stream, table: table), stream)
        }
    }
}

extension RecognisedFile {
    /// The files behind some paths, each with its table.
    ///
    /// - Returns: The files to read, in the order of their names within each source, and why others were passed over.
    /// - Throws: ``IngestError`` where a path cannot be read, where a file that was given by itself is no known table, where
    ///   a file lacks a needed column, or where nothing is left to read.
    static func files(of sources: [String]) throws(IngestError) -> (files: [RecognisedFile], ignored: [String]) {
        var files: [RecognisedFile] = []
        var ignored: [String] = []
        for path in sources {
            let listing = try Sources.list(path)
            ignored += listing.ignored.map { "\($0.displayName): \($0.reason)" }
            for source in listing.files {
                let header = try header(of: source)
                let outcome = Recognition.recognise(
                    fileName: source.baseName, header: header, omitsNulls: source.format == .jsonLines)
                switch outcome {
                case .table(let table, let positions, let extraColumns):
                    let positions = source.format == .csv ? positions : Array(table.columns.indices)
                    files.append(
                        RecognisedFile(source: source, table: table, positions: positions, extraColumns: extraColumns))
                case .incomplete(let table, let missing):
                    throw IngestError(
                        .malformed,
                        "lacks the column\(missing.count == 1 ? "" : "s") \(missing.joined(separator: ", ")), which the table "
                            + "\(table.name) needs; its header is: \(shown(header))",
                        file: source.displayName, line: 1,
                        advice: "Export the table with these columns, or rename the file if it holds something else")
                case .ambiguous(let table, let column):
                    throw IngestError(
                        .malformed, "names the column \(column) of \(table.name) more than once",
                        file: source.displayName,
                        line: 1, column: column, advice: "Rename or remove the column that is not meant")
                case .unknown where listing.files.count == 1 && ignored.isEmpty:
                    throw IngestError(
                        .malformed, "is no table that Vitrine knows; its header is: \(shown(header))",
                        file: source.displayName, line: 1,
                        advice: "Known tables: \(SourceTables.all.map(\.name).joined(separator: ", "))")
                case .unknown:
                    ignored.append("\(source.displayName): no table that Vitrine knows")
                }
            }
        }
        guard !files.isEmpty else {
            throw IngestError(
                .malformed, "no file holds a table that Vitrine knows",
                file: sources.joined(separator: ", "),
                advice: "Known tables: \(SourceTables.all.map(\.name).joined(separator: ", "))")
        }
        return (files, ignored)
    }

    /// The names of a file's columns.
    private static func header(of source: SourceFile) throws(IngestError) -> [String] {
        switch source.format {
        case .csv: try CSVReader(stream: try source.open(), fileName: source.displayName, options: .knownTables).columns
        case .jsonLines: try JSONLinesReader(stream: try source.open(), fileName: source.displayName).columns
        case .parquet: try ParquetReader.columns(of: source)
        }
    }

    /// A header for a message, cut to a readable length.
    private static func shown(_ header: [String]) -> String {
        let text = header.joined(separator: ", ")
        return text.count > 200 ? text.prefix(200) + "…" : text
    }
}

extension CSVOptions {
    /// The defaults, and the names of all columns that Vitrine knows, which tell the delimiter where several could be.
    static let knownTables: CSVOptions = {
        var options = CSVOptions()
        options.knownColumns = Set(SourceTables.all.flatMap { $0.columns.map(\.name) })
        return options
    }()
}
