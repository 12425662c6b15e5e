import DuckDB

/// Reads the files of one table and gives their typed rows to DuckDB, a chunk at a time.
///
/// Rows go from the reader's buffer straight into DuckDB's vectors. What cannot be typed goes to the rejects instead.
///
/// DuckDB asks for rows under a lock, and whoever made the producer looks at its outcomes only once the query has ended;
/// so its state needs no lock of its own.
final class TableProducer: RowProducer, @unchecked Sendable {
    /// What one file came to.
    struct Outcome: Sendable {
        let file: RecognisedFile
        let bytes: Int
        let sha256: String
        let rowsRead: Int
        let rowsRejected: Int
    }

    /// A file that is being read.
    private final class OpenFile {
        let file: RecognisedFile
        let reader: any RecordReader
        let stream: HashingStream
        var rowsRead = 0
        var rowsRejected = 0
        var bytesReported = 0

        init(_ file: RecognisedFile) throws(IngestError) {
            self.file = file
            (reader, stream) = try file.open()
        }
    }

    let table: TableSchema
    private let rejects: RejectSink
    private let progress: LandingProgress
    private var waiting: ArraySlice<RecognisedFile>
    private var open: OpenFile?

    /// What each file came to; complete once the rows have been read to their end.
    private(set) var outcomes: [Outcome] = []

    init(table: TableSchema, files: [RecognisedFile], rejects: RejectSink, progress: LandingProgress) {
        self.table = table
        self.rejects = rejects
        self.progress = progress
        waiting = files[...]
    }

    /// The columns that land: the table's own, and where each row came from.
    var columns: [TableColumn] {
        table.columns.map { TableColumn($0.name, $0.kind.logicalType) } + [
            TableColumn("_file", .text), TableColumn("_line", .bigint),
        ]
    }

    /// Fills a chunk with the next rows; 0 once every file has been read.
    func fill(_ chunk: borrowing ChunkWriter) throws -> Int {
        while let open = try open ?? openNext() {
            let written = try read(open, into: chunk)
            report(open)
            if written > 0 { return written }
            try open.stream.drain()
            report(open)
            outcomes.append(
                Outcome(
                    file: open.file, bytes: open.stream.byteCount, sha256: open.stream.hexDigest,
                    rowsRead: open.rowsRead, rowsRejected: open.rowsRejected))
            self.open = nil
        }
        return 0
    }

    private func openNext() throws(IngestError) -> OpenFile? {
        guard let file = waiting.popFirst() else { return nil }
        open = try OpenFile(file)
        return open
    }

    private func report(_ open: OpenFile) {
        let bytes = open.stream.byteCount
        progress.add(rows: 0, bytes: bytes - open.bytesReported)
        open.bytesReported = bytes
    }

    private func read(_ open: OpenFile, into chunk: borrowing ChunkWriter) throws -> Int {
        if let reader = open.reader as? CSVReader { return try read(reader, open, into: chunk) }
        return try read(open.reader, open, into: chunk)
    }

    /// Reads records until the chunk is full or the file ends; returns how many rows were written.
    private func read<Reader: RecordReader>(
        _ reader: Reader, _ open: OpenFile, into chunk: borrowing ChunkWriter
    ) throws -> Int {
        let capacity = chunk.capacity
        let record = reader.record
        let positions = open.file.positions
        let fileColumn = table.columns.count
        let fileName = Array(open.file.source.displayName.utf8)
        // One for all rows, and the function's own: Swift watches every access to a property of an object.
        var row = [TypedField](repeating: .null, count: table.columns.count)
        var written = 0
        var read = 0
        defer {
            open.rowsRead += read
            progress.add(rows: read, bytes: 0)
        }
        while written < capacity, try reader.next() {
            read += 1
            if let problem = record.problem {
                try reject(open, record, problem)
                continue
            }
            guard try type(record, positions, open, into: &row) else { continue }
            write(row, at: written, to: chunk)
            fileName.withUnsafeBytes { chunk.setText($0, column: fileColumn, row: written) }
            chunk.setInt64(Int64(record.line), column: fileColumn + 1, row: written)
            written += 1
        }
        return written
    }

    /// Types a record's fields; false where one is not what its column needs, and the record went to the rejects.
    @inline(__always)
    private func type(
        _ record: Record, _ positions: [Int?], _ open: OpenFile, into row: inout [TypedField]
    ) throws -> Bool {
        for (index, column) in table.columns.enumerated() {
            guard let position = positions[index] else {
                row[index] = .null
                continue
            }
            let field = record.field(position)
            guard let value = column.typed(field) else {
                open.rowsRejected += 1
                try rejects.add(
                    Reject(
                        table: table.name, file: open.file.source.displayName, line: record.line, column: column.name,
                        value: field.isEmpty ? nil : Reject.value(field), reason: column.reason(for: field)))
                return false
            }
            row[index] = value
        }
        return true
    }

    @inline(__always)
    private func write(_ row: [TypedField], at index: Int, to chunk: borrowing ChunkWriter) {
        for column in row.indices {
            switch row[column] {
            case .null: chunk.setNull(column: column, row: index)
            case .text(let bytes): chunk.setText(bytes, column: column, row: index)
            case .double(let value): chunk.setDouble(value, column: column, row: index)
            case .integer(let value):
                switch table.columns[column].kind {
                case .integer: chunk.setInt32(Int32(truncatingIfNeeded: value), column: column, row: index)
                default: chunk.setInt64(value, column: column, row: index)
                }
            }
        }
    }

    private func reject(_ open: OpenFile, _ record: Record, _ problem: RecordProblem) throws {
        open.rowsRejected += 1
        let names = open.reader.columns
        try rejects.add(
            Reject(
                table: table.name, file: open.file.source.displayName, line: record.line,
                column: problem.column.flatMap { $0 < names.count ? names[$0] : nil }, value: record.excerpt,
                reason: problem.reason))
    }
}

extension ColumnKind {
    /// The type in which values of this kind land.
    var logicalType: LogicalType {
        switch self {
        case .text, .identifier: .text
        case .integer: .integer
        case .money: .decimal(width: 12, scale: 2)
        case .coordinate: .double
        case .timestamp: .timestamp
        }
    }

    /// The same type in SQL.
    public var sqlType: String {
        switch self {
        case .text, .identifier: "varchar"
        case .integer: "integer"
        case .money: "decimal(12,2)"
        case .coordinate: "double"
        case .timestamp: "timestamp"
        }
    }
}
