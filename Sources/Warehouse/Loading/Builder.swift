import DuckDB
import Foundation
import Ingest

/// Builds one version of the warehouse in a folder that no reader looks at.
final class Builder {
    /// What building a version came to.
    struct Outcome {
        let checks: [CheckResult]
        let rowsWaiting: Int
        let asOf: String?
    }

    private let workbench: Workbench
    private let connection: Connection
    private let resources: Loader.Resources

    /// Makes the version's database file.
    ///
    /// - Parameters:
    ///   - folder: The version's folder, empty.
    ///   - scratch: Where DuckDB spills what does not fit its memory.
    init(folder: String, scratch: String, resources: Loader.Resources) throws {
        workbench = try Workbench(
            path: folder + "/warehouse.duckdb", isReadOnly: false, resources: resources, spill: scratch + "/spill")
        connection = try workbench.connect()
        self.resources = resources
    }

    /// Counts a batch's new and changed rows against the batches before it.
    func compare(_ batch: LandedBatch, with known: [LandedBatch], tables: inout [LoadSummary.Table]) throws {
        for index in tables.indices {
            guard let schema = SourceTables.named(tables[index].name),
                let path = batch.parquetPath(of: schema.name)
            else { continue }
            guard known.contains(where: { $0.parquetPath(of: schema.name) != nil }) else {
                tables[index].rowsNew = tables[index].rowsLanded
                continue
            }
            let counts = try Comparison(table: schema, batch: path, known: LandedTables(batches: known))
                .counts(in: connection)
            tables[index].rowsNew = counts.new
            tables[index].rowsChanged = counts.changed
        }
    }

    /// Builds the models over these batches, checks the result, and closes the file.
    ///
    /// - Parameter earlier: What the version before keeps of the checks' history.
    func build(
        _ batches: [LandedBatch], as version: Version, after earlier: ResultRows, progress: LoadProgress
    ) throws -> Outcome {
        let catalog = try ModelCatalog()
        try LandedTables(batches: batches).createViews(in: connection)
        // Each table is written through as it is made: one transaction over all would hold large shops in memory.
        // Nothing reads the file before it is published, so nothing sees it half made.
        try LoadRecords(batches: batches).write(to: connection)
        let rules = try Check.all()
        let kept = catalog.steps(neededBy: rules)
        for model in catalog.models {
            progress.enter(.building(model: model.name))
            let isTooSmall = try model.smallestShop > .small && shopSize() < model.smallestShop
            try workbench.create(model, isEmpty: isTooSmall, in: connection)
            // What has done its work makes room: on large shops the next model would spill to disk for it.
            for step in catalog.finished(after: model) where !kept.contains(step) {
                try workbench.drop(step, in: connection)
            }
        }
        try describe(version)
        let waiting = try rejectOrphans()
        let checks = try CheckRunner(workbench: workbench, threads: resources.threads).run(rules) { check in
            progress.enter(.checking(check: check.name))
        }
        try CheckRunner.store(checks, in: connection)
        try CheckRunner.storeHistory(checks, of: version, after: earlier, in: connection)
        let asOf = try connection.scalar("select cast(max(as_of_date) as varchar) from mart_as_of", as: String.self)
        try workbench.close(connection)
        return Outcome(checks: checks, rowsWaiting: waiting, asOf: asOf)
    }

    private func shopSize() throws -> Model.ShopSize {
        let orders = try connection.scalar("select count(*) from fact_orders", as: Int64.self) ?? 0
        return orders >= resources.ordersOfLargeShop
            ? .large : orders >= resources.ordersOfMediumShop ? .medium : .small
    }

    /// Adds the landed rows that found no place in the star yet to the rejects, and returns how many there are.
    private func rejectOrphans() throws -> Int {
        try connection.execute(
            """
            insert into load_rejects (table_name, file, line, column_name, value, reason)
            select table_name, file, line, column_name, value, reason
            from orphan_rows
            """)
        return Int(try connection.scalar("select count(*) from orphan_rows", as: Int64.self) ?? 0)
    }

    private func describe(_ version: Version) throws {
        try connection.execute("create table warehouse_info (version varchar, number integer)")
        _ = try connection.query(
            "insert into warehouse_info values ($1, $2)",
            values: [.text(version.name), .integer(Int64(version.number))])
    }
}
