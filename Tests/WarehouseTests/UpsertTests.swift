import DuckDB
import Foundation
import Ingest
import Testing

@testable import Warehouse

/// A second export that changes some rows of every table and adds others.
struct UpsertTests {
    /// What the second export changes in each table; of every third row, or of every third zip prefix.
    private static let changes: [String: String] = [
        "orders": "'returned' as order_status",
        "order_items": "cast(cast(price as decimal(12, 2)) + 1.01 as varchar) as price",
        "order_payments": "'24' as payment_installments",
        "order_reviews": "case when review_score = '3' then '4' else '3' end as review_score",
        "customers": "'new town' as customer_city",
        "sellers": "'new town' as seller_city",
        "products": "'1234' as product_weight_g",
        "product_category_name_translation": "'renamed' as product_category_name_english",
        "geolocation": "'-10.5' as geolocation_lat",
    ]

    @Test func makesTheWarehouseThatTheMergedExportMakes() throws {
        let shop = try Shop()
        let first = try shop.export("first", orders: 400, seed: 1).path
        let other = try shop.export("other", orders: 150, seed: 2).path
        let (second, merged) = (shop.folder + "/second", shop.folder + "/merged")
        for folder in [second, merged] {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        }
        let connection = try Database(.memory).connect()
        for file in try FileManager.default.contentsOfDirectory(atPath: first) {
            let name = file.replacing("olist_", with: "").replacing("_dataset", with: "").replacing(".csv", with: "")
            let table = try #require(SourceTables.named(name), "\(file)")
            let change = try #require(Self.changes[name])
            let key = table.key.joined(separator: ", ")
            func source(_ folder: String) -> String {
                "read_csv(\(quotedLiteral("\(folder)/\(file)")), all_varchar = true, header = true)"
            }
            func write(_ select: String, to folder: String) throws {
                try connection.execute(
                    "copy (\(select)) to \(quotedLiteral("\(folder)/\(name).csv")) (format csv, header)")
            }
            // The other shop's rows are new, as far as it does not sell the same things at the same places.
            try write(
                """
                select * replace (\(change))
                from \(source(first))
                where hash(\(table.key[0])) % 3 = 0
                union all by name
                select other.*
                from \(source(other)) as other
                anti join \(source(first)) as known using (\(key))
                """, to: second)
            let changed = "read_csv(\(quotedLiteral("\(second)/\(name).csv")), all_varchar = true, header = true)"
            try write(
                """
                select * from \(changed)
                union all by name
                select known.* from \(source(first)) as known anti join \(changed) as changed using (\(key))
                """, to: merged)
        }

        try shop.load(first)
        let summary = try shop.load(second)
        #expect(summary.isPublished)
        for table in summary.tables {
            #expect(table.rowsChanged > 0, "\(table)")
            #expect(table.rowsNew + table.rowsChanged == table.rowsLanded, "\(table.name): \(table)")
        }
        #expect(summary.tables.first { $0.name == "orders" }?.rowsNew == 150)

        let reference = shop.folder + "/reference"
        try shop.load(merged, home: reference)
        #expect(try shop.fingerprints() == shop.fingerprints(home: reference))
        #expect(try shop.number("select count(*) from fact_orders") == 550)

        // The first export again is content that is known: it does not take the changes back.
        #expect(try !shop.load(first).isPublished)
    }

    @Test func theLatestOfSeveralBatchesCounts() throws {
        let shop = try Shop()
        let first = try shop.export("first", orders: 300).path
        try shop.load(first)
        let connection = try Database(.memory).connect()
        // Every second order, then every third: of some orders there are three versions.
        for (status, step) in [("second", 2), ("third", 3)] {
            let folder = "\(shop.folder)/\(status)"
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try connection.execute(
                """
                copy (
                    select * replace ('\(status)' as order_status)
                    from read_csv('\(first)/olist_orders_dataset.csv', all_varchar = true, header = true)
                    where hash(order_id) % \(step) = 0
                ) to '\(folder)/orders.csv' (format csv, header)
                """)
            let orders = try #require(try shop.load(folder).tables.first { $0.name == "orders" })
            #expect(orders.rowsNew == 0 && orders.rowsChanged == orders.rowsLanded && orders.rowsLanded > 50)
        }
        #expect(try shop.number("select count(*) from fact_orders") == 300)
        let wrong = """
            select count(*)
            from fact_orders
            where (order_status = 'third') <> (hash(order_id) % 3 = 0)
                or (order_status = 'second') <> (hash(order_id) % 2 = 0 and hash(order_id) % 3 <> 0)
            """
        #expect(try shop.number(wrong) == 0)
    }
}
