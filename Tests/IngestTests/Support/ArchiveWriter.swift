import CArchive
import Foundation

/// Makes archives for tests, in memory, through libarchive.
enum ArchiveWriter {
    /// An entry to write.
    struct Entry {
        var path: String
        var bytes: [UInt8] = []
        var type: UInt32 = 0o100000
        var linkTarget: String?

        init(_ path: String, _ text: String = "") {
            self.path = path
            bytes = Array(text.utf8)
        }

        init(_ path: String, bytes: [UInt8]) {
            self.path = path
            self.bytes = bytes
        }

        static func folder(_ path: String) -> Entry {
            var entry = Entry(path)
            entry.type = 0o040000
            return entry
        }

        static func link(_ path: String, to target: String) -> Entry {
            var entry = Entry(path)
            entry.type = 0o120000
            entry.linkTarget = target
            return entry
        }
    }

    struct Failure: Error {
        var message: String
    }

    /// A zip of these entries, stored unless `isDeflated`, encrypted with a password if one is given.
    static func zip(_ entries: [Entry], isDeflated: Bool = false, password: String? = nil) throws -> [UInt8] {
        let sizes = entries.reduce(0) { $0 + $1.bytes.count + 2 * $1.path.utf8.count + 1024 }
        return try write(room: sizes + 4096) { archive in
            try check(archive, archive_write_set_format_zip(archive))
            try check(
                archive,
                isDeflated
                    ? archive_write_zip_set_compression_deflate(archive)
                    : archive_write_zip_set_compression_store(archive))
            if let password {
                try check(archive, archive_write_set_options(archive, "zip:encryption=traditional"))
                try check(archive, archive_write_set_passphrase(archive, password))
            }
        } body: { archive in
            for entry in entries { try add(entry, to: archive) }
        }
    }

    /// The same zip with the mark that its names are UTF-8, which most programs set and libarchive leaves out here.
    static func markedAsUTF8(_ zip: [UInt8]) -> [UInt8] {
        var marked = zip
        for (signature, flags) in [([0x50, 0x4B, 3, 4], 6), ([0x50, 0x4B, 1, 2], 8)] as [([UInt8], Int)] {
            for place in zip.ranges(of: signature) { marked[place.lowerBound + flags + 1] |= 0x08 }
        }
        return marked
    }

    /// The gzip form of bytes.
    static func gzip(_ bytes: [UInt8]) throws -> [UInt8] {
        try write(room: bytes.count + 4096) { archive in
            try check(archive, archive_write_set_format_raw(archive))
            try check(archive, archive_write_add_filter_gzip(archive))
        } body: { archive in
            try add(Entry("data", bytes: bytes), to: archive)
        }
    }

    private static func write(
        room: Int, prepare: (OpaquePointer) throws -> Void, body: (OpaquePointer) throws -> Void
    ) throws -> [UInt8] {
        guard let archive = archive_write_new() else { throw Failure(message: "no archive") }
        var used = 0
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: room, alignment: 16)
        defer { memory.deallocate() }
        do {
            try prepare(archive)
            archive_write_set_bytes_in_last_block(archive, 1)
            try check(archive, archive_write_open_memory(archive, memory.baseAddress, memory.count, &used))
            try body(archive)
            try check(archive, archive_write_close(archive))
        } catch {
            archive_write_free(archive)
            throw error
        }
        archive_write_free(archive)
        return Array(memory[..<used])
    }

    private static func add(_ entry: Entry, to archive: OpaquePointer) throws {
        let header = archive_entry_new()
        defer { archive_entry_free(header) }
        archive_entry_set_pathname_utf8(header, entry.path)
        archive_entry_set_filetype(header, entry.type)
        archive_entry_set_perm(header, 0o644)
        archive_entry_set_size(header, Int64(entry.bytes.count))
        if let target = entry.linkTarget { archive_entry_set_symlink_utf8(header, target) }
        try check(archive, archive_write_header(archive, header))
        let written = entry.bytes.withUnsafeBytes { archive_write_data(archive, $0.baseAddress, $0.count) }
        if written < entry.bytes.count { throw Failure(message: "entry not written") }
    }

    private static func check(_ archive: OpaquePointer, _ status: Int32) throws {
        if status != ARCHIVE_OK {
            throw Failure(message: archive_error_string(archive).map { String(cString: $0) } ?? "failure \(status)")
        }
    }
}
