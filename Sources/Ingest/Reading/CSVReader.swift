/// Reads the records of a CSV file (RFC 4180, and what exports make of it).
///
/// Lines end with LF, CRLF or a lone CR; blank lines are passed over and are no records. A field that begins with a
/// quote may hold delimiters, line breaks and doubled quotes; a quote elsewhere in a field is an ordinary character.
///
/// **Recovery.** A fault costs one record. Where a quoted field goes on after its closing quote, is still open at the
/// end of the file, or passes the limit on a field, the quote is taken for a mistake: the faulty record ends at the
/// first line break after the beginning of that field, and reading goes on with the next line. A record that passes
/// the limit on records ends at the first line break after its own beginning. The memory needed is bounded by these
/// limits, however long the file's fields and lines are.
///
/// **Encoding.** UTF-8 or Windows-1252, guessed from the beginning. A file that is plain ASCII so far is decided by
/// its first field beyond ASCII. Fields always come out as UTF-8.
final class CSVReader: RecordReader {
    let fileName: String
    private(set) var columns: [String] = []
    var header: [String] { columns }
    private(set) var record: Record
    /// The byte between fields.
    private(set) var delimiter: UInt8
    /// The encoding as far as it is known; nil while every byte was ASCII.
    var encoding: TextEncoding?

    let options: CSVOptions
    let input: InputBuffer
    /// How many fields a record must have; for the header, the most it may have.
    var expectedFields: Int
    /// The length in bytes up to which a record passes no limit.
    let harmlessBytes: Int
    private(set) var isHeaderRead = false
    /// The physical line of the next unconsumed byte.
    var line = 1
    /// Where decoded and unescaped text goes.
    let scratch = ScratchBuffer()
    /// A record that passes a limit or a quote that does not hold, to be dealt with outside the fast path.
    var fault: CSVFault?
    /// How many unconsumed bytes the last incomplete scan had seen.
    var pendingBytes = 0

    static let maximumColumns = 4096

    /// Opens a CSV file and reads its header.
    ///
    /// - Throws: `IngestError` when the stream fails, the file is empty, or its first line cannot be a header.
    init(stream: any ByteStream, fileName: String, options: CSVOptions = CSVOptions()) throws(IngestError) {
        self.fileName = fileName
        self.options = options
        delimiter = options.delimiter ?? UInt8(ascii: ",")
        encoding = options.encoding
        record = Record(capacity: Self.maximumColumns)
        expectedFields = Self.maximumColumns
        harmlessBytes = min(options.maximumFieldBytes, options.maximumRecordBytes)
        input = InputBuffer(stream: stream, capacity: options.bufferBytes)

        try sniffEncoding()
        columns = try readHeader()
        isHeaderRead = true
        expectedFields = columns.count
        record = Record(capacity: columns.count)
    }

    func next() throws(IngestError) -> Bool {
        while true {
            switch scan() {
            case .record:
                return true
            case .incomplete:
                // A part of what is there already keeps the number of scans of a long record small.
                try input.fill(atLeast: pendingBytes / 8 + 1)
            case .fault:
                guard let fault else { return false }
                self.fault = nil
                try reject(fault)
                return true
            case .end:
                return false
            }
        }
    }

    func setDelimiter(_ byte: UInt8) {
        delimiter = byte
    }
}

/// Memory for text that differs from the bytes of the file; what is in it is valid until the next record.
final class ScratchBuffer {
    private(set) var base: UnsafeMutablePointer<UInt8>
    private var capacity: Int

    init(capacity: Int = 4096) {
        self.capacity = capacity
        base = .allocate(capacity: capacity)
    }

    deinit {
        base.deallocate()
    }

    /// Makes room for `count` bytes; what was in the buffer is lost.
    func reserve(_ count: Int) {
        guard count > capacity else { return }
        base.deallocate()
        capacity = max(count, capacity * 2)
        base = .allocate(capacity: capacity)
    }
}
