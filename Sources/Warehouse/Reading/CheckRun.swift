import DuckDB
import Ingest
import PostgreSQL

/// Runs all checks over the current version anew.
public enum CheckRun {
    /// Runs the checks. Those over a PostgreSQL database look at what it serves: its tables are fetched first.
    ///
    /// - Parameters:
    ///   - home: The home in which the version's batches landed.
    ///   - warehouse: Where the versions are, when not in the home.
    /// - Returns: The version and what the checks found, or nil where nothing was published yet.
    /// - Throws: ``WarehouseError`` of kind `environment` where the version or its landed batches cannot be read,
    ///   `unavailable` where the database server does not answer.
    public static func run(
        on home: Home, in warehouse: WarehouseAddress = .embedded
    ) throws -> (version: Version, results: [CheckResult])? {
        switch warehouse {
        case .embedded:
            guard let (version, hold) = try VersionStore(home: home).holdCurrent() else { return nil }
            defer { withExtendedLifetime(hold) {} }
            guard try version.models == SQLFile.fingerprint() else {
                throw WarehouseError.otherModels(version, home.path)
            }
            let file = VersionStore(home: home).folder(version.number) + "/warehouse.duckdb"
            return (version, try check(version, inFile: file, try version.landedBatches(in: home, of: warehouse)))
        case .postgreSQL(let address):
            let folder = try TemporaryFolder()
            let file = folder.path + "/warehouse.duckdb"
            guard let version = try VersionFetch(address).run(into: file) else { return nil }
            return (version, try check(version, inFile: file, try version.landedBatches(in: home, of: warehouse)))
        }
    }

    private static func check(
        _ version: Version, inFile file: String, _ batches: [LandedBatch]
    ) throws -> [CheckResult] {
        do {
            let resources = Loader.Resources()
            // Who checks may have no right to write into the home, nor into the folder it happens to stand in.
            let spill = try TemporaryFolder()
            let workbench = try Workbench(
                path: file, isReadOnly: true, resources: resources, spill: spill.path + "/spill")
            let connection = try workbench.connect()
            try LandedTables(batches: batches).createViews(in: connection)
            let checks = try Check.all()
            for step in try ModelCatalog().steps(neededBy: checks) { try workbench.create(step, in: connection) }
            return try CheckRunner(workbench: workbench, threads: resources.threads).run(checks)
        } catch let error as DuckDBError {
            throw WarehouseError.environment("version \(version.name) cannot be checked: \(error.message)")
        } catch let error as IngestError {
            throw WarehouseError.environment(error.description)
        }
    }
}
