import Foundation
import HummingbirdTesting
import Testing

@testable import Server

/// The answers as CSV.
struct CSVTests {
    /// The endpoints that answer rows, each with a question of its own where it needs one.
    private static let questions: [(endpoint: Endpoint, query: String)] = Endpoints.all
        .filter { $0.takes(.format) && $0.shape == .rows }
        .map { endpoint in
            let isQuery = endpoint.takes(.metrics)
            return (endpoint, isQuery ? "metrics=revenue,avg_price&by=category,city&compare=previous&" : "")
        }

    @Test func everyEndpointOfRowsIsTheSameAsCSV() async throws {
        #expect(Self.questions.count >= 19)
        try await ServedShop.shared.get().test { client in
            for (endpoint, query) in Self.questions {
                let range = endpoint.takes(.last30Days) || endpoint.takes(.allDays) ? "days=all&" : ""
                let uri = "/api/\(endpoint.path)?\(query)\(range)"
                let json = try await client.get(uri)
                let records = try await client.records(uri + "format=csv")
                Self.expectSame(json.rows, records, uri, columns: endpoint.fields.map(\.name))
            }
        }
    }

    @Test(arguments: [("sellers/concentration", "days=all&", "curve"), ("quality", "", "checks")])
    func anObjectsListIsTheSameAsCSV(path: String, query: String, list: String) async throws {
        try await ServedShop.shared.get().test { client in
            let uri = "/api/\(path)?\(query)"
            let json = try await client.get(uri)
            let records = try await client.records(uri + "format=csv")
            let header = Set(records.first ?? [])
            let rows = (json.data[list] as? [[String: Any]] ?? []).map { $0.filter { header.contains($0.key) } }
            #expect(header.count >= 2)
            Self.expectSame(rows, records, uri, columns: [])
        }
    }

    @Test func whatWouldBeAFormulaIsOnlyText() async throws {
        let shop = try HostileShop()
        try await shop.served.test { client in
            for uri in [
                "/api/query?days=all&limit=1000&metrics=orders,revenue&by=city,category,seller_city&",
                "/api/customers/top-cities?limit=1000&", "/api/products/categories?days=all&",
                "/api/products/top-selling?days=all&limit=1000&", "/api/sellers/performance?days=all&limit=1000&",
            ] {
                let json = try await client.get(uri)
                let records = try await client.records(uri + "format=csv")
                Self.expectSame(json.rows, records, uri, columns: [])
                for field in records.joined() where Double(field) == nil {
                    let start = field.unicodeScalars.first
                    #expect(start.map(CSVText.formulaStarts.contains) != true, "\(uri): \(field)")
                }
            }
            let cities = try await client.records("/api/customers/top-cities?limit=1000&format=csv").map(\.[0])
            for city in HostileShop.texts { #expect(cities.contains { CSVText.withoutGuard($0) == city }, "\(city)") }
        }
    }

    private static func expectSame(
        _ rows: [[String: Any]], _ records: [[String]], _ uri: String, columns: [String]
    ) {
        let header = records.first ?? []
        #expect(columns.isEmpty || header == columns, "\(uri)")
        #expect(!rows.isEmpty && rows.count == records.count - 1, "\(uri)")
        for (row, record) in zip(rows, records.dropFirst()) {
            let areAlike =
                record.count == header.count && row.count == header.count
                && zip(header, record).allSatisfy { name, field in isSame(row[name], field) }
            #expect(areAlike, "\(uri): \(row) is \(record)")
        }
    }

    private static func isSame(_ value: Any?, _ field: String) -> Bool {
        switch value {
        case is NSNull: field.isEmpty
        case let text as String: text == CSVText.withoutGuard(field)
        // Foundation's JSON reader may miss a double's last bits.
        case let number as Double: Double(field).map { abs($0 - number) <= number.magnitude * 1e-14 } ?? false
        default: false
        }
    }
}

/// A small shop whose names would do harm in a spreadsheet, in SQL and in paths.
final class HostileShop: Sendable {
    let served: ServedShop
    private let folder: String

    /// Cities, and categories, as a seller might type them.
    static let texts = [
        "=1+1", "+55 11", "-2+3", "@sum(a1)", "=cmd|' /c calc'!a0", "a,b", "say \"hi\"",
        "'; drop table fact_orders; --",
        "../../etc/passwd", "são paulo", "'quoted'", "<script>alert(1)</script>", "%00", "$1", "\\", "null",
    ]

    init() throws {
        let folder = FileManager.default.temporaryDirectory.path + "/vitrine-hostile-" + UUID().uuidString
        self.folder = folder
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        func write(_ table: String, _ header: String, _ row: (Int, String) -> String) throws {
            let lines = Self.texts.enumerated().map { row($0, "\"" + $1.replacing("\"", with: "\"\"") + "\"") }
            try Data(([header] + lines).joined(separator: "\n").utf8)
                .write(to: URL(fileURLWithPath: "\(folder)/olist_\(table)_dataset.csv"))
        }
        try write(
            "orders",
            "order_id,customer_id,order_status,order_purchase_timestamp,order_approved_at,"
                + "order_delivered_carrier_date,order_delivered_customer_date,order_estimated_delivery_date"
        ) { index, _ in "o\(index),c\(index),delivered,2018-01-02 03:04:05,,,2018-01-05 00:00:00,2018-01-09 00:00:00" }
        try write(
            "customers", "customer_id,customer_unique_id,customer_zip_code_prefix,customer_city,customer_state"
        ) { index, text in "c\(index),p\(index),01001,\(text),SP" }
        try write("sellers", "seller_id,seller_zip_code_prefix,seller_city,seller_state") { _, text in
            "\(text),01001,\(text),SP"
        }
        try write(
            "products",
            "product_id,product_category_name,product_name_lenght,product_description_lenght,product_photos_qty,"
                + "product_weight_g,product_length_cm,product_height_cm,product_width_cm"
        ) { _, text in "\(text),\(text),1,1,1,1,1,1,1" }
        try write(
            "order_items", "order_id,order_item_id,product_id,seller_id,shipping_limit_date,price,freight_value"
        ) { index, text in "o\(index),1,\(text),\(text),,10.0\(index % 10),1.00" }
        served = try ServedShop(loading: [folder])
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }
}

extension TestClientProtocol {
    /// The records of an answer as CSV.
    func records(_ uri: String) async throws -> [[String]] {
        try await execute(uri: uri, method: .get) { response in
            #expect(response.status == .ok, "\(uri)")
            #expect(response.headers[.contentType]?.hasPrefix("text/csv") == true)
            #expect(response.headers[.contentDisposition]?.hasPrefix("attachment") == true)
            return CSVText.records(String(buffer: response.body))
        }
    }
}
