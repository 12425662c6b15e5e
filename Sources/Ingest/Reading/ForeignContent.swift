/// Content that is no text although its file is named like text, known by its first bytes.
enum ForeignContent {
    /// What a kind of content begins with, what it is called, and what to do about it.
    private static let kinds: [(magic: [UInt8], name: String, advice: String)] = [
        ([0x1F, 0x8B, 8], "gzip data", "Let its name end in .gz, or unpack it"),
        (Array("BZh91AY&SY".utf8), "bzip2 data", "Unpack it"),
        ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0], "xz data", "Unpack it"),
        ([0x28, 0xB5, 0x2F, 0xFD], "zstd data", "Unpack it"),
        ([0x50, 0x4B, 3, 4], "a zip archive or a workbook", "Give the zip by itself; export a workbook as CSV"),
        (Array("PAR1".utf8) + [0x15], "a Parquet file", "Let its name end in .parquet"),
    ]

    /// Throws when a text file begins as one of another kind does.
    static func refuse(_ bytes: UnsafeBufferPointer<UInt8>, fileName: String) throws(IngestError) {
        guard let kind = kinds.first(where: { bytes.starts(with: $0.magic) }) else { return }
        throw IngestError(.unsupported, "is \(kind.name), not text", file: fileName, advice: kind.advice)
    }
}
