/// How a CSV file is to be read; what is nil is found out from the file.
struct CSVOptions: Sendable {
    /// The byte between fields; nil to choose among comma, semicolon, tab and pipe by the header.
    var delimiter: UInt8?
    /// The encoding; nil to guess it from the file's beginning.
    var encoding: TextEncoding?
    /// The longest field in bytes; a record with a longer one is rejected.
    var maximumFieldBytes = 1 << 20
    /// The longest record in bytes; a longer one is rejected.
    var maximumRecordBytes = 8 << 20
    /// Column names the caller knows: the delimiter that brings out the most of them wins.
    var knownColumns: Set<String> = []
    /// How many bytes at the beginning serve to guess the encoding.
    var sniffBytes = 64 << 10
    /// The size of the window on the stream, as far as no record needs more.
    var bufferBytes = 256 << 10

    /// The defaults described at each property.
    init() {}

    /// The delimiters to choose among, the more usual first.
    static let delimiters: [UInt8] = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t"), UInt8(ascii: "|")]
}
