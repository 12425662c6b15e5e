import DuckDB
import Foundation
import Ingest
import PostgreSQL

/// Loads exports: reads and lands them in a home, builds a new version beside the current one, checks it, and makes it
/// current in one step, in the home or in a PostgreSQL database.
///
/// Killed at any instant, the version before stays current; the next load removes what the killed one left.
public struct Loader: Sendable {
    /// What a load may use of the machine.
    public struct Resources: Sendable {
        /// Threads, of which each reads a table or works on a query.
        public var threads: Int
        /// Memory for DuckDB in megabytes; beyond it the work spills to disk.
        public var memoryMegabytes: Int
        /// Orders from which on a shop is large: then marts are made that cost smaller ones more than they save.
        public var ordersOfLargeShop = 1_500_000
        /// Orders from which on a shop is no longer small, and has some of these marts.
        public var ordersOfMediumShop = 300_000

        /// All processors, and half of the memory but at most four and a half gigabytes.
        public init() {
            let machine = ProcessInfo.processInfo
            threads = machine.activeProcessorCount
            memoryMegabytes = min(4608, Int(machine.physicalMemory / 2 / 1_048_576))
        }
    }

    private let home: Home
    private let warehouse: WarehouseAddress
    private let resources: Resources
    private let versions: VersionStore

    /// Prepares to load into a home, which is made where it does not exist.
    ///
    /// - Parameters:
    ///   - home: Where batches land and versions are built.
    ///   - warehouse: Where versions are published.
    public init(home: Home, warehouse: WarehouseAddress = .embedded, resources: Resources = Resources()) {
        self.home = home
        self.warehouse = warehouse
        self.resources = resources
        versions = VersionStore(home: home)
    }

    /// Loads the files behind some paths as one batch.
    ///
    /// - Parameters:
    ///   - sources: Paths of archives, folders or files; with none, the current version is built anew from what was
    ///     landed, where other models built it or it is damaged or gone.
    ///   - progress: Told where the load is.
    /// - Returns: What the load did. Content that is in the warehouse already changes nothing.
    /// - Throws: ``WarehouseError``: `input` where a source cannot be read, `checks` where the data breaks a rule that blocks
    ///   publishing (``FailedChecks`` tells which), `environment` where the machine says no, `unavailable` where the
    ///   database server does not answer.
    @discardableResult
    public func load(_ sources: [String], progress: LoadProgress = LoadProgress()) throws -> LoadSummary {
        do {
            return try loadOrThrow(sources, progress)
        } catch let error as IngestError where error.kind == .unwritable {
            throw WarehouseError.environment("the load stopped: \(error.description)")
        } catch let error as IngestError {
            throw WarehouseError.input(error.description)
        } catch let error as DuckDBError where error.kind == .outOfDisk {
            throw WarehouseError.environment(
                "no space is left on the disk of \(home.path); nothing was published. Make room and load again")
        } catch let error as DuckDBError {
            throw WarehouseError.environment("the load stopped: \(error.message)")
        } catch let error as PostgreSQLError {
            guard case .postgreSQL(let address) = warehouse else { throw error }
            throw WarehouseError.postgreSQL(error, "the load stopped", at: address)
        } catch let error as CocoaError {
            throw WarehouseError.environment("the load stopped: \(Disk.reason(error))")
        }
    }

    private func loadOrThrow(_ sources: [String], _ progress: LoadProgress) throws -> LoadSummary {
        let start = ContinuousClock.now
        try home.prepare()
        let lock = try LoadLock(home: home)
        defer { withExtendedLifetime(lock) {} }
        try versions.recover()
        let target = try openTarget()
        let current = try target.current()
        let claimed = try home.claimedBatches()
        let known =
            try (current ?? target.described()).map { try $0.landedBatches(in: home, of: warehouse) }
            ?? orphanedBatches(except: claimed)
        let published = try warehouse == .embedded ? known.map(\.id) : versions.current()?.batches ?? []
        home.removeLeftovers(keeping: claimed.union(published))
        target.removeOld()
        defer { try? FileManager.default.removeItem(atPath: home.scratch) }

        progress.enter(.reading)
        let batch = try land(sources, progress)
        var tables = batch.map(Self.tables) ?? []
        let models = try SQLFile.fingerprint()

        func unchanged(_ current: Version) throws -> LoadSummary {
            LoadSummary(
                isPublished: false, version: current.name, batch: batch?.id ?? "", tables: tables,
                ignored: batch?.ignored ?? [], checks: [], rowsWaiting: 0, asOf: nil, home: home.path,
                warehouse: target.name, seconds: start.secondsUntilNow)
        }
        // Known content changes nothing, unless it was built by other models: then it is built anew.
        let isKnown = batch.map { known.map(\.id).contains($0.id) } ?? true
        let isCurrent = current?.models == models
        if let current, isKnown, isCurrent { return try unchanged(current) }
        if known.isEmpty, batch == nil { throw WarehouseError.nothingLoaded(target.name) }

        let number = try target.nextNumber()
        let building = versions.buildingFolder(number)
        try Disk.makeFolder(building)
        try Disk.makeFolder(home.scratch)
        defer { try? FileManager.default.removeItem(atPath: building) }
        let builder = try Builder(folder: building, scratch: home.scratch, resources: resources)

        var batches = known
        if let batch, !isKnown {
            progress.enter(.comparing)
            try builder.compare(batch, with: known, tables: &tables)
            let isNothingNew = tables.allSatisfy { $0.rowsNew == 0 && $0.rowsChanged == 0 && $0.rowsRejected == 0 }
            if let current, isNothingNew, isCurrent { return try unchanged(current) }
            batches.append(batch)
        }

        let version = Version(number: number, batches: batches.map(\.id), publishedAt: Date(), models: models)
        let earlier = try current.map(target.history) ?? .none
        let built = try builder.build(batches, as: version, after: earlier, progress: progress)
        let broken = built.checks.filter { !$0.isPassed && $0.severity == .error }
        guard broken.isEmpty else { throw FailedChecks(results: broken) }

        if let batch, !isKnown { try keep(batch) }
        try target.publish(version, from: building, progress: progress)
        target.removeOld()
        return LoadSummary(
            isPublished: true, version: version.name, batch: batch?.id ?? "", tables: tables,
            ignored: batch?.ignored ?? [], checks: built.checks, rowsWaiting: built.rowsWaiting, asOf: built.asOf,
            home: home.path, warehouse: target.name, seconds: start.secondsUntilNow)
    }

    private func openTarget() throws -> any PublishingTarget {
        switch warehouse {
        case .embedded: EmbeddedTarget(home: home)
        case .postgreSQL(let address): try PostgreSQLTarget(address, home: home)
        }
    }

    /// The landed batches of a home without a version that says which of them count, oldest first: what a version is built anew
    /// from, such as after a backup of the home was put back. All of them count; none is lost.
    private func orphanedBatches(except claimed: Set<String>) throws -> [LandedBatch] {
        guard warehouse == .embedded else { return [] }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: home.landing)) ?? []
        let batches = names.filter { !claimed.contains($0) }
            .compactMap { try? LandedBatch(folder: "\(home.landing)/\($0)") }
        // A manifest tells the second, the file system more.
        func written(_ batch: LandedBatch) -> Date {
            let attributes = try? FileManager.default.attributesOfItem(atPath: batch.folder + "/manifest.json")
            return attributes?[.modificationDate] as? Date ?? batch.landedAt
        }
        return batches.map { ($0, written($0)) }
            .sorted { ($0.0.landedAt, $0.1, $0.0.id) < ($1.0.landedAt, $1.1, $1.0.id) }
            .map(\.0)
    }

    /// Reads the sources into a batch; nil where there are none.
    private func land(_ sources: [String], _ progress: LoadProgress) throws -> LandedBatch? {
        if sources.isEmpty { return nil }
        let landing = Landing(memoryLimit: "\(max(256, resources.memoryMegabytes / 2))MB", threads: resources.threads)
        return try landing.land(sources, into: home.scratch + "/batch", progress: progress.landing)
    }

    /// Moves a batch to where the versions look for it, written through.
    private func keep(_ batch: LandedBatch) throws {
        // The same content may have landed for another warehouse of this home; it is moved there whole or not at all.
        if FileManager.default.fileExists(atPath: "\(home.landing)/\(batch.id)/manifest.json") { return }
        for file in try FileManager.default.contentsOfDirectory(atPath: batch.folder) {
            try Disk.synchronise("\(batch.folder)/\(file)")
        }
        try Disk.move(batch.folder, to: "\(home.landing)/\(batch.id)")
        try Disk.synchronise(home.landing)
    }

    /// The sums of a batch's files, per table, in the catalogue's order.
    private static func tables(of batch: LandedBatch) -> [LoadSummary.Table] {
        SourceTables.all.compactMap { schema in
            let files = batch.files.filter { $0.table == schema.name }
            guard !files.isEmpty else { return nil }
            return LoadSummary.Table(
                name: schema.name,
                rowsRead: files.reduce(0) { $0 + $1.rowsRead },
                rowsLanded: files.reduce(0) { $0 + $1.rowsLanded },
                rowsRejected: files.reduce(0) { $0 + $1.rowsRejected })
        }
    }
}

/// The data breaks rules that block publishing; the version before stays current.
public struct FailedChecks: Error, Sendable, CustomStringConvertible {
    /// The broken rules.
    public let results: [CheckResult]

    /// Each broken rule with its count and a sample row.
    public var description: String {
        let lines = results.map { result in
            "  \(result.name): \(result.rule) \(result.failing) rows of \(result.table) break it"
                + (result.samples.first.map { ", such as \($0)" } ?? "")
        }
        return "nothing was published: the data breaks \(results.count == 1 ? "a rule" : "\(results.count) rules")\n"
            + lines.joined(separator: "\n")
    }
}

extension ContinuousClock.Instant {
    fileprivate var secondsUntilNow: Double {
        let elapsed = ContinuousClock.now - self
        return Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
    }
}
