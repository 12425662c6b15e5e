/// What an archive or a compressed file may unpack to before it is refused as a decompression bomb.
public struct ArchiveLimits: Equatable, Sendable {
    /// The most bytes that all entries together, or one compressed file, may unpack to.
    public var maximumTotalBytes: Int = 64 << 30
    /// The most times by which unpacked bytes may outnumber packed ones…
    public var maximumRatio: Int = 200
    /// …once more bytes than this were unpacked.
    public var ratioAppliesBeyondBytes: Int = 16 << 20
    /// The most entries an archive may have.
    public var maximumEntries: Int = 2_000

    /// The limits described at each property.
    public init() {}

    /// Throws when `unpacked` bytes from `packed` ones pass a limit.
    func check(unpacked: Int, packed: Int, file: String) throws(IngestError) {
        if unpacked > maximumTotalBytes {
            throw IngestError(
                .refusedArchive, "unpacks to more than \(maximumTotalBytes) bytes", file: file,
                advice: "Unpack it yourself and load the folder if you trust it")
        }
        if unpacked > ratioAppliesBeyondBytes, unpacked / maximumRatio >= max(packed, 1) {
            throw IngestError(
                .refusedArchive,
                "unpacks to more than \(maximumRatio) times its size, as a decompression bomb would", file: file,
                advice: "Unpack it yourself and load the folder if you trust it")
        }
    }
}
