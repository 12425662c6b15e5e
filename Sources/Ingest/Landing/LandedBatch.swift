import Foundation

/// What one file of a batch gave.
public struct LandedFile: Sendable, Hashable, Codable {
    /// The table it holds.
    public let table: String
    /// The file's name, with the archive it came out of.
    public let file: String
    /// Its size in bytes, decompressed.
    public let bytes: Int
    /// The hash of its decompressed bytes, in hexadecimal.
    public let sha256: String
    /// Records read, without the header. Always the sum of the next two.
    public let rowsRead: Int
    /// Records that landed.
    public let rowsLanded: Int
    /// Records that did not, each with its reason in `rejects.parquet`.
    public let rowsRejected: Int
    /// Columns of the file that Vitrine has no use for.
    public let extraColumns: [String]
}

/// A batch of files that was landed together: typed Parquet files, rejects and this manifest, in one folder.
public struct LandedBatch: Sendable, Codable {
    /// The hash of the batch's content: the same files again are the same batch, however they were packed.
    public let id: String
    /// The paths that were given.
    public let sources: [String]
    /// When it landed, in UTC.
    public let landedAt: Date
    /// Each file that was read.
    public let files: [LandedFile]
    /// Files that were passed over, each with the reason.
    public let ignored: [String]

    /// Where the batch lies; not part of the manifest, since a batch may move.
    public private(set) var folder: String = ""

    private enum CodingKeys: String, CodingKey {
        case id, sources, landedAt, files, ignored
    }

    init(id: String, sources: [String], files: [LandedFile], ignored: [String], folder: String) {
        self.id = id
        self.sources = sources
        landedAt = Date()
        self.files = files
        self.ignored = ignored
        self.folder = folder
    }

    /// Reads the manifest of a landed batch.
    ///
    /// - Throws: ``IngestError`` where the manifest is missing or damaged.
    public init(folder: String) throws(IngestError) {
        let path = folder + "/manifest.json"
        guard let data = FileManager.default.contents(atPath: path) else {
            throw IngestError(.damaged, "the landed batch \(folder) is damaged: its manifest.json is missing")
        }
        do {
            let decoder = JSONDecoder()
            decoder.dateDecodingStrategy = .iso8601
            self = try decoder.decode(LandedBatch.self, from: data)
        } catch {
            throw IngestError(.damaged, "the landed batch \(folder) is damaged: its manifest.json cannot be read")
        }
        self.folder = folder
    }

    /// Writes the manifest into the batch's folder.
    func writeManifest() throws {
        let encoder = JSONEncoder()
        encoder.dateEncodingStrategy = .iso8601
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try encoder.encode(self).write(to: URL(fileURLWithPath: folder + "/manifest.json"))
    }

    /// The same batch at another place.
    public func moved(to folder: String) -> LandedBatch {
        var copy = self
        copy.folder = folder
        return copy
    }

    /// The tables that the batch has rows or rejects of.
    public var tables: Set<String> { Set(files.map(\.table)) }

    /// The Parquet file of a table, or nil where the batch does not hold the table.
    public func parquetPath(of table: String) -> String? {
        tables.contains(table) ? "\(folder)/\(table).parquet" : nil
    }

    /// The Parquet file of the rejected records, or nil where none was rejected.
    public var rejectsPath: String? {
        files.contains { $0.rowsRejected > 0 } ? folder + "/rejects.parquet" : nil
    }
}
