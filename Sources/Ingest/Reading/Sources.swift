import Foundation

/// Finds the files behind a path that a person gave: a zip's entries, a folder's files, or one file.
enum Sources {
    private static let zipMagic: [[UInt8]] = [[0x50, 0x4B, 3, 4], [0x50, 0x4B, 7, 8]]
    private static let emptyZipMagic: [UInt8] = [0x50, 0x4B, 5, 6]
    private static let gzipMagic: [UInt8] = [0x1F, 0x8B]
    private static let sniffBytes = 512

    /// Lists what is behind `path`. Folders are not searched for further folders, and no archive is unpacked to disk.
    ///
    /// - Throws: `IngestError` when there is nothing, or nothing readable, at the path, or an archive is refused.
    static func list(_ path: String, limits: ArchiveLimits = ArchiveLimits()) throws(IngestError) -> SourceListing {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw IngestError(.unreadable, "there is no such file or folder", file: path, advice: "Check the path")
        }
        if isFolder.boolValue { return try listFolder(path, limits: limits) }
        guard isRegular(path) else {
            throw IngestError(.unreadable, "is neither a file nor a folder", file: path, advice: "Check the path")
        }
        let first = try firstBytes(.file(path: path), isGzipped: false, displayName: path, limits: limits)
        if zipMagic.contains(where: { first.starts(with: $0) }) { return try listZip(path, limits: limits) }
        if first.starts(with: emptyZipMagic) { return SourceListing() }
        let parts = FileNameParts(lastComponent(of: path))
        if parts.fileExtension == "zip" {
            throw IngestError(
                first.isEmpty ? .damaged : .unsupported, first.isEmpty ? "is empty" : "is not a zip archive",
                file: path, advice: "Download it again, or give the path of the file you meant")
        }
        if parts.isArchive {
            throw IngestError(
                .unsupported, "is an archive of a kind that is not read (.\(parts.fileExtension))", file: path,
                advice: "Give a zip archive, or unpack it and give the folder")
        }
        let file = try examine(
            .file(path: path), displayName: path, firstBytes: first, size: size(of: path), limits: limits)
        return SourceListing(files: [file])
    }

    // MARK: Folders

    private static func listFolder(_ path: String, limits: ArchiveLimits) throws(IngestError) -> SourceListing {
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: path).sorted()
        } catch {
            throw IngestError(
                .unreadable, "the folder cannot be read: \(error.localizedDescription)", file: path)
        }
        var listing = SourceListing()
        for name in names {
            let child = path.hasSuffix("/") ? path + name : path + "/" + name
            var isFolder: ObjCBool = false
            let exists = FileManager.default.fileExists(atPath: child, isDirectory: &isFolder)
            let reason: String? =
                if name.hasPrefix(".") {
                    "hidden file"
                } else if !exists {
                    "link to nothing"
                } else if isFolder.boolValue {
                    "folder in the folder"
                } else if !isRegular(child) {
                    "not a regular file"
                } else {
                    nil
                }
            if let reason {
                listing.ignored.append(IgnoredFile(displayName: child, reason: reason))
            } else {
                try add(.file(path: child), displayName: child, size: size(of: child), limits: limits, to: &listing)
            }
        }
        return listing
    }

    // MARK: Zips

    private static func listZip(_ path: String, limits: ArchiveLimits) throws(IngestError) -> SourceListing {
        let entries = try ZipDirectory.entries(ofZipAt: path, limits: limits)
        var listing = SourceListing()
        for entry in entries {
            let displayName = lastComponent(of: path) + ":" + entry.path
            let parts = entry.path.split(whereSeparator: { $0 == "/" || $0 == "\\" })
            if entry.kind == .directory { continue }
            if parts.first == "__MACOSX" {
                listing.ignored.append(IgnoredFile(displayName: displayName, reason: "macOS metadata"))
            } else if parts.contains(where: { $0.hasPrefix(".") }) {
                listing.ignored.append(IgnoredFile(displayName: displayName, reason: "hidden file"))
            } else {
                if entry.isEncrypted {
                    throw IngestError(
                        .refusedArchive, "is encrypted", file: displayName,
                        advice: "Unpack the archive with its password and load the folder")
                }
                try add(
                    .zipEntry(path: path, entry: entry), displayName: displayName, size: entry.size, limits: limits,
                    to: &listing)
            }
        }
        listing.files = listing.files.inOrder()
        return listing
    }

    // MARK: Single files

    /// Adds a file of a folder or zip to the listing, as one to read or as one to ignore.
    private static func add(
        _ location: SourceFile.Location, displayName: String, size: Int?, limits: ArchiveLimits,
        to listing: inout SourceListing
    ) throws(IngestError) {
        let baseName = baseName(of: location)
        let parts = FileNameParts(baseName)
        if parts.isArchive {
            let reason = "archive within the source; unpack it to load it"
            listing.ignored.append(IgnoredFile(displayName: displayName, reason: reason))
        } else if SourceFormat(fileName: baseName) == nil && !parts.fileExtension.isEmpty {
            let reason = "not a .csv, .jsonl or .parquet file"
            listing.ignored.append(IgnoredFile(displayName: displayName, reason: reason))
        } else {
            // To look into an entry takes a walk through the zip: only where its name does not tell enough.
            var first: [UInt8]?
            if case .file = location {
                first = try firstBytes(location, isGzipped: false, displayName: displayName, limits: limits)
            }
            listing.files.append(
                try examine(location, displayName: displayName, firstBytes: first, size: size, limits: limits))
        }
    }

    /// Finds out a file's format by its name, or by its content where the name does not tell.
    ///
    /// - Parameter first: the file's first bytes; nil to look at them only when needed.
    private static func examine(
        _ location: SourceFile.Location, displayName: String, firstBytes first: [UInt8]?, size: Int?,
        limits: ArchiveLimits
    ) throws(IngestError) -> SourceFile {
        let baseName = baseName(of: location)
        let isNamedGzip = FileNameParts(baseName).isGzipped
        let isGzipped = first?.starts(with: gzipMagic) ?? isNamedGzip
        if !isGzipped && isNamedGzip {
            throw IngestError(
                .damaged, first?.isEmpty == true ? "is empty" : "is named .gz but is not a gzip file",
                file: displayName, advice: "Download or copy it again, or name it after its content")
        }
        var format = SourceFormat(fileName: baseName)
        if format == nil {
            var content = isGzipped ? nil : first
            if content == nil {
                content = try firstBytes(location, isGzipped: isGzipped, displayName: displayName, limits: limits)
            }
            format = SourceFormat(firstBytes: content ?? [])
        }
        guard let format else {
            throw IngestError(
                .unsupported, "is neither text nor Parquet", file: displayName,
                advice: "Give CSV, JSON Lines or Parquet files, each also with .gz, or a zip of them")
        }
        return SourceFile(
            location: location, displayName: displayName, baseName: baseName, format: format, isGzipped: isGzipped,
            size: size, limits: limits)
    }

    private static func firstBytes(
        _ location: SourceFile.Location, isGzipped: Bool, displayName: String, limits: ArchiveLimits
    ) throws(IngestError) -> [UInt8] {
        let stream = try SourceFile.open(location, isGzipped: isGzipped, displayName: displayName, limits: limits)
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: sniffBytes, alignment: 16)
        defer { buffer.deallocate() }
        return Array(buffer[..<(try stream.readFully(into: buffer))])
    }

    private static func baseName(of location: SourceFile.Location) -> String {
        switch location {
        case .file(let path): lastComponent(of: path)
        case .zipEntry(_, let entry): String(entry.path.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last ?? "")
        }
    }

    private static func lastComponent(of path: String) -> String {
        String(path.split(separator: "/").last ?? "")
    }

    private static func size(of path: String) -> Int? {
        (try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? Int
    }

    private static func isRegular(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }
}
