import Foundation
import HummingbirdTesting
import Testing

@testable import Server

/// The facts that are known of the real data set come back from the endpoints. The archive lies beside the project, or
/// where `VITRINE_OLIST` says.
@Suite(.enabled(if: OlistArchive.path != nil, "the Olist archive is not here"))
struct OlistEndpointTests {
    /// Loaded once for all tests of the process.
    private static let shop = Result { try ServedShop(loading: [OlistArchive.path].compactMap { $0 }) }

    private func ask(_ body: @escaping @Sendable (any TestClientProtocol) async throws -> Void) async throws {
        try await Self.shop.get().test { try await body($0) }
    }

    @Test func theOverview() async throws {
        try await ask { client in
            let answer = try await client.get("/api/overview?days=all")
            #expect(answer.meta["as_of"] as? String == "2018-08-29")
            let expected: [String: Double] = [
                "total_orders": 99_441, "total_customers": 96_096, "total_items_sold": 112_650,
                "total_revenue": 13_591_643.70, "total_freight": 2_251_909.54, "total_payments": 103_886,
                "total_payment_value": 16_008_872.12,
            ]
            for (field, value) in expected { #expect(answer.data[field] as? Double == value, "\(field)") }
            #expect(rounded(answer.data["avg_review_score"], 4) == 4.0864)
            #expect(rounded(answer.data["avg_order_value"], 6) == rounded(13_591_643.70 / 98_666, 6))
            #expect(rounded(answer.data["on_time_rate"], 9) == rounded(89_936.0 / 96_470, 9))
            #expect(rounded(answer.data["repeat_rate"], 9) == rounded(2997.0 / 96_096, 9))
            let statuses = try #require(answer.data["order_status_distribution"] as? [[String: Any]])
            let counts = statuses.map { row in "\(row["order_status"] ?? "") \(row["count"] ?? "")" }
            #expect(
                counts == [
                    "delivered 96478", "shipped 1107", "canceled 625", "unavailable 609", "invoiced 314",
                    "processing 301", "created 5", "approved 2",
                ])
            #expect(try await client.get("/api/overview").data["total_orders"] as? Int == 6829)
        }
    }

    @Test func customers() async throws {
        try await ask { client in
            let frequency = try await client.get("/api/customers/frequency").rows
            let people = frequency.map { ($0["order_count"] as? Int ?? 0, $0["customer_count"] as? Int ?? 0) }
            #expect(people.reduce(0) { $0 + $1.1 } == 96_096)
            #expect(people.filter { $0.0 >= 2 }.reduce(0) { $0 + $1.1 } == 2997)
            #expect(people.map(\.0).max() == 17)
            let tiers = try await client.get("/api/customers/lifetime-value").rows
            #expect(
                tiers.map { "\($0["segment"] ?? "") \($0["customer_count"] ?? "")" } == [
                    "VIP (R$ 5000+) 8", "High (R$ 2000-5000) 217", "Medium (R$ 500-2000) 4264", "Low (< R$ 500) 91607",
                ])
            let states = try await client.get("/api/customers/geography").rows
            #expect(line(states[0]) == "SP 40302 41746 5202955.05")
            #expect(line(states[1]) == "RJ 12384 12852 1824092.67")
            func line(_ row: [String: Any]) -> String {
                ["customer_state", "customer_count", "order_count", "total_revenue"].map { "\(row[$0] ?? "")" }
                    .joined(separator: " ")
            }
        }
    }

    @Test func paymentsAndPrices() async throws {
        try await ask { client in
            let methods = try await client.get("/api/payments/methods?days=all").rows
            let values = methods.map { row -> String in
                let type = row["payment_type"] as? String ?? ""
                return "\(type) \(row["transaction_count"] ?? "") \(cents(row["total_value"]))"
            }
            #expect(
                values == [
                    "credit_card 76795 1254208419", "boleto 19784 286936127", "voucher 5775 37943687",
                    "debit_card 1529 21798979", "not_defined 3 0",
                ])
            let prices = try await client.get("/api/products/price-distribution").rows
            #expect(
                prices.map { "\($0["price_range"] ?? "") \($0["item_count"] ?? "")" } == [
                    "R$ 0-50 39024", "R$ 50-100 33141", "R$ 100-200 27012", "R$ 200-500 10234", "R$ 500+ 3239",
                ])
            let categories = try await client.get("/api/products/categories?days=all").rows
            #expect(
                categories.prefix(3).map { "\($0["category"] ?? "") \(cents($0["total_revenue"]))" } == [
                    "beleza_saude 125868134", "relogios_presentes 120500568", "cama_mesa_banho 103698868",
                ])
        }
    }

    @Test func deliveries() async throws {
        try await ask { client in
            let answer = try await client.get("/api/orders/delivery-performance?days=all")
            let stats = try #require(answer.body["stats"] as? [String: Any])
            #expect(stats["delivery_count"] as? Int == 96_470)
            #expect(rounded(stats["avg_delivery_days"], 3) == 12.558)
            #expect(rounded(stats["median_delivery_days"], 3) == 10.217)
            #expect(rounded(stats["on_time_rate"], 9) == rounded(89_936.0 / 96_470, 9))
            #expect(answer.rows.reduce(0) { $0 + ($1["count"] as? Int ?? 0) } == 96_470)
        }
    }

    @Test func whatOnlyTheSemanticLayerTells() async throws {
        try await ask { client in
            let metrics = "orders_with_items,reviews,on_time_orders,timed_deliveries,repeat_customers"
            let row = try #require(try await client.get("/api/query?days=all&metrics=\(metrics)").rows.first)
            #expect(row["orders_with_items"] as? Int == 98_666)
            #expect(row["reviews"] as? Int == 99_224)
            #expect(row["on_time_orders"] as? Int == 89_936)
            #expect(row["timed_deliveries"] as? Int == 96_470)
            #expect(row["repeat_customers"] as? Int == 2997)
            let types = try await client.get("/api/query?days=all&metrics=orders&by=payment_type").rows
            #expect(types.first { $0["payment_type"] is NSNull }?["orders"] as? Int == 99_441 - 99_440)
        }
    }

    @Test func knownDirt() async throws {
        let dirt = [
            "categories_without_translation": 2, "reviews_shared_by_orders": 814, "products_without_category": 610,
            "products_without_dimensions": 2, "products_of_no_weight": 4, "geolocation_duplicates": 261_831,
            "geolocation_outside_brazil": 31, "customers_without_geolocation": 278, "sellers_without_geolocation": 7,
            "orders_without_lines": 775, "orders_without_payment": 1, "orders_without_review": 768,
            "orders_delivered_without_time": 8, "orders_canceled_but_delivered": 6,
            "orders_shipped_before_approval": 1359, "orders_delivered_before_shipped": 23, "payments_of_zero": 9,
            "payments_without_installments": 2, "payments_not_defined": 3, "payments_not_starting_at_one": 80,
            "orders_paid_differently": 303, "orders_after_as_of": 25, "months_without_orders": 1,
            "reviews_without_answer_time": 60, "reviews_without_creation_date": 17,
        ]
        try await ask { client in
            let data = try await client.get("/api/quality").data
            let checks = try #require(data["checks"] as? [[String: Any]])
            let failing = Dictionary(
                uniqueKeysWithValues: checks.map { ($0["name"] as? String ?? "", $0["rows_failing"] as? Int) })
            for (name, count) in dirt { #expect(failing[name] == count, "\(name)") }
            let loads = try #require(data["loads"] as? [[String: Any]])
            #expect(loads.count == 9)
            #expect(loads.reduce(0) { $0 + ($1["rows_rejected"] as? Int ?? 0) } == 0)
        }
    }
}

/// A number, rounded to so many decimals.
private func rounded(_ value: Any?, _ decimals: Int) -> Double? {
    (value as? Double).map { number in
        let power = pow(10, Double(decimals))
        return (number * power).rounded() / power
    }
}

/// An amount in hundredths.
private func cents(_ value: Any?) -> Int { Int(((value as? Double ?? .nan) * 100).rounded()) }

/// The real data set, where it lies beside the project.
enum OlistArchive {
    static let path: String? = {
        let beside = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../../shared/olist/archive.zip").standardizedFileURL.path
        let told = ProcessInfo.processInfo.environment["VITRINE_OLIST"]
        return [told, beside].compactMap { $0 }.first { FileManager.default.fileExists(atPath: $0) }
    }()
}
