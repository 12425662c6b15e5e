@testable import Ingest

/// A record as a test compares it.
struct ReadRecord: Equatable {
    var fields: [String?]
    var line: Int
    var endLine: Int
    var problem: RecordProblem?
    var excerpt: String?
}

/// Everything a reader gave.
struct ReadTable: Equatable {
    var columns: [String]
    var records: [ReadRecord]

    /// The fields of the records without a problem.
    var rows: [[String?]] { records.filter { $0.problem == nil }.map(\.fields) }
    /// The problems, in order.
    var problems: [RecordProblem] { records.compactMap(\.problem) }

    init(_ reader: some RecordReader) throws {
        columns = reader.columns
        records = []
        while try reader.next() {
            let record = reader.record
            records.append(
                ReadRecord(
                    fields: (0..<record.count).map { record.text($0) }, line: record.line, endLine: record.endLine,
                    problem: record.problem, excerpt: record.excerpt))
        }
    }
}

/// Reads CSV text, with a small window and stream for a small `chunk`.
func readCSV(
    _ bytes: [UInt8], chunk: Int = .max, _ change: (inout CSVOptions) -> Void = { _ in }
) throws -> ReadTable {
    var options = CSVOptions()
    if chunk < options.bufferBytes {
        options.bufferBytes = chunk
        options.sniffBytes = 16
    }
    change(&options)
    return try ReadTable(
        CSVReader(stream: ChunkedStream(bytes, chunk: chunk), fileName: "test.csv", options: options))
}

/// Reads CSV text.
func readCSV(
    _ text: String, chunk: Int = .max, _ change: (inout CSVOptions) -> Void = { _ in }
) throws -> ReadTable {
    try readCSV(Array(text.utf8), chunk: chunk, change)
}

/// Reads JSON Lines text.
func readJSONLines(
    _ text: String, columns: [String]? = nil, chunk: Int = .max, _ change: (inout JSONLinesOptions) -> Void = { _ in }
) throws -> ReadTable {
    try readJSONLines(Array(text.utf8), columns: columns, chunk: chunk, change)
}

/// Reads JSON Lines text.
func readJSONLines(
    _ bytes: [UInt8], columns: [String]? = nil, chunk: Int = .max,
    _ change: (inout JSONLinesOptions) -> Void = { _ in }
) throws -> ReadTable {
    var options = JSONLinesOptions()
    if chunk < options.bufferBytes { options.bufferBytes = chunk }
    change(&options)
    return try ReadTable(
        JSONLinesReader(
            stream: ChunkedStream(bytes, chunk: chunk), fileName: "test.jsonl", columns: columns, options: options))
}

/// The error that `body` throws, or nil.
func ingestError(_ body: () throws -> Void) -> IngestError? {
    do {
        try body()
        return nil
    } catch {
        return error as? IngestError
    }
}

/// All bytes of a stream.
func allBytes(of stream: any ByteStream) throws -> [UInt8] {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 10_000, alignment: 16)
    defer { buffer.deallocate() }
    var bytes = [UInt8]()
    while true {
        let count = try stream.read(into: buffer)
        if count == 0 { return bytes }
        bytes.append(contentsOf: buffer[..<count])
    }
}
