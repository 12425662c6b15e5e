import Foundation

/// The folder that holds everything Vitrine keeps: landed batches, warehouse versions, state.
///
///     home/
///       home.json                  the form of this folder
///       lock                       held by the one load that runs
///       landing/<batch>/           a landed batch: Parquet files, rejects, manifest
///       versions/<number>/         a version: warehouse.duckdb, version.json, lock
///       current -> versions/<number>
///       claims/<warehouse>.json    the batches that a PostgreSQL warehouse is built from
///       models/                    trained models
///       scratch/                   what the load that runs works on
///
/// `current` is the only commit point: a batch belongs to the warehouse when the current version names it. What a killed
/// load leaves behind is in no version, and the next load removes it.
public struct Home: Sendable {
    /// The form of folder that this program writes. A newer one is refused, never guessed at.
    public static let formatVersion = 1

    /// The absolute path of the folder.
    public let path: String

    var landing: String { path + "/landing" }
    var versions: String { path + "/versions" }
    var current: String { path + "/current" }
    var scratch: String { path + "/scratch" }
    private var descriptionFile: String { path + "/home.json" }

    private struct Description: Decodable {
        let format: Int
    }

    /// Opens a home for reading. A folder that does not exist yet is an empty home.
    ///
    /// - Throws: ``WarehouseError`` of kind `environment` where a newer Vitrine made the folder, it may not be entered, or
    ///   its path is one that no file of DuckDB's can have.
    public init(path: String) throws(WarehouseError) {
        self.path = URL(fileURLWithPath: path).standardizedFileURL.path
        guard !self.path.contains("?") else {
            throw .environment(
                "the home \(self.path) has a ? in its path, which ends a file's name for DuckDB; use another --home")
        }
        try checkReach()
        try checkFormat()
    }

    /// Makes the folders that a load writes into.
    ///
    /// - Throws: ``WarehouseError`` of kind `environment` where the disk says no.
    func prepare() throws(WarehouseError) {
        for folder in [path, landing, versions] { try Disk.makeFolder(folder) }
        if !FileManager.default.fileExists(atPath: descriptionFile) {
            try Disk.write(Data("{\"format\":\(Self.formatVersion)}\n".utf8), to: descriptionFile)
        }
    }

    /// A home that is there but out of reach is not an empty one.
    private func checkReach() throws(WarehouseError) {
        var status = stat()
        guard stat(path, &status) == 0 else {
            if errno == ENOENT || errno == ENOTDIR { return }
            throw Disk.failure("open the home", path)
        }
        guard status.st_mode & S_IFMT == S_IFDIR else {
            throw .environment("the home \(path) is a file; a home is a folder")
        }
        guard access(path, R_OK | X_OK) == 0 else { throw Disk.failure("open the home", path) }
    }

    private func checkFormat() throws(WarehouseError) {
        guard let data = FileManager.default.contents(atPath: descriptionFile) else { return }
        guard let description = try? JSONDecoder().decode(Description.self, from: data) else {
            throw .environment("\(descriptionFile) is damaged: it should say {\"format\": \(Self.formatVersion)}")
        }
        guard description.format <= Self.formatVersion else {
            throw .environment(
                "the home \(path) was made by a newer Vitrine (its format is \(description.format), this program knows "
                    + "up to \(Self.formatVersion)). Use the newer program, or another --home.")
        }
    }

    /// Removes what an interrupted load left: scratch files, unfinished versions, and batches that no version names.
    ///
    /// Call it only while holding the load lock.
    func removeLeftovers(keeping batches: Set<String>) {
        let files = FileManager.default
        try? files.removeItem(atPath: scratch)
        try? files.removeItem(atPath: current + ".next")
        for name in (try? files.contentsOfDirectory(atPath: versions)) ?? [] where Int(name) == nil {
            try? files.removeItem(atPath: "\(versions)/\(name)")
        }
        for name in (try? files.contentsOfDirectory(atPath: landing)) ?? [] where !batches.contains(name) {
            try? files.removeItem(atPath: "\(landing)/\(name)")
        }
    }
}
