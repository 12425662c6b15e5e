import DuckDB
import Foundation
import PostgreSQL
import PrivateCluster
import Testing

@testable import Warehouse

@Suite(.enabled(if: hasPostgreSQL, "PostgreSQL is not installed"))
struct PublishingTests {
    /// Every table of a version, in both engines, sorted by all its columns: equal rows, in equal order.
    @Test func bothEnginesHoldTheSameRowsInTheSameOrder() async throws {
        let published = try PublishedShop()
        let export = try published.shop.export("export", orders: 700).path
        try published.shop.load(export)
        let summary = try published.load(export)
        #expect(summary.isPublished)
        #expect(summary.warehouse.contains(published.database))
        let server = try published.open()
        let file = try #require(try OpenWarehouse.current(of: published.shop.home()))
        #expect(server.engine == .postgreSQL)
        #expect(file.engine == .duckDB)
        #expect(server.calendar == file.calendar)
        #expect(server.version.batches == file.version.batches)
        #expect(server.version.models == file.version.models)

        let tables = try await file.rows("select table_name from duckdb_tables() order by table_name", []).map {
            try $0.get("table_name", as: String.self)
        }
        #expect(tables.count > 20)
        // When a batch landed and a version was published differs, and everything else is the same.
        let differing = ["landed_at", "published_at"]
        for table in tables {
            let columns = try await file.rows(
                "select column_name from duckdb_columns() where table_name = $1 order by column_index", [.text(table)]
            ).map { try $0.get("column_name", as: String.self) }.filter { !differing.contains($0) }
            let order = columns.map { "\($0) nulls last" }.joined(separator: ", ")
            let sql = "select \(columns.joined(separator: ", ")) from \(table) order by \(order)"
            let (left, right) = (try await file.rows(sql, []), try await server.rows(sql, []))
            #expect(left.count == right.count, "\(table)")
            #expect(left.map(\.values) == right.map(\.values), "\(table)")
        }
        #expect(try await server.checkResults() == file.checkResults())
    }

    /// The narrow copies that questions read: each has its fact's rows, no more and no fewer.
    @Test func narrowCopiesHoldTheRowsOfTheirFacts() throws {
        let published = try PublishedShop()
        try published.load(try published.shop.export("export", orders: 300).path)
        let narrow = try ModelCatalog().published.compactMap { model in model.narrow.map { (model.name, $0) } }
        let facts = ["fact_order_items", "fact_orders", "fact_payments", "fact_reviews"]
        #expect(narrow.map(\.0).sorted() == facts + ["mart_returning_orders"])
        for (table, copy) in narrow {
            let columns = copy.columns.map { column in
                if case .cents(let amount) = column { "\(amount) * 100" } else { column.name }
            }
            let rows = "select \(columns.joined(separator: ", ")) from vitrine_v1.\(table)"
            let copied = "select \(copy.columns.map(\.name).joined(separator: ", ")) from vitrine_v1.\(copy.name)"
            let differing = try published.execute(
                "select count(*) from ((\(rows) except all \(copied)) union all (\(copied) except all \(rows))) as d")
            #expect(differing == "0", "\(table)")
            let least = facts.contains(table) ? 200 : 1
            #expect(try published.execute("select count(*) > \(least) from (\(copied)) as c") == "t", "\(table)")
        }
    }

    @Test func tablesHaveKeysIndexesStatisticsAndComments() throws {
        let published = try PublishedShop()
        try published.load(try published.shop.export("export", orders: 200).path)
        func count(_ sql: String) throws -> Int { try #require(Int(try published.execute(sql))) }
        let constraints = "from pg_constraint where connamespace = 'vitrine_v1'::regnamespace and contype"
        #expect(try count("select count(*) \(constraints) = 'p'") >= 12)
        #expect(try count("select count(*) \(constraints) = 'f' and convalidated") >= 25)
        #expect(try count("select count(*) from pg_indexes where schemaname = 'vitrine_v1'") >= 20)
        #expect(
            try published.execute(
                "select count(distinct tablename) from pg_stats where schemaname = 'vitrine_v1'") >= "20")
        #expect(
            try published.execute("select obj_description('vitrine_v1.fact_orders'::regclass)").contains("per order"))
        #expect(
            try count(
                """
                select count(*) from pg_attribute join pg_class on attrelid = pg_class.oid
                where relnamespace = 'vitrine_v1'::regnamespace and relkind = 'r' and atttypid = 'text'::regtype
                    and attcollation <> (select oid from pg_collation where collname = 'C')
                """) == 0)
    }

    @Test func theSameContentChangesNothingAndNewContentMakesAVersion() async throws {
        let published = try PublishedShop()
        let first = try published.shop.export("first", orders: 150).path
        let second = try published.shop.export("second", orders: 200, seed: 2).path
        #expect(try published.load(first).version.hasPrefix("1-"))
        let again = try published.load(first)
        #expect(!again.isPublished)
        #expect(try published.schemas() == ["vitrine_v1"])
        let next = try published.load(second)
        #expect(next.version.hasPrefix("2-"))
        let warehouse = try published.open()
        #expect(warehouse.version.batches.count == 2)
        #expect(try await warehouse.rows("select count(*) as n from fact_orders", [])[0].get("n", as: Int.self) == 350)
        // The history of the checks goes on from version to version.
        let versions = try await warehouse.rows(
            "select distinct version_number from quality_history order by 1", []
        ).map { $0[0] }
        #expect(versions == [1, 2])
    }

    @Test func threeVersionsStayAndThoseThatAreHeld() async throws {
        let published = try PublishedShop()
        func loadNext(_ number: Int) throws {
            try published.load(try published.shop.export("export\(number)", orders: 60, seed: UInt64(number)).path)
        }
        try loadNext(1)
        let held = try published.open(connections: 1)
        for number in 2...5 { try loadNext(number) }
        #expect(try published.schemas() == ["vitrine_v1", "vitrine_v3", "vitrine_v4", "vitrine_v5"])
        // The reader of the first version never asked before, and still gets its own rows.
        #expect(try await held.rows("select count(*) as n from fact_orders", [])[0].get("n", as: Int.self) == 60)
        withExtendedLifetime(held) {}
    }

    @Test func aVersionThatIsNoLongerHeldGoesWithTheNextLoad() throws {
        let published = try PublishedShop()
        func loadNext(_ number: Int) throws {
            try published.load(try published.shop.export("export\(number)", orders: 60, seed: UInt64(number)).path)
        }
        try loadNext(1)
        try { _ = try published.open() }()
        for number in 2...4 { try loadNext(number) }
        #expect(try published.schemas() == ["vitrine_v2", "vitrine_v3", "vitrine_v4"])
        #expect(try published.execute("select count(*) from vitrine.versions") == "3")
    }

    @Test func leftoversGo() throws {
        let published = try PublishedShop()
        let export = try published.shop.export("export", orders: 60).path
        try published.load(export)
        try published.execute(
            """
            create schema vitrine_v99; comment on schema vitrine_v99 is 'Vitrine: version 99-abc';
            create table vitrine_v99.t (a integer);
            create schema vitrine_v98; comment on schema vitrine_v98 is 'somebody else''s'
            """)
        try published.load(export)
        #expect(try published.schemas() == ["vitrine_v1", "vitrine_v98"])
    }

    @Test func aSecondLoadIsToldWhoLoads() throws {
        let published = try PublishedShop()
        let export = try published.shop.export("export", orders: 60).path
        guard case .postgreSQL(let address) = try published.address() else { return }
        let first = try PostgreSQLTarget(address, home: try Home(path: published.shop.folder + "/other"))
        let error = warehouseError { try published.load(export) }
        #expect(error?.kind == .environment)
        #expect(error?.message.contains("another load is running") == true, "\(String(describing: error))")
        #expect(error?.message.contains("vitrine load, process \(getpid())") == true, "\(String(describing: error))")
        withExtendedLifetime(first) {}
    }

    @Test func aHomeServesTwoWarehouses() throws {
        let published = try PublishedShop()
        let (first, second) = (
            try published.shop.export("first", orders: 60).path,
            try published.shop.export("second", orders: 80, seed: 2).path
        )
        try published.load(first)
        try published.shop.load(second)
        // Neither removed what the other was built from.
        #expect(try published.load(second).version.hasPrefix("2-"))
        #expect(try published.shop.load(first).version.hasPrefix("2-"))
        let landed = try FileManager.default.contentsOfDirectory(atPath: published.shop.homePath + "/landing")
        #expect(landed.count == 2)
    }

    @Test func anotherHomeIsRefused() throws {
        let published = try PublishedShop()
        let export = try published.shop.export("export", orders: 60).path
        try published.load(export)
        let error = warehouseError { try published.load(export, home: published.shop.folder + "/elsewhere") }
        #expect(error?.kind == .environment)
        #expect(error?.message.contains("from another home") == true)
    }

    /// A copy of a database is another warehouse, though it says the same of itself.
    @Test func aCopyOfADatabaseKeepsItsOwnBatches() throws {
        let original = try PublishedShop()
        let exports = try (1...4).map { try original.shop.export("\($0)", orders: 60, seed: UInt64($0)).path }
        try original.load(exports[0])
        let copy = "\(original.database)_copy"
        try original.cluster.execute(
            "create database \(copy) template \(original.database)", database: "postgres")
        let address = try WarehouseAddress(
            original.cluster.url(database: copy, user: "postgres", password: PrivateCluster.password))
        func loadCopy(_ export: String) throws -> LoadSummary {
            try Loader(home: try original.shop.home(), warehouse: address).load([export])
        }
        #expect(try loadCopy(exports[1]).isPublished)
        #expect(try original.load(exports[2]).isPublished)
        #expect(try loadCopy(exports[3]).version.hasPrefix("3-"))
    }

    @Test func aVersionWhoseTablesAreGoneIsBuiltAnew() throws {
        let published = try PublishedShop()
        let export = try published.shop.export("export", orders: 60).path
        let damages = ["drop schema vitrine_v1 cascade", "drop table vitrine_v2.mart_daily_sales"]
        for (number, damage) in damages.enumerated() {
            try published.load(export)
            try published.execute(damage)
            let mended = number == 0 ? try published.load() : try published.load(export)
            #expect(mended.isPublished)
            #expect(try published.open().version.number == number + 2)
        }
    }

    /// Sessions that do nothing for a while may be ended by the server's administrators.
    @Test func aSessionThatEndsWhileReadingLosesNoHistory() async throws {
        let published = try PublishedShop()
        try published.load(try published.shop.export("first", orders: 60).path)
        let second = try published.shop.export("second", orders: 80, seed: 2).path
        let progress = LoadProgress { stage in
            guard stage == .comparing else { return }
            _ = try? published.execute(
                """
                select pg_terminate_backend(pid) from pg_stat_activity
                where datname = current_database() and application_name like 'vitrine load%'
                """)
        }
        let loader = Loader(home: try published.shop.home(), warehouse: try published.address())
        #expect(try loader.load([second], progress: progress).version.hasPrefix("2-"))
        let versions = try await published.open().rows(
            "select distinct version_number from quality_history order by 1", []
        ).map { $0[0] }
        #expect(versions == [1, 2])
    }

    @Test func whatARoleOrADatabaseLimitsDoesNotEndLongWork() throws {
        let published = try PublishedShop()
        try published.load(try published.shop.export("export", orders: 150).path)
        try published.execute("alter database \(published.database) set statement_timeout = '1ms'")
        #expect(try CheckRun.run(on: published.shop.home(), in: published.address()) != nil)
        #expect(try published.open().rowCounts["fact_orders"] == 150)
    }

    @Test func otherModelsAreRefusedAndBuiltAnew() throws {
        let published = try PublishedShop()
        try published.load(try published.shop.export("export", orders: 60).path)
        try published.execute("update vitrine.versions set models = 'of old'")
        let error = warehouseError { _ = try published.open() }
        #expect(error?.message.contains("another Vitrine") == true)
        #expect(try published.load().version.hasPrefix("2-"))
        #expect(try published.open().version.number == 2)
    }

    @Test func aNewerFormIsRefused() throws {
        let published = try PublishedShop()
        let export = try published.shop.export("export", orders: 60).path
        try published.load(export)
        try published.execute("update vitrine.warehouse set format = 2")
        for error in [warehouseError { _ = try published.open() }, warehouseError { try published.load(export) }] {
            #expect(error?.message.contains("newer Vitrine") == true)
        }
    }

    @Test func checksLookAtWhatTheServerServes() throws {
        let published = try PublishedShop()
        try published.load(try published.shop.export("export", orders: 150).path)
        let sound = try #require(try CheckRun.run(on: published.shop.home(), in: published.address()))
        #expect(sound.results.allSatisfy { $0.isPassed || $0.severity == .warn })
        try published.execute("update vitrine_v1.fact_orders set items_value = items_value + 1 where order_key = 1")
        let broken = try #require(try CheckRun.run(on: published.shop.home(), in: published.address()))
        let failed = broken.results.filter { !$0.isPassed && $0.severity == .error }.map(\.name)
        #expect(failed.contains("order_totals_match_lines"))
        let elsewhere = try Home(path: published.shop.folder + "/elsewhere")
        let error = warehouseError { _ = try CheckRun.run(on: elsewhere, in: published.address()) }
        #expect(error?.message.contains("was loaded from another home") == true)
    }

    @Test func anEmptyDatabaseHasNothing() throws {
        let published = try PublishedShop()
        #expect(try OpenWarehouse.current(of: published.shop.home(), in: published.address()) == nil)
        #expect(try CheckRun.run(on: published.shop.home(), in: published.address()) == nil)
        #expect(warehouseError { try published.load() }?.message.contains("nothing has been loaded") == true)
    }
}

/// Runs `body` and gives the warehouse's error that it throws; nil when it throws none.
func warehouseError(_ body: () throws -> Void) -> WarehouseError? {
    do {
        try body()
        return nil
    } catch {
        return error as? WarehouseError
    }
}
