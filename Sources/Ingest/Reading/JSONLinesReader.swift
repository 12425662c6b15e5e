import Foundation

/// How a JSON Lines file is to be read.
struct JSONLinesOptions: Sendable {
    /// The longest field in bytes; a record with a longer one is rejected.
    var maximumFieldBytes = 1 << 20
    /// The longest line in bytes; a longer one is rejected.
    var maximumRecordBytes = 8 << 20
    /// How many bytes at the beginning, at least, serve to find the columns.
    var sniffBytes = 64 << 10
    /// The size of the window on the stream, as far as no line needs more.
    var bufferBytes = 256 << 10

    /// The defaults described at each property.
    init() {}
}

/// Reads the records of a JSON Lines file: one object a line, in UTF-8, lines ending with LF or CRLF.
///
/// Blank lines are passed over. The fields are the values of the columns asked for; a number is its exact text, `true`
/// and `false` are words, null and a missing key are null. A key may differ from its column's name as a header may, in
/// case and spaces. Other keys are passed over.
final class JSONLinesReader: RecordReader {
    let fileName: String
    private(set) var columns: [String] = []
    private(set) var header: [String] = []
    private(set) var record: Record

    private let options: JSONLinesOptions
    private let input: InputBuffer
    private let scratch = ScratchBuffer()
    private var line = 1
    private var names = JSONColumnNames([])

    /// Opens a JSON Lines file.
    ///
    /// - Parameter columns: the keys that become fields, in this order; nil for all that the file's beginning names.
    /// - Throws: `IngestError` when the stream fails, the file is empty, or its beginning holds no object.
    init(
        stream: any ByteStream, fileName: String, columns: [String]? = nil,
        options: JSONLinesOptions = JSONLinesOptions()
    ) throws(IngestError) {
        self.fileName = fileName
        self.options = options
        input = InputBuffer(stream: stream, capacity: options.bufferBytes)
        record = Record(capacity: 0)
        header = try sniff()
        select(columns ?? header)
    }

    /// Makes these keys the fields, in this order, from the next record on.
    func select(_ columns: [String]) {
        self.columns = columns
        names = JSONColumnNames(columns)
        record = Record(capacity: columns.count)
    }

    func next() throws(IngestError) -> Bool {
        while true {
            let start = UnsafePointer(input.base) + input.position
            let available = input.available
            let lineEnd = memchr(start, 0x0A, available).map { UnsafePointer($0.assumingMemoryBound(to: UInt8.self)) }
            let length = lineEnd.map { $0 - start } ?? available
            if length > options.maximumRecordBytes {
                try rejectLongLine()
                return true
            }
            if lineEnd == nil && !input.isAtEnd {
                try input.fill(atLeast: available / 8 + 1)
                continue
            }
            if available == 0 { return false }
            record.line = line
            record.endLine = line
            let isBlank = UnsafeBufferPointer(start: start, count: length).allSatisfy { $0 <= 0x20 && $0 != 0 }
            if !isBlank { read(start, length) }
            input.position += length + (lineEnd == nil ? 0 : 1)
            line += 1
            if !isBlank { return true }
        }
    }

    // MARK: Lines

    private func read(_ start: UnsafePointer<UInt8>, _ length: Int) {
        let record = self.record
        record.problem = nil
        record.count = record.capacity
        let empty = record.emptySlot
        for column in 0..<record.capacity { record.slots[column] = empty }
        scratch.reserve(length)
        var cursor = JSONCursor(start: start, end: start + length)
        do throws(JSONFailure) {
            guard cursor.peek() == UInt8(ascii: "{") else {
                try cursor.skipValue()
                try endLine(&cursor)
                reject(.notAnObject, start, length)
                return
            }
            try readObject(&cursor)
            try endLine(&cursor)
        } catch {
            reject(.malformedJSON(position: error.position, error.fault), start, length)
            record.count = 0
        }
    }

    private func endLine(_ cursor: inout JSONCursor) throws(JSONFailure) {
        _ = cursor.peek()
        if cursor.p < cursor.end { throw cursor.failure(.trailingText) }
    }

    private func readObject(_ cursor: inout JSONCursor) throws(JSONFailure) {
        try cursor.expect(UInt8(ascii: "{"))
        if cursor.take(UInt8(ascii: "}")) { return }
        var free = scratch.base
        names.beginRecord()
        repeat {
            var key = try cursor.string()
            if key.isEscaped {
                let count = try cursor.decode(key, to: free)
                key = JSONText(start: UnsafePointer(free), count: count, isEscaped: false)
                free += count
            }
            try cursor.expect(UInt8(ascii: ":"))
            guard let column = names.column(of: key) else {
                try cursor.skipValue()
                continue
            }
            if names.wasSeen(column) { reject(.duplicateKey(column: column), key.start, key.count) }
            try readValue(&cursor, column, &free)
        } while cursor.take(UInt8(ascii: ","))
        try cursor.expect(UInt8(ascii: "}"))
    }

    private func readValue(
        _ cursor: inout JSONCursor, _ column: Int, _ free: inout UnsafeMutablePointer<UInt8>
    ) throws(JSONFailure) {
        let first = cursor.peek()
        var text: UnsafeBufferPointer<UInt8>
        switch first {
        case UInt8(ascii: "\""):
            let string = try cursor.string()
            text = UnsafeBufferPointer(start: string.start, count: string.count)
            if string.isEscaped {
                let count = try cursor.decode(string, to: free)
                text = UnsafeBufferPointer(start: UnsafePointer(free), count: count)
                free += count
                if text.contains(0) { reject(.nulByte(column: column), string.start, string.count) }
            }
            if UTF8Text.hasNonASCII(string.start, count: string.count), !UTF8Text.isValid(text) {
                reject(.invalidUTF8(column: column), string.start, string.count)
            }
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            let value = cursor.p
            try cursor.skipValue()
            reject(.nestedValue(column: column), value, cursor.p - value)
            return
        case UInt8(ascii: "t"), UInt8(ascii: "f"):
            text = try cursor.word()
        case UInt8(ascii: "n"):
            _ = try cursor.word()
            return
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            text = try cursor.number()
        default:
            throw cursor.failure(.unexpectedCharacter)
        }
        if text.count > options.maximumFieldBytes, let base = text.baseAddress {
            reject(.fieldTooLong(column: column, limit: options.maximumFieldBytes), base, text.count)
        }
        guard let base = text.baseAddress else { return }
        record.slots[column] = FieldSlot(
            start: base, count: text.count, isQuoted: first == UInt8(ascii: "\""), isEscaped: false)
    }

    /// Notes a problem; the first of a record stands, but a line that is no JSON outranks what its fields hold.
    private func reject(_ problem: RecordProblem, _ start: UnsafePointer<UInt8>, _ count: Int) {
        if case .malformedJSON = problem {} else if record.problem != nil { return }
        record.problem = problem
        record.keepExcerpt(UnsafeBufferPointer(start: start, count: count), encoding: .utf8)
    }

    private func rejectLongLine() throws(IngestError) {
        record.line = line
        record.endLine = line
        record.problem = nil
        record.count = 0
        reject(
            .recordTooLong(limit: options.maximumRecordBytes), UnsafePointer(input.base) + input.position,
            input.available)
        while true {
            let start = input.base + input.position
            if let found = memchr(start, 0x0A, input.available) {
                input.position += found.assumingMemoryBound(to: UInt8.self) - start + 1
                break
            }
            input.position = input.end
            if input.isAtEnd { break }
            try input.fill(atLeast: 1)
        }
        line += 1
    }

    // MARK: Beginning

    /// Passes over a byte-order mark, refuses what is no JSON Lines, and finds the keys of the first objects.
    private func sniff() throws(IngestError) -> [String] {
        // The whole window, so that the same file has the same header however its bytes come.
        try input.fill(atLeast: max(options.sniffBytes, options.bufferBytes, 4))
        while !input.isAtEnd, input.end <= options.maximumRecordBytes, memchr(input.base, 0x0A, input.end) == nil {
            try input.fill(atLeast: input.end)
        }
        let bytes = UnsafeBufferPointer(start: UnsafePointer(input.base), count: input.end)
        try ForeignContent.refuse(bytes, fileName: fileName)
        try TextEncoding.refuseUTF16(bytes, fileName: fileName)
        if TextEncoding.hasByteOrderMark(bytes) { input.position = 3 }
        guard let first = bytes.dropFirst(input.position).first(where: { $0 > 0x20 }) else {
            throw failure("is empty", advice: "It needs one JSON object a line")
        }
        if first == UInt8(ascii: "[") {
            throw failure(
                "is a JSON array", advice: "Write one object a line, for example with: jq -c '.[]' file.json")
        }
        var keys = [String]()
        var known = Set<String>()
        var objects = 0
        for line in bytes[input.position...].split(separator: 0x0A) {
            let isWhole = line.endIndex < bytes.count || input.isAtEnd
            guard isWhole, let found = JSONColumnNames.keys(ofObjectIn: UnsafeBufferPointer(rebasing: line)) else {
                continue
            }
            objects += 1
            for key in found where known.insert(key).inserted { keys.append(key) }
        }
        if objects == 0 && (input.isAtEnd || bytes.contains(0x0A)) {
            throw failure(
                "holds no JSON object in its first lines",
                advice: "Write one object a line, for example with: jq -c . file.json")
        }
        return keys
    }

    private func failure(_ problem: String, advice: String) -> IngestError {
        IngestError(.malformed, problem, file: fileName, advice: advice)
    }
}
