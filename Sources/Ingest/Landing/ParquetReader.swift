import DuckDB
import Foundation

/// Reads the rows of a Parquet file as records of text, so that they are typed and rejected like those of any other file.
///
/// A Parquet file needs to be read at random, so one that is packed lies unpacked in a folder of the load meanwhile. A row's
/// "line" is its number in the file, and the header counts as line 1, as in CSV.
final class ParquetReader: RecordReader {
    /// A column of a file.
    private struct Column {
        let name: String
        /// The type, as DuckDB writes it.
        let type: String

        /// Whether a value is itself made of values.
        var isNested: Bool {
            type.hasSuffix("]") || ["STRUCT", "MAP", "UNION", "VARIANT"].contains { type.hasPrefix($0) }
        }
        /// Whether a value is bytes of which the file does not say that they are text.
        var isBytes: Bool { type == "BLOB" }
    }

    let fileName: String
    let columns: [String]
    let header: [String]
    let record: Record

    private let rows: TextRows
    private let unpacked: UnpackedFile
    /// Of each column of the table, where it is in the file; nil where the file lacks it.
    private let found: [Column?]
    /// What a field and a record may hold is the same as in text.
    private let limits = CSVOptions()

    /// Opens a file for reading the columns of a table; those that it lacks are null.
    ///
    /// - Parameters:
    ///   - stream: The file's bytes, read to the end here, since their hash is the file's identity.
    ///   - scratch: A folder for a packed file's unpacked form; made when it is needed.
    init(source: SourceFile, stream: HashingStream, table: TableSchema, scratch: String) throws(IngestError) {
        fileName = source.displayName
        columns = table.columns.map(\.name)
        record = Record(capacity: columns.count)
        unpacked = try UnpackedFile(source, stream: stream, scratch: scratch)
        (header, found, rows) = try Self.reading(fileName) { [unpacked] in
            let connection = try Database(.memory, options: Database.Options(threads: 1)).connect()
            let present = try Self.columns(of: unpacked, connection)
            let found = table.columns.map { column in
                present.first { Recognition.normalised($0.name) == column.name }
            }
            let expressions = zip(found, table.columns).map { column, wanted in
                column.map { Self.text(of: $0, as: wanted.kind) } ?? "cast(null as varchar)"
            }
            let sql = "select \(expressions.joined(separator: ", ")) from \(parquetRows(at: unpacked.path))"
            return (present.map(\.name), found, TextRows(try connection.query(sql), connection: connection))
        }
        record.line = 1
    }

    func next() throws(IngestError) -> Bool {
        let record = record
        let isRow = try Self.reading(fileName) { [rows] in try rows.next(into: record) }
        guard isRow else { return false }
        record.line += 1
        record.endLine = record.line
        record.problem = nil
        findProblem()
        return true
    }

    /// Finds what a record of a text file could not have held.
    private func findProblem() {
        var size = 0
        for column in 0..<record.count {
            let field = record.field(column)
            size += field.count
            if !field.isEmpty, let problem = problem(with: field, in: column) {
                return reject(problem, field)
            }
        }
        if size > limits.maximumRecordBytes {
            reject(.recordTooLong(limit: limits.maximumRecordBytes), record.field(0))
        }
    }

    private func problem(with field: UnsafeRawBufferPointer, in column: Int) -> RecordProblem? {
        if found[column]?.isNested == true { return .nestedValue(column: column) }
        if field.count > limits.maximumFieldBytes {
            return .fieldTooLong(column: column, limit: limits.maximumFieldBytes)
        }
        if let start = field.baseAddress, memchr(start, 0, field.count) != nil { return .nulByte(column: column) }
        if found[column]?.isBytes == true, !field.withMemoryRebound(to: UInt8.self, UTF8Text.isValid) {
            return .invalidUTF8(column: column)
        }
        return nil
    }

    private func reject(_ problem: RecordProblem, _ field: UnsafeRawBufferPointer) {
        record.problem = problem
        field.withMemoryRebound(to: UInt8.self) { record.keepExcerpt($0, encoding: .utf8) }
    }

    /// The names of a file's columns.
    static func columns(of source: SourceFile, scratch: String) throws(IngestError) -> [String] {
        let unpacked = try UnpackedFile(source, stream: nil, scratch: scratch)
        return try reading(source.displayName) {
            let connection = try Database(.memory, options: Database.Options(threads: 1)).connect()
            return try columns(of: unpacked, connection).map(\.name)
        }
    }

    private static func columns(of file: UnpackedFile, _ connection: Connection) throws -> [Column] {
        try connection.query("describe select * from \(parquetRows(at: file.path))").rows().map { row in
            Column(
                name: try row.getIfPresent("column_name", as: String.self) ?? "",
                type: try row.getIfPresent("column_type", as: String.self) ?? "")
        }
    }

    /// A column as text, or as bytes that are then looked at.
    ///
    /// Amounts and ids may be kept as binary fractions. Such an amount is the cents that it lies next to, not further from them than
    /// computing leaves it, so `58.905` is as little an amount as in CSV. A whole number is an id without a decimal point.
    private static func text(of column: Column, as kind: ColumnKind) -> String {
        let name = quotedIdentifier(column.name)
        let text = "cast(\(name) as varchar)"
        switch (column.type, kind) {
        case ("BLOB", _):
            return name
        case ("DOUBLE", .money):
            let cents = "cast(try_cast(\(name) as decimal(18, 2)) as varchar)"
            return "coalesce(case when abs(\(name) - round(\(name), 2)) < 1e-6 then \(cents) end, \(text))"
        case ("DOUBLE", .identifier), ("DOUBLE", .text), ("FLOAT", .identifier), ("FLOAT", .text):
            let whole = "cast(try_cast(\(name) as bigint) as varchar)"
            return "coalesce(case when \(name) = trunc(\(name)) then \(whole) end, \(text))"
        default:
            return text
        }
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

    init(_ source: SourceFile, stream: HashingStream?, scratch: String) throws(IngestError) {
        if let plain = source.plainPath {
            path = plain
            isCopy = false
            try stream?.drain()
            return
        }
        path = "\(scratch)/\(UUID().uuidString).parquet"
        isCopy = true
        let bytes: any ByteStream = if let stream { stream } else { try source.open() }
        guard mkdir(scratch, 0o755) == 0 || errno == EEXIST else { throw Self.failure(source, path) }
        let descriptor = Foundation.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw Self.failure(source, path) }
        defer { close(descriptor) }
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
        defer { buffer.deallocate() }
        while true {
            let count = try bytes.read(into: buffer)
            if count == 0 { break }
            var written = 0
            while written < count {
                let more = Foundation.write(descriptor, buffer.baseAddress.map { $0 + written }, count - written)
                if more < 0, errno != EINTR { throw Self.failure(source, path) }
                written += max(0, more)
            }
        }
    }

    deinit { if isCopy { unlink(path) } }

    private static func failure(_ source: SourceFile, _ path: String) -> IngestError {
        IngestError(
            .unwritable, "cannot be unpacked to \(path): \(String(cString: strerror(errno)))",
            file: source.displayName)
    }
}
