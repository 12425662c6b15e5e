import Testing

@testable import Ingest

/// Which table a file is taken for.
struct RecognitionTests {
    private static let items = [
        "order_id", "order_item_id", "product_id", "seller_id", "shipping_limit_date", "price", "freight_value",
    ]

    private func table(_ fileName: String, _ header: [String]) -> String? {
        guard case .table(let table, _, _) = Recognition.recognise(fileName: fileName, header: header) else {
            return nil
        }
        return table.name
    }

    @Test func everyTableIsKnownByItsHeaderAlone() {
        for schema in SourceTables.all {
            #expect(table("export.csv", schema.columns.map(\.name)) == schema.name)
        }
    }

    @Test func noRowLandsWithoutItsKey() throws {
        for schema in SourceTables.all {
            for name in schema.key {
                let column = try #require(schema.column(named: name), "\(schema.name).\(name)")
                #expect(column.isRequired && !column.isNullable, "\(schema.name).\(name)")
            }
        }
    }

    @Test func columnsMayStandInAnyOrderAmongOthers() {
        let header = ["extra"] + Self.items.reversed() + ["more"]
        guard
            case .table(let table, let positions, let extra) = Recognition.recognise(fileName: "x.csv", header: header)
        else {
            Issue.record("not recognised")
            return
        }
        #expect(table.name == "order_items")
        #expect(positions == [7, 6, 5, 4, 3, 2, 1])
        #expect(extra == ["extra", "more"])
    }

    @Test func namesMayDifferInCaseAndSpaces() {
        #expect(table("x.csv", Self.items.map { " " + $0.uppercased().replacing("_", with: " ") }) == "order_items")
    }

    @Test func aMissingNeededColumnIsNamed() {
        let outcome = Recognition.recognise(
            fileName: "olist_order_items_dataset.csv", header: Self.items.filter { $0 != "price" })
        #expect(outcome == .incomplete(SourceTables.orderItems, missing: ["price"]))
    }

    @Test func aMissingOptionalColumnLandsAsNull() {
        let header = Self.items.filter { $0 != "shipping_limit_date" }
        guard case .table(_, let positions, _) = Recognition.recognise(fileName: "x.csv", header: header) else {
            Issue.record("not recognised")
            return
        }
        #expect(positions == [0, 1, 2, 3, nil, 4, 5])
    }

    @Test func aColumnNamedTwiceIsRefused() {
        #expect(
            Recognition.recognise(fileName: "x.csv", header: Self.items + ["Price"])
                == .ambiguous(SourceTables.orderItems, column: "price"))
        #expect(table("x.csv", Self.items + ["more", "more"]) == "order_items")
    }

    @Test func jsonLinesMayOmitWhatIsNull() {
        let header = ["customer_id", "customer_unique_id"]
        #expect(Recognition.recognise(fileName: "x.jsonl", header: header) == .unknown)
        guard case .table(let table, _, _) = Recognition.recognise(fileName: "x", header: header, omitsNulls: true)
        else {
            Issue.record("not recognised")
            return
        }
        #expect(table.name == "customers")
    }

    @Test(arguments: [
        ("olist_orders_dataset.csv", "orders"), ("orders.csv", "orders"), ("orders-2018-09.csv.gz", "orders"),
        ("order_items.parquet", "order_items"), ("Olist_Order_Items_Dataset.CSV", "order_items"),
        ("olist_order_payments_dataset_part2.jsonl", "order_payments"),
        ("product_category_name_translation.csv", "product_category_name_translation"), ("products.csv", "products"),
    ])
    func fileNames(name: String, expected: String) {
        #expect(Recognition.table(named: name)?.name == expected)
    }

    @Test func unknownFilesAreUnknown() {
        #expect(Recognition.recognise(fileName: "readme.csv", header: ["a", "b"]) == .unknown)
    }
}
