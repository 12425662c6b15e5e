import Demo
import DuckDB
import Foundation
import Testing

@testable import Warehouse

/// What a load makes of an export.
struct LoadTests {
    @Test func theWholeStarSchemaHoldsWhatTheExportHolds() throws {
        let shop = try Shop()
        let (path, export) = try shop.export("export", orders: 3000)
        let summary = try shop.load(path)
        #expect(summary.isPublished)
        for table in summary.tables {
            #expect(table.rowsRead == table.rowsLanded)
            #expect(table.rowsRejected == 0)
            #expect(table.rowsNew == table.rowsLanded)
            #expect(table.rowsChanged == 0)
        }
        #expect(summary.tables.reduce(0) { $0 + $1.rowsRead } == export.rows)
        #expect(summary.checks.allSatisfy { $0.isPassed || $0.severity == .warn })
        #expect(summary.asOf == export.asOfDay)
        for (table, file) in [
            ("fact_orders", "olist_orders_dataset.csv"), ("fact_order_items", "olist_order_items_dataset.csv"),
            ("fact_payments", "olist_order_payments_dataset.csv"), ("fact_reviews", "olist_order_reviews_dataset.csv"),
            ("dim_customers", "olist_customers_dataset.csv"), ("dim_products", "olist_products_dataset.csv"),
            ("dim_sellers", "olist_sellers_dataset.csv"),
        ] {
            let rows = try #require(export.files.first { $0.name == file }).rows
            #expect(try shop.number("select count(*) from \(table)") == Int64(rows))
        }
    }

    /// Compressing them takes a tenth of a load (docs/architecture.md, Cost).
    @Test func idsThatDifferInEveryRowAreStoredAsTheyAre() throws {
        let shop = try Shop()
        try shop.load(shop.export("export", orders: 3000).path)
        let connection = try shop.connection()
        for model in try ModelCatalog().published {
            let columns = try connection.query(
                """
                select column_name
                from pragma_storage_info(\(quotedLiteral(model.name)))
                where segment_type = 'VARCHAR'
                group by column_name
                having bool_and(compression = 'Uncompressed') and sum(count) > 1000
                """
            ).rows().map { try $0.get("column_name", as: String.self) }
            #expect(Set(columns) == model.uncompressed, "\(model.name)")
        }
    }

    @Test func theSameContentAgainChangesNothing() throws {
        let shop = try Shop()
        let path = try shop.export("export", orders: 500).path
        let first = try shop.load(path)
        let again = try shop.load(path)
        #expect(!again.isPublished)
        #expect(again.version == first.version)
        #expect(again.batch == first.batch)
        #expect(try FileManager.default.contentsOfDirectory(atPath: shop.homePath + "/landing") == [first.batch])
    }

    @Test func filesOneByOneInAnyOrderMakeTheSameWarehouse() throws {
        let shop = try Shop()
        let path = try shop.export("export", orders: 500).path
        try shop.load(path)
        let expected = try shop.fingerprints()
        #expect(expected.count >= 12)
        var files = try FileManager.default.contentsOfDirectory(atPath: path).sorted()
        for round in 0..<2 {
            let home = shop.folder + "/home-\(round)"
            for file in files { try shop.load("\(path)/\(file)", home: home) }
            #expect(try shop.fingerprints(home: home) == expected)
            files.reverse()
        }
    }

    /// DuckDB would take such names for columns and for patterns of other files' names.
    @Test func aHomeMayBeCalledAnything() throws {
        let shop = try Shop()
        let path = try shop.export("export", orders: 200).path
        // Rejects are read out of the home, too.
        try shop.write(
            String(contentsOfFile: path + "/olist_sellers_dataset.csv", encoding: .utf8) + "damaged\n",
            to: "export/olist_sellers_dataset.csv")
        try shop.load(path)
        let expected = try shop.fingerprints()
        for name in ["order_status=canceled/order_id=1/price=2", "h*me", "[h]ome/batch_id=3"] {
            let home = "\(shop.folder)/\(name)"
            try shop.load(path, home: home)
            #expect(try shop.fingerprints(home: home) == expected, "\(name)")
            #expect(try shop.number("select count(*) from load_rejects where batch_id <> '3'", home: home) == 1)
            // A second batch is compared with the first.
            let other = try shop.export("other", orders: 50, seed: 2).path
            #expect(try shop.load(other, home: home).isPublished)
        }
    }

    @Test func aSecondExportUpdatesAndAdds() throws {
        let shop = try Shop()
        let path = try shop.export("export", orders: 500).path
        try shop.load(path)
        let header = """
            order_id,customer_id,order_status,order_purchase_timestamp,order_approved_at,order_delivered_carrier_date,\
            order_delivered_customer_date,order_estimated_delivery_date
            """
        // The first five orders change their status, and one is new.
        let text = try String(contentsOfFile: path + "/olist_orders_dataset.csv", encoding: .utf8)
        let changed = text.split(separator: "\n").dropFirst().prefix(5).map { line in
            var fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            fields[2] = "returned"
            return fields.joined(separator: ",")
        }
        let added = "new-order,new-customer,created,2018-01-01 10:00:00,,,,2018-01-20 00:00:00"
        let update = try shop.write(([header] + changed + [added]).joined(separator: "\n"), to: "update/orders.csv")
        let before = try shop.number("select count(*) from fact_orders")

        let summary = try shop.load(update)
        let table = try #require(summary.tables.first)
        #expect((table.rowsRead, table.rowsNew, table.rowsChanged) == (6, 1, 5))
        #expect(try shop.number("select count(*) from fact_orders") == before.map { $0 + 1 })
        #expect(try shop.number("select count(*) from fact_orders where order_status = 'returned'") == 5)
        #expect(try shop.number("select count(*) from fact_orders where order_id = 'new-order'") == 1)

        // A reader of the version before would still find it: the last three stay.
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: shop.homePath + "/versions").sorted() == ["1", "2"])
    }

    @Test func geolocationIsReplacedByZipPrefix() throws {
        let shop = try Shop()
        let header = "geolocation_zip_code_prefix,geolocation_lat,geolocation_lng,geolocation_city,geolocation_state\n"
        try shop.load(
            try shop.write(
                header + "01001,-23.5,-46.6,a,SP\n01001,-23.7,-46.6,a,SP\n02002,-22,-43,b,RJ\n", to: "a/geolocation.csv"
            ))
        let summary = try shop.load(
            try shop.write(header + "01001,-23.1,-46.1,a,SP\n03003,-22,-43,c,RJ\n", to: "b/geolocation.csv"))
        let table = try #require(summary.tables.first)
        #expect((table.rowsNew, table.rowsChanged) == (1, 1))
        #expect(try shop.number("select count(*) from dim_geolocation") == 3)
        #expect(try shop.number("select point_count from dim_geolocation where zip_code_prefix = '01001'") == 1)
    }

    @Test func rowsOfAnUnknownOrderWaitUntilItComes() throws {
        let shop = try Shop()
        let path = try shop.export("export", orders: 300).path
        let waiting = try shop.load(path + "/olist_order_items_dataset.csv")
        #expect(waiting.rowsWaiting == waiting.tables.first?.rowsLanded)
        #expect(try shop.number("select count(*) from fact_order_items") == 0)
        let complete = try shop.load(path)
        #expect(complete.rowsWaiting == 0)
        #expect(try shop.number("select count(*) from load_rejects") == 0)
    }

    @Test func oldVersionsGoUnlessAReaderHoldsThem() throws {
        let shop = try Shop()
        try shop.load(try shop.export("export-1", orders: 50, seed: 1).path)
        let reader = try OpenWarehouse.current(of: shop.home())
        for seed in 2...5 { try shop.load(try shop.export("export-\(seed)", orders: 50, seed: UInt64(seed)).path) }
        let versions = try FileManager.default.contentsOfDirectory(atPath: shop.homePath + "/versions").sorted()
        #expect(versions == ["1", "3", "4", "5"])
        #expect(reader?.version.number == 1)
    }

    @Test func aLostLinkToTheCurrentVersionLosesNothing() throws {
        let shop = try Shop()
        let path = try shop.export("export", orders: 50).path
        try shop.load(path)
        try FileManager.default.removeItem(atPath: shop.homePath + "/current")
        #expect(try !shop.load(path).isPublished)
        #expect(try shop.number("select count(*) from fact_orders") == 50)
    }

    @Test(arguments: ["warehouse.duckdb", "version.json", ""])
    func aDamagedOrLostVersionIsBuiltAnewFromWhatLanded(what: String) throws {
        let shop = try Shop()
        let first = try shop.export("first", orders: 300).path
        let second = try shop.export("second", orders: 60, seed: 2).path
        try shop.load(first)
        try shop.load(second)
        let before = try shop.fingerprints()
        if what.isEmpty {
            // As where a backup of what cannot be made anew was put back.
            try FileManager.default.removeItem(atPath: shop.homePath + "/versions")
            try FileManager.default.removeItem(atPath: shop.homePath + "/current")
        } else {
            try Data("damaged".utf8).write(to: URL(fileURLWithPath: shop.homePath + "/current/" + what))
            #expect(throws: WarehouseError.self) { try OpenWarehouse.current(of: shop.home()) }
        }
        // What was loaded before is in the new version, too.
        let summary = try shop.load(second)
        #expect(summary.isPublished)
        let after = try shop.fingerprints()
        #expect(before.keys.filter { before[$0] != after[$0] } == [], "these tables differ")
        try shop.load()
        #expect(try shop.fingerprints() == before)
        #expect(try OpenWarehouse.current(of: shop.home())?.version.batches.count == 2)
    }

    @Test func theAsOfDayCanBeNamed() throws {
        let shop = try Shop()
        try shop.load(try shop.export("first", orders: 300).path)
        let day = try #require(Day("2018-03-31"))
        let told = try #require(try OpenWarehouse.current(of: shop.home()))
        let named = try #require(try OpenWarehouse.current(of: shop.home(), asOf: day))
        #expect(named.calendar.asOf == day && named.builtAsOf == told.calendar.asOf)
        #expect(named.calendar.last == told.calendar.last)
        #expect(named.identity != told.identity && told.identity == told.version.name)
    }

    @Test func aSecondLoadAtTheSameTimeIsToldWhoLoads() throws {
        let shop = try Shop()
        let path = try shop.export("export", orders: 50).path
        try shop.load(path)
        let lock = try LoadLock(home: shop.home())
        let error = try #require(throws: WarehouseError.self) { try shop.load(path) }
        #expect(error.message.contains("process \(ProcessInfo.processInfo.processIdentifier)"))
        withExtendedLifetime(lock) {}
    }
}
