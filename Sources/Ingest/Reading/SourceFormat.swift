import Foundation

/// The format of a source's records.
enum SourceFormat: String, Equatable, Sendable {
    case csv
    case jsonLines
    case parquet

    /// The format that a file name's extension tells, any `.gz` apart; nil for an extension that tells none.
    init?(fileName: String) {
        switch FileNameParts(fileName).fileExtension {
        case "csv", "tsv", "tab", "psv", "txt": self = .csv
        case "jsonl", "ndjson", "json": self = .jsonLines
        case "parquet", "pq": self = .parquet
        default: return nil
        }
    }

    /// The format that a file's first bytes tell; text that is no JSON is taken for CSV, and nil is no text.
    init?(firstBytes bytes: [UInt8]) {
        if bytes.starts(with: Array("PAR1".utf8)) {
            self = .parquet
            return
        }
        let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
        let isUTF16 = bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
        if !isUTF16, text.contains(where: { $0 < 0x20 && $0 != 9 && $0 != 10 && $0 != 13 }) { return nil }
        self = text.first { $0 > 0x20 } == UInt8(ascii: "{") ? .jsonLines : .csv
    }
}

/// A file name taken apart: `Orders.CSV.gz` is stem `Orders`, extension `csv`, gzipped.
struct FileNameParts: Equatable {
    var stem: String
    /// In lower case, without the dot; empty without one.
    var fileExtension: String
    var isGzipped: Bool

    private static let archives: Set<String> = [
        "zip", "7z", "rar", "tar", "tgz", "bz2", "xz", "zst", "lz4", "cab", "iso",
    ]

    init(_ fileName: String) {
        var name = fileName
        isGzipped = name.lowercased().hasSuffix(".gz")
        if isGzipped { name.removeLast(3) }
        if let dot = name.lastIndex(of: "."), dot != name.startIndex {
            stem = String(name[..<dot])
            fileExtension = name[name.index(after: dot)...].lowercased()
        } else {
            stem = name
            fileExtension = ""
        }
    }

    /// Whether the extension is that of an archive or of a compression other than gzip.
    var isArchive: Bool { Self.archives.contains(fileExtension) }
}
