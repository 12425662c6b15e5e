import DuckDB
import Foundation

/// A file of a source of which it is known what table it holds, and where its columns are.
struct RecognisedFile: Sendable {
    let source: SourceFile
    let table: TableSchema
    /// The names of the file's columns by which it was recognised.
    let header: [String]
    /// For each column of the table its position in a record, or nil where the file lacks it.
    let positions: [Int?]
    /// Columns of the file that Vitrine has no use for.
    let extraColumns: [String]
    /// A folder for what can only be read unpacked.
    let scratch: String

    /// Opens the file for reading its records; what the returned stream hashes is the file's decompressed bytes.
    ///
    /// - Throws: ``IngestError`` where the file cannot be read, or is no longer the one that was recognised.
    func open() throws(IngestError) -> (reader: any RecordReader, stream: HashingStream) {
        let stream = HashingStream(try source.open())
        let reader: any RecordReader =
            switch source.format {
            case .csv:
                try CSVReader(stream: stream, fileName: source.displayName, options: .knownTables)
            case .jsonLines:
                try JSONLinesReader(
                    stream: stream, fileName: source.displayName, columns: table.columns.map(\.name))
            case .parquet:
                try ParquetReader(source: source, stream: stream, table: table, scratch: scratch)
            }
        guard reader.header == header else {
            throw IngestError(
                .damaged, "changed while it was being loaded", file: source.displayName,
                advice: "Load it again once nothing writes to it")
        }
        return (reader, stream)
    }
}

extension RecognisedFile {
    /// The files behind some paths, each with its table.
    ///
    /// - Parameter scratch: A folder for what can only be read unpacked; made when it is needed.
    /// - Returns: The files to read, in the order of their names, and why others were passed over.
    /// - Throws: ``IngestError`` where a path cannot be read, where a file that was given by itself is no known table, where
    ///   a file lacks a needed column, or where nothing is left to read.
    static func files(
        of sources: [String], scratch: String
    ) throws(IngestError) -> (files: [RecognisedFile], ignored: [String]) {
        var found: [SourceFile] = []
        var given: Set<String> = []
        var ignored: [String] = []
        for path in sources {
            let listing = try Sources.list(path)
            found += listing.files
            ignored += listing.ignored.map { "\($0.displayName): \($0.reason)" }
            if listing.ignored.isEmpty, listing.files.count == 1 { given.formUnion(listing.files.map(\.fullPath)) }
        }
        var files: [RecognisedFile] = []
        for source in found.inOrderUnderNamesOfTheirOwn() {
            let header = try header(of: source, scratch: scratch)
            let outcome = Recognition.recognise(
                fileName: source.baseName, header: header, omitsNulls: source.format == .jsonLines)
            switch outcome {
            case .table(let table, let positions, let extraColumns):
                files.append(
                    RecognisedFile(
                        source: source, table: table, header: header,
                        // The other readers give the table's columns, in its order.
                        positions: source.format == .csv ? positions : Array(table.columns.indices),
                        extraColumns: extraColumns, scratch: scratch))
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
            case .unknown where given.contains(source.fullPath):
                throw IngestError(
                    .malformed, "is no table that Vitrine knows; its header is: \(shown(header))",
                    file: source.displayName, line: 1,
                    advice: "Known tables: \(SourceTables.all.map(\.name).joined(separator: ", "))")
            case .unknown:
                ignored.append("\(source.displayName): no table that Vitrine knows")
            }
        }
        guard !files.isEmpty else { throw nothingKnown(in: sources, ignored) }
        return (files, ignored)
    }

    private static func nothingKnown(in sources: [String], _ ignored: [String]) -> IngestError {
        let most = 5
        var passedOver = ignored.prefix(most).joined(separator: "; ")
        if ignored.count > most { passedOver += "; and \(ignored.count - most) more" }
        return IngestError(
            .malformed,
            "no file holds a table that Vitrine knows" + (ignored.isEmpty ? "" : "; passed over: \(passedOver)"),
            file: sources.joined(separator: ", "),
            advice: "Known tables: \(SourceTables.all.map(\.name).joined(separator: ", "))")
    }

    /// The names of a file's columns.
    private static func header(of source: SourceFile, scratch: String) throws(IngestError) -> [String] {
        switch source.format {
        case .csv: try CSVReader(stream: try source.open(), fileName: source.displayName, options: .knownTables).header
        case .jsonLines: try JSONLinesReader(stream: try source.open(), fileName: source.displayName).header
        case .parquet: try ParquetReader.columns(of: source, scratch: scratch)
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
