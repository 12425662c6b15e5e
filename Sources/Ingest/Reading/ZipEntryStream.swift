/// The unpacked bytes of one entry of a zip, through a handle of its own: entries can be read side by side.
final class ZipEntryStream: ByteStream {
    private let archive: ZipArchive
    private let entry: ZipArchive.Entry
    private let fileName: String
    private let limits: ArchiveLimits
    private let packedStart: Int
    private var unpacked = 0

    /// Opens entry `entry` of the zip at `path`; errors name it `fileName`.
    init(path: String, entry: ZipArchive.Entry, fileName: String, limits: ArchiveLimits) throws(IngestError) {
        let archive = try ZipArchive(path: path, fileName: fileName)
        while let candidate = try archive.next() {
            if candidate.index < entry.index { continue }
            guard candidate == entry else { break }
            self.archive = archive
            self.entry = entry
            self.fileName = fileName
            self.limits = limits
            packedStart = archive.packedPosition
            return
        }
        throw IngestError(
            .damaged, "is no longer in the archive as it was when that was listed", file: fileName,
            advice: "Load it again once nothing writes to the archive")
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(IngestError) -> Int {
        let count = try archive.read(into: buffer, entry: fileName)
        unpacked += count
        if let size = entry.size, unpacked > size {
            throw IngestError(
                .refusedArchive, "unpacks to more than the \(size) bytes that its archive declares", file: fileName,
                advice: "Download or copy the archive again")
        }
        try limits.check(unpacked: unpacked, packed: archive.packedPosition - packedStart, file: fileName)
        return count
    }
}
