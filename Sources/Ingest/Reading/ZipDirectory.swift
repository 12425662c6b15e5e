import Foundation

/// The list of a zip's entries, looked over before any is unpacked.
enum ZipDirectory {
    /// Lists the entries of the zip at `path`.
    ///
    /// - Throws: `IngestError` for a damaged zip, too many entries, a name that leads out of the archive, a link, or
    ///   sizes that only a decompression bomb declares.
    static func entries(ofZipAt path: String, limits: ArchiveLimits) throws(IngestError) -> [ZipArchive.Entry] {
        let archive = try ZipArchive(path: path, fileName: path)
        var entries = [ZipArchive.Entry]()
        var declared = 0
        while let entry = try archive.next() {
            if entries.count == limits.maximumEntries {
                throw IngestError(
                    .refusedArchive, "holds more than \(limits.maximumEntries) entries", file: path,
                    advice: "Unpack it yourself and load the folder if you trust it")
            }
            if let fault = fault(of: entry) {
                throw IngestError(
                    .refusedArchive, "holds the entry \(quoted(entry.path)), which \(fault)", file: path,
                    advice: "Do not trust this archive; make a new one of the files alone")
            }
            entries.append(entry)
            declared += min(max(entry.size ?? 0, 0), Int.max - declared)
        }
        let size = (try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? Int
        try limits.check(unpacked: declared, packed: size ?? 0, file: path)
        return entries
    }

    private static func fault(of entry: ZipArchive.Entry) -> String? {
        let path = entry.path.replacing("\\", with: "/")
        if path.isEmpty { return "has no readable name" }
        if path.hasPrefix("/") || path.dropFirst().first == ":" { return "has an absolute path" }
        if path.split(separator: "/").contains("..") { return "leads out of the archive" }
        switch entry.kind {
        case .link: return "is a link"
        case .other: return "is not a regular file"
        case .file, .directory: return nil
        }
    }

    /// The name with control characters made visible, so that it cannot disturb a terminal.
    private static func quoted(_ name: String) -> String {
        name.unicodeScalars.map { $0.properties.generalCategory == .control ? $0.escaped(asASCII: true) : String($0) }
            .joined()
    }
}
