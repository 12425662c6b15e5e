/// One file of a source: what it is called and how to read its unpacked bytes. Files can be read side by side.
struct SourceFile: Sendable {
    enum Location: Sendable {
        case file(path: String)
        case zipEntry(path: String, entry: ZipArchive.Entry)
    }

    let location: Location
    /// The name for messages and manifests: the path as given, or `archive.zip:folder/file.csv`.
    var displayName: String
    /// The file's name without folders.
    let baseName: String
    let format: SourceFormat
    /// Whether the bytes are packed with gzip; `open()` unpacks them.
    let isGzipped: Bool
    /// The size in bytes of the file or entry, before gzip is unpacked; nil where the archive does not tell.
    let size: Int?
    let limits: ArchiveLimits

    /// The file's name without folders and extensions.
    var stem: String { FileNameParts(baseName).stem }

    /// The path as given; of an entry of a zip, the zip's as given and its own.
    var fullPath: String {
        switch location {
        case .file(let path): path
        case .zipEntry(let path, let entry): path + ":" + entry.path
        }
    }

    /// The path of the file where it lies on disk just as `open()` would give it.
    var plainPath: String? {
        if case .file(let path) = location, !isGzipped { path } else { nil }
    }

    /// Opens the file's unpacked bytes from the beginning.
    func open() throws(IngestError) -> any ByteStream {
        try Self.open(location, isGzipped: isGzipped, displayName: displayName, limits: limits)
    }

    static func open(
        _ location: Location, isGzipped: Bool, displayName: String, limits: ArchiveLimits
    ) throws(IngestError) -> any ByteStream {
        guard isGzipped else { return try openPacked(location, displayName: displayName, limits: limits) }
        return try GzipStream(fileName: displayName, limits: limits) { () throws(IngestError) -> any ByteStream in
            try openPacked(location, displayName: displayName, limits: limits)
        }
    }

    private static func openPacked(
        _ location: Location, displayName: String, limits: ArchiveLimits
    ) throws(IngestError) -> any ByteStream {
        switch location {
        case .file(let path):
            try FileStream(path: path, fileName: displayName)
        case .zipEntry(let path, let entry):
            try ZipEntryStream(path: path, entry: entry, fileName: displayName, limits: limits)
        }
    }
}

extension [SourceFile] {
    /// The files in the order of their names; files of one name in the order in which they stand here.
    func inOrder() -> [SourceFile] {
        enumerated()
            .sorted { ($0.element.displayName, $0.offset) < ($1.element.displayName, $1.offset) }
            .map(\.element)
    }

    /// The files in the order of their names, each under a name that no other has: files of one name are told apart by their
    /// whole paths, and those of one path by numbers.
    func inOrderUnderNamesOfTheirOwn() -> [SourceFile] {
        let timesNamed = Dictionary(map { ($0.displayName, 1) }, uniquingKeysWith: +)
        var files = self
        for index in files.indices where timesNamed[files[index].displayName] != 1 {
            files[index].displayName = files[index].fullPath
        }
        files = files.inOrder()
        var taken: Set<String> = []
        for index in files.indices {
            let name = files[index].displayName
            var number = 1
            while !taken.insert(files[index].displayName).inserted {
                number += 1
                files[index].displayName = "\(name) (\(number))"
            }
        }
        return files
    }
}

/// A file that a source holds but that is not read.
struct IgnoredFile: Equatable, Sendable {
    let displayName: String
    /// Why, for a person.
    let reason: String
}

/// What a source holds.
struct SourceListing: Sendable {
    /// The files to read, in the order of their names.
    var files: [SourceFile] = []
    /// The rest, so that nothing is silently left out.
    var ignored: [IgnoredFile] = []
}
