import DuckDB
import Foundation

/// Reads the rows of a Parquet file as records of text, so that they are typed and rejected like those of any other file.
///
/// A Parquet file needs to be read at random, so one that is packed lies unpacked in a temporary file meanwhile. A row's
/// "line" is its number in the file, and the header counts as line 1, as in CSV.
final class ParquetReader: RecordReader {
    let fileName: String
    let columns: [String]
    let record: Record

    private let rows: TextRows
    private let unpacked: UnpackedFile

    /// Opens a file for reading the columns of a table; those that it lacks are null.
    ///
    /// - Parameter stream: The file's bytes, read to the end here, since their hash is the file's identity.
    init(source: SourceFile, stream: HashingStream, table: TableSchema) throws(IngestError) {
        fileName = source.displayName
        columns = table.columns.map(\.name)
        record = Record(capacity: columns.count)
        unpacked = try UnpackedFile(source, stream: stream)
        rows = try Self.reading(fileName) { [unpacked] in
            let connection = try Database(.memory, options: Database.Options(threads: 1)).connect()
            let present = try Self.described(unpacked.path, connection)
            let expressions = table.columns.map { column in
                present.first { $0.name.lowercased() == column.name }.map { Self.text(of: $0, as: column.kind) }
                    ?? "null"
            }
            let sql = "select \(expressions.joined(separator: ", ")) from read_parquet(\(quotedLiteral(unpacked.path)))"
            return TextRows(try connection.query(sql), connection: connection)
        }
        record.line = 1
    }

    func next() throws(IngestError) -> Bool {
        let record = record
        let isRow = try Self.reading(fileName) { [rows] in try rows.next(into: record) }
        guard isRow else { return false }
        record.line += 1
        record.endLine = record.line
        return true
    }

    /// The names of a file's columns.
    static func columns(of source: SourceFile) throws(IngestError) -> [String] {
        let unpacked = try UnpackedFile(source, stream: nil)
        return try reading(source.displayName) {
            let connection = try Database(.memory, options: Database.Options(threads: 1)).connect()
            return try described(unpacked.path, connection).map(\.name)
        }
    }

    private static func described(_ path: String, _ connection: Connection) throws -> [(name: String, type: String)] {
        try connection.query("describe select * from read_parquet(\(quotedLiteral(path)))").rows().map { row in
            (
                name: try row.getIfPresent("column_name", as: String.self) ?? "",
                type: try row.getIfPresent("column_type", as: String.self) ?? ""
            )
        }
    }

    /// A column as text. An amount kept as a binary fraction is the cents nearest to it.
    private static func text(of column: (name: String, type: String), as kind: ColumnKind) -> String {
        let name = "\"" + column.name.replacing("\"", with: "\"\"") + "\""
        let isBinary = column.type == "DOUBLE" || column.type == "FLOAT"
        if isBinary, kind == .money { return "cast(try_cast(\(name) as decimal(18,2)) as varchar)" }
        return "cast(\(name) as varchar)"
    }

    /// Turns the engine's words on a damaged file into an error that names the file.
    private static func reading<Answer>(_ fileName: String, _ body: () throws -> Answer) throws(IngestError) -> Answer {
        do {
            return try body()
        } catch let error as IngestError {
            throw error
        } catch {
            throw IngestError(
                .damaged, "cannot be read as Parquet: \(error)", file: fileName, advice: "Export the file again")
        }
    }
}

/// A Parquet file where it can be read at random: itself, or a copy out of its packing that goes with this value.
private final class UnpackedFile {
    let path: String
    private let isCopy: Bool

    init(_ source: SourceFile, stream: HashingStream?) throws(IngestError) {
        if let plain = source.plainPath {
            path = plain
            isCopy = false
            try stream?.drain()
            return
        }
        path = NSTemporaryDirectory() + "/vitrine-" + UUID().uuidString + ".parquet"
        isCopy = true
        let bytes: any ByteStream = if let stream { stream } else { try source.open() }
        guard FileManager.default.createFile(atPath: path, contents: nil), let file = FileHandle(forWritingAtPath: path)
        else { throw IngestError(.unreadable, "cannot be unpacked to \(path)", file: source.displayName) }
        defer { try? file.close() }
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
        defer { buffer.deallocate() }
        while true {
            let count = try bytes.read(into: buffer)
            if count == 0 { break }
            do {
                try file.write(contentsOf: Data(UnsafeRawBufferPointer(rebasing: buffer[..<count])))
            } catch {
                throw IngestError(
                    .unreadable, "cannot be unpacked to \(path): \(error.localizedDescription)",
                    file: source.displayName, advice: "Free some space, or set TMPDIR to a folder with more")
            }
        }
    }

    deinit { if isCopy { try? FileManager.default.removeItem(atPath: path) } }
}
