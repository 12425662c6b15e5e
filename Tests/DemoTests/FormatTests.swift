import Demo
import Testing

/// The files look as Olist's do, byte for byte where it matters.
struct FormatTests {
    let export: Export

    init() throws { export = try Export.usual.get() }

    @Test func headersAreOlists() throws {
        let expected = [
            "customers":
                #""customer_id","customer_unique_id","customer_zip_code_prefix","customer_city","customer_state""#
                + "\n",
            "geolocation":
                #""geolocation_zip_code_prefix","geolocation_lat","geolocation_lng","geolocation_city","geolocation_state""#
                + "\n",
            "order_items":
                #""order_id","order_item_id","product_id","seller_id","shipping_limit_date","price","freight_value""#
                + "\n",
            "order_payments":
                #""order_id","payment_sequential","payment_type","payment_installments","payment_value""# + "\n",
            "order_reviews":
                #""review_id","order_id","review_score","review_comment_title","review_comment_message","#
                + #""review_creation_date","review_answer_timestamp""# + "\r\n",
            "orders":
                #""order_id","customer_id","order_status","order_purchase_timestamp","order_approved_at","#
                + #""order_delivered_carrier_date","order_delivered_customer_date","order_estimated_delivery_date""#
                + "\n",
            "products":
                #""product_id","product_category_name","product_name_lenght","product_description_lenght","#
                + #""product_photos_qty","product_weight_g","product_length_cm","product_height_cm","product_width_cm""#
                + "\n",
            "sellers": #""seller_id","seller_zip_code_prefix","seller_city","seller_state""# + "\n",
            "product_category_name_translation": "\u{FEFF}product_category_name,product_category_name_english\r\n",
        ]
        #expect(DemoShop.tables.count == expected.count)
        for table in DemoShop.tables {
            let header = try #require(expected[table.name])
            #expect(export.content[table.name]?.starts(with: header.utf8) == true, "\(table.name)")
        }
    }

    @Test func translationEndsWithoutNewline() throws {
        let bytes = try #require(export.content["product_category_name_translation"])
        #expect(bytes.last != UInt8(ascii: "\n") && bytes.last != UInt8(ascii: "\r"))
        #expect(bytes.filter { $0 == UInt8(ascii: "\n") }.count == 71)
        #expect(export.rows("product_category_name_translation").count == 71)
    }

    @Test func reviewsEndLinesInCarriageReturns() throws {
        let bytes = try #require(export.content["order_reviews"])
        for (place, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
            try #require(bytes[place - 1] == UInt8(ascii: "\r"))
        }
        #expect(export.content["orders"]?.contains(UInt8(ascii: "\r")) == false)
    }

    /// Olist quotes an id when it starts with a digit, a zip prefix always.
    @Test func idsAreQuotedWhenTheyStartWithADigit() throws {
        let text = String(decoding: try #require(export.content["customers"]), as: UTF8.self)
        for line in text.split(separator: "\n").dropFirst().prefix(500) {
            let fields = line.split(separator: ",")
            for id in fields[0...1] {
                let bare = id.filter { $0 != "\"" }
                #expect(bare.utf8.count == 32)
                #expect(id.hasPrefix("\"") == (bare.first?.isNumber == true))
            }
            #expect(fields[2].utf8.count == 7 && fields[2].hasPrefix("\""))
        }
    }

    @Test func summaryTellsRowsAndBytes() {
        #expect(export.summary.files.map(\.name) == DemoShop.tables.map(\.file))
        for (table, file) in zip(DemoShop.tables, export.summary.files) {
            #expect(file.rows == export.rows(table.name).count, "\(table.name)")
            #expect(file.bytes == export.content[table.name]?.count, "\(table.name)")
            #expect(export.rows(table.name).allSatisfy { $0.count == table.columns.count }, "\(table.name)")
        }
    }

    @Test func rowCountsFollowTheOrders() {
        #expect(export.rows("orders").count == 10_000)
        #expect(export.rows("customers").count == 10_000)
        #expect(export.rows("geolocation").count == 100_000)
        #expect(export.rows("products").count == 3333)
        #expect(export.rows("sellers").count == 312)
        #expect((11_000...11_700).contains(export.rows("order_items").count))
        #expect((10_250...10_600).contains(export.rows("order_payments").count))
    }
}
