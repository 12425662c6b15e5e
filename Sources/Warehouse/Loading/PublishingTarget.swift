import DuckDB
import Foundation

/// Where finished versions go, and where the current one is: the home itself, or a PostgreSQL database.
///
/// Opening a target removes what a killed load left there, and keeps other loads out for as long as it is held.
protocol PublishingTarget {
    /// What people call it: a path or a URL.
    var name: String { get }
    /// The current version, or nil where nothing was published yet, or it is damaged and can be built anew.
    func current() throws -> Version?
    /// The current version as far as it is described, damaged or not; nil where none is.
    func described() throws -> Version?
    /// The number that the next version gets, above all there were.
    func nextNumber() throws -> Int
    /// What a version keeps of the checks' history; nothing where it has none.
    func history(of version: Version) throws -> ResultRows
    /// Makes a version the current one, in one step that nothing can split.
    ///
    /// - Parameters:
    ///   - version: The version.
    ///   - folder: Where it was built.
    func publish(_ version: Version, from folder: String, progress: LoadProgress) throws
    /// Removes versions beyond the last few, but none that a reader has open.
    func removeOld()
}

/// The home as the place of its versions.
struct EmbeddedTarget: PublishingTarget {
    let home: Home
    private var versions: VersionStore { VersionStore(home: home) }

    var name: String { home.path }

    // A damaged version may still say what it was built from.
    func described() throws -> Version? { try? versions.current() }

    /// A damaged version is none, where what it was built from landed here: then a load builds it anew.
    func current() throws -> Version? {
        do {
            guard let version = try versions.current() else { return nil }
            let path = versions.folder(version.number) + "/warehouse.duckdb"
            _ = try Database(.file(path), options: Database.Options(isReadOnly: true)).connect()
                .query("select count(*) from warehouse_info")
            return version
        } catch {
            guard Self.isDamage(error), hasLanded else { throw error }
            return nil
        }
    }

    /// Whether an error says that a version cannot be read, now or later; others, such as a lack of memory, pass.
    private static func isDamage(_ error: any Error) -> Bool {
        guard let error = error as? DuckDBError else { return error is WarehouseError }
        return [.corrupt, .io, .catalog, .unsupportedStorage, .internal].contains(error.kind)
    }

    private var hasLanded: Bool {
        (try? FileManager.default.contentsOfDirectory(atPath: home.landing))?.isEmpty == false
    }

    func nextNumber() throws -> Int { versions.nextNumber() }
    func removeOld() { versions.removeOld() }

    func history(of version: Version) -> ResultRows {
        let path = versions.folder(version.number) + "/warehouse.duckdb"
        guard let database = try? Database(.file(path), options: Database.Options(isReadOnly: true)),
            let connection = try? database.connect(),
            let rows = try? connection.query(CheckRunner.historyQuery).rows()
        else { return .none }
        return rows
    }

    func publish(_ version: Version, from folder: String, progress: LoadProgress) throws {
        progress.enter(.publishing)
        try versions.publish(version, from: folder)
    }
}
