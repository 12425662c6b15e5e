import CArchive
import Foundation

/// A zip opened for reading through libarchive, entry after entry. Nothing is ever written to disk.
final class ZipArchive {
    /// What the zip's directory says of an entry.
    struct Entry: Equatable, Sendable {
        /// The entry's place among the archive's entries, from 0.
        var index: Int
        /// The path in the archive.
        var path: String
        /// The unpacked size, where the directory tells it.
        var size: Int?
        var kind: EntryKind
        var isEncrypted: Bool
    }

    enum EntryKind: Equatable, Sendable {
        case file
        case directory
        case link
        case other
    }

    private static let blockBytes = 256 << 10
    private static let typeMask: UInt32 = 0o170000

    private let handle: OpaquePointer
    private let fileName: String
    /// Where names are UTF-8, whatever the process's own locale; nil where the system has no such locale.
    private let locale = archive_make_utf8_locale()
    private var nextIndex = 0

    /// Opens the zip at `path`; errors name it `fileName`.
    init(path: String, fileName: String) throws(IngestError) {
        guard let handle = archive_read_new() else {
            throw IngestError(.unreadable, "cannot be opened: out of memory", file: fileName)
        }
        self.handle = handle
        self.fileName = fileName
        // Only the reader that goes by the zip's directory: without one the file is cut off.
        archive_read_support_format_zip_seekable(handle)
        guard archive_read_open_filename(handle, path, Self.blockBytes) == ARCHIVE_OK else {
            throw IngestError(
                .damaged, "is not a readable zip archive (\(message))", file: fileName,
                advice: "The file may be cut off or no zip at all: download or copy it again")
        }
    }

    deinit {
        archive_read_free(handle)
        if let locale { freelocale(locale) }
    }

    /// libarchive's own words for the last failure.
    var message: String {
        archive_error_string(handle).map { String(cString: $0) } ?? "unknown failure"
    }

    /// How far in the zip reading has come.
    var packedPosition: Int { Int(archive_filter_bytes(handle, -1)) }

    /// Goes to the next entry; nil at the end.
    func next() throws(IngestError) -> Entry? {
        // libarchive takes names through the thread's locale, and gives those up that this cannot write.
        let before = uselocale(locale)
        defer { _ = uselocale(before) }
        var pointer: OpaquePointer?
        let status = archive_read_next_header(handle, &pointer)
        if status == ARCHIVE_EOF { return nil }
        guard status == ARCHIVE_OK || status == ARCHIVE_WARN, let pointer else {
            throw IngestError(
                .damaged, "the zip archive is damaged (\(message))", file: fileName,
                advice: "Download or copy it again")
        }
        defer { nextIndex += 1 }
        return Entry(
            index: nextIndex, path: Self.path(of: pointer),
            size: archive_entry_size_is_set(pointer) != 0 ? Int(archive_entry_size(pointer)) : nil,
            kind: Self.kind(of: pointer), isEncrypted: archive_entry_is_encrypted(pointer) != 0)
    }

    /// Reads the next bytes of the entry last gone to; 0 at its end, when its checksum was found right.
    func read(into buffer: UnsafeMutableRawBufferPointer, entry: String) throws(IngestError) -> Int {
        let count = archive_read_data(handle, buffer.baseAddress, buffer.count)
        if count >= 0 { return count }
        throw IngestError(
            .damaged, "cannot be unpacked (\(message))", file: entry,
            advice: "The archive may be damaged: download or copy it again, or unpack it yourself and load the folder")
    }

    /// The path as UTF-8; names in no known encoding keep their bytes as far as they are text.
    private static func path(of entry: OpaquePointer) -> String {
        if let name = archive_entry_pathname_utf8(entry) { return String(cString: name) }
        if let name = archive_entry_pathname(entry) { return String(cString: name) }
        return ""
    }

    private static func kind(of entry: OpaquePointer) -> EntryKind {
        if archive_entry_hardlink(entry) != nil || archive_entry_symlink(entry) != nil { return .link }
        return switch UInt32(archive_entry_filetype(entry)) & typeMask {
        case 0o100000, 0: .file
        case 0o040000: .directory
        case 0o120000: .link
        default: .other
        }
    }
}
