import DuckDB
import Foundation
import Testing

@testable import Warehouse

/// What is kept of a row that cannot be used.
struct RejectTests {
    private static let orders = """
        order_id,customer_id,order_status,order_purchase_timestamp,order_estimated_delivery_date
        o1,c1,delivered,2018-01-01 10:00:00,2018-01-10 00:00:00
        """
    private static let items = "order_id,order_item_id,product_id,seller_id,price,freight_value"

    /// Loads order lines and returns the rejects as `line column value reason`.
    private func rejects(_ lines: String...) throws -> [String] {
        let shop = try Shop()
        try shop.write(Self.orders, to: "source/orders.csv")
        try shop.write(([Self.items] + lines).joined(separator: "\n"), to: "source/order_items.csv")
        let summary = try shop.load(shop.folder + "/source")
        for table in summary.tables { #expect(table.rowsRead == table.rowsLanded + table.rowsRejected) }
        let table = try #require(summary.tables.first { $0.name == "order_items" })
        #expect(table.rowsRead == lines.count)
        let rows = try shop.connection().query("select * from load_rejects order by line").rows()
        return rows.map { row in
            #expect("\(row["file"])".hasSuffix("source/order_items.csv"))
            #expect(row["table_name"] == "order_items")
            return ["line", "column_name", "value", "reason"].map { "\(row[$0])" }.joined(separator: "|")
        }
    }

    @Test func eachIsNamedByItsPlaceItsValueAndTheReason() throws {
        let rejects = try rejects(
            "o1,1,p,s,58.90,1", "o1,2,p,s,cheap,1", "o1,zwei,p,s,1,1", "o1,3,p,s,-1,1", ",4,p,s,1,1", "o1,5,p,s,1",
            "o1,6,p,s,1,1,more", "o1,7,p,s,1,", "o9,1,p,s,1,1")
        #expect(
            rejects == [
                "3|price|cheap|is not an amount of money: digits, with two decimals at most",
                "4|order_item_id|zwei|is not a whole number",
                "5|price|-1|is negative",
                "6|order_id|NULL|is empty, but every row needs it",
                "7|NULL|o1,5,p,s,1|has 5 fields where the header has 6",
                "8|NULL|o1,6,p,s,1,1,more|has 7 fields where the header has 6",
                "9|freight_value|NULL|is empty, but every row needs it",
                "10|order_id|o9|order_id o9 is not among the orders",
            ])
    }

    @Test func ofRowsWithTheSameKeyTheLastOneCounts() throws {
        let rejects = try rejects("o1,1,p,s,1,1", "o1,1,p,s,2,1", "o1,2,p,s,3,1", "o1,2,p,s,3,1")
        #expect(
            rejects == [
                "2|order_id, order_item_id|o1, 1|the same key stands again, with other values, at line 3, which is kept",
                "4|order_id, order_item_id|o1, 2|the same row stands again at line 5, which is kept",
            ])
    }

    @Test func linesOfTheFileAreCountedNotRecords() throws {
        let shop = try Shop()
        try shop.write(
            "review_id,order_id,review_score,review_comment_message\nr1,o1,5,\"one\ntwo\nthree\"\nr2,o1,9,bad\n",
            to: "source/order_reviews.csv")
        try shop.write(Self.orders, to: "source/orders.csv")
        try shop.load(shop.folder + "/source")
        let row = try #require(try shop.connection().query("select * from load_rejects").firstRow())
        #expect(row["line"] == 5)
        #expect(row["reason"] == "is above 5, the most allowed")
    }
}
