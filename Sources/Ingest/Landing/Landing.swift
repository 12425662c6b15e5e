import Crypto
import DuckDB
import Foundation

/// Reads a source's files, types their rows, and lands them as one Parquet file per table with a manifest.
///
///     let batch = try Landing(memoryLimit: "512MB", threads: 2).land(["archive.zip"], into: folder, progress: progress)
///
/// For every file, rows read = rows landed + rows rejected, and every rejected row is kept with file, line, column, value
/// and reason.
public struct Landing: Sendable {
    private let memoryLimit: String
    private let threads: Int

    /// Says what the work may use.
    ///
    /// - Parameters:
    ///   - memoryLimit: What DuckDB may use while it writes Parquet, such as `512MB`; beyond that it spills to disk.
    ///   - threads: How many tables are read at a time.
    public init(memoryLimit: String, threads: Int) {
        self.memoryLimit = memoryLimit
        self.threads = max(1, threads)
    }

    /// Lands the files of some sources as one batch.
    ///
    /// - Parameters:
    ///   - sources: Paths of archives, folders or files.
    ///   - folder: Where the batch is written; made here. What an error leaves in it is the caller's to remove.
    ///   - progress: Told what has been read.
    /// - Returns: The batch, whose id depends on the content alone.
    /// - Throws: ``IngestError`` where a source cannot be read, or the batch cannot be written; ``DuckDBError`` likewise.
    public func land(_ sources: [String], into folder: String, progress: LandingProgress) throws -> LandedBatch {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let (spill, unpacked) = (folder + "/.spill", folder + "/.unpacked")
        defer { for scratch in [spill, unpacked] { try? FileManager.default.removeItem(atPath: scratch) } }
        let (files, ignored) = try RecognisedFile.files(of: sources, scratch: unpacked)
        for file in files { progress.expect(bytes: file.source.size ?? 0) }
        let database = try Database(
            .memory,
            // Each connection works on the thread that calls it; more threads would only wait for a reader's next rows.
            options: Database.Options(threads: 1, memoryLimit: memoryLimit, temporaryDirectory: spill))
        let rejects = try RejectSink(database: database)

        // The largest table first: it is what the others run beside.
        let jobs = Dictionary(grouping: files, by: \.table)
            .map { Job(table: $0.key, files: $0.value) }
            .sorted { ($0.size, $0.table.name) > ($1.size, $1.table.name) }
        let outcomes = Locked<[String: Outcome]>([:])
        let connections = try (0..<threads).map { _ in try database.connect() }
        // Repeated keys are looked for once all files are read or being read: short work for threads without a file.
        try inParallel(jobs.map(Step.read), using: connections) { step, connection in
            switch step {
            case .read(let job):
                let producer = TableProducer(table: job.table, files: job.files, rejects: rejects, progress: progress)
                let path = "\(folder)/\(job.table.name).parquet"
                try write(producer, to: path, connection: connection)
                return .removeRepeated(DuplicateKeys(table: job.table, path: path), producer.outcomes)
            case .removeRepeated(let keys, let read):
                let (files, repeated) = Self.eachContentOnce(read)
                try keys.remove(files: repeated.map(\.name), connection: connection)
                let removed = try keys.remove(connection: connection, rejects: rejects)
                let landed = landedFiles(of: keys.table, files, removed: removed)
                outcomes.withLock { $0[keys.table.name] = Outcome(landed: landed, repeated: repeated) }
                return nil
            }
        }

        let perTable = outcomes.withLock { $0 }.sorted { $0.key < $1.key }.map(\.value)
        let landed = perTable.flatMap(\.landed)
        let repeated = perTable.flatMap(\.repeated)
        if landed.contains(where: { $0.rowsRejected > 0 }) {
            try rejects.write(to: folder + "/rejects.parquet", without: repeated.map(\.name))
        }
        let batch = LandedBatch(
            id: Self.id(of: landed), sources: sources, files: landed,
            ignored: ignored + repeated.map { "\($0.name): has the same content as \($0.original)" }, folder: folder)
        try batch.writeManifest()
        return batch
    }

    /// Row groups small enough for a reader's threads to share; in half the room of DuckDB's defaults, and sooner.
    static let parquet =
        "(format parquet, parquet_version v2, compression zstd, compression_level 1, row_group_size 24576)"

    /// The files of one table.
    private struct Job: Sendable {
        let table: TableSchema
        let files: [RecognisedFile]
        var size: Int { files.reduce(0) { $0 + ($1.source.size ?? 0) } }
    }

    /// What a thread does at a time, so that none is left with much while the others have nothing.
    private enum Step: Sendable {
        case read(Job)
        case removeRepeated(DuplicateKeys, [TableProducer.Outcome])
    }

    /// Writes the rows of a table's files as Parquet.
    private func write(_ producer: TableProducer, to path: String, connection: Connection) throws {
        let function = "read_\(producer.table.name)"
        try connection.register(function, columns: producer.columns, producer: producer)
        do {
            try connection.execute("copy (select * from \(function)()) to \(quotedLiteral(path)) \(Self.parquet)")
        } catch {
            // What the reader threw is the reason; the engine only passes it on.
            throw error.underlyingError ?? error
        }
    }

    /// What a table's files came to: those that landed, and those that hold what another of them holds.
    private struct Outcome {
        let landed: [LandedFile]
        let repeated: [Repeated]
    }

    /// A file whose content another file of its table has, too.
    private struct Repeated {
        let name: String
        let original: String
    }

    /// The files of which each has a content of its own, and the rest.
    private static func eachContentOnce(
        _ files: [TableProducer.Outcome]
    ) -> (files: [TableProducer.Outcome], repeated: [Repeated]) {
        var originals: [String: String] = [:]
        var first: [TableProducer.Outcome] = []
        var repeated: [Repeated] = []
        for file in files {
            let name = file.file.source.displayName
            if let original = originals[file.sha256] {
                repeated.append(Repeated(name: name, original: original))
            } else {
                originals[file.sha256] = name
                first.append(file)
            }
        }
        return (first, repeated)
    }

    /// What the files of a table came to, of which some rows were removed after they had been written.
    private func landedFiles(
        of table: TableSchema, _ files: [TableProducer.Outcome], removed: [String: Int]
    ) -> [LandedFile] {
        files.map { outcome in
            let rejected = outcome.rowsRejected + (removed[outcome.file.source.displayName] ?? 0)
            return LandedFile(
                table: table.name, file: outcome.file.source.displayName, bytes: outcome.bytes,
                sha256: outcome.sha256, rowsRead: outcome.rowsRead, rowsLanded: outcome.rowsRead - rejected,
                rowsRejected: rejected, extraColumns: outcome.file.extraColumns)
        }
    }

    /// The hash of a batch's content: what tables it holds, and the bytes of each one's files in their order.
    private static func id(of files: [LandedFile]) -> String {
        let content = files.map { "\($0.table) \($0.sha256)\n" }.joined()
        return SHA256.hash(data: Data(content.utf8)).hex
    }
}

extension Digest {
    /// The hash in hexadecimal.
    var hex: String { map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() }
}
