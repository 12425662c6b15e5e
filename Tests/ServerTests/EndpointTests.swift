import Demo
import Foundation
import HummingbirdTesting
import Testing

@testable import Server

/// What the endpoints answer.
struct EndpointTests {
    private let shop: ServedShop

    init() throws { shop = try ServedShop() }

    @Test func healthNamesTheVersionAndTheDay() async throws {
        let expected = shop.summary?.asOfDay
        try await shop.test { client in
            let answer = try await client.get("/api/health")
            #expect(answer.status == 200)
            #expect(answer.data["status"] as? String == "healthy")
            #expect(answer.data["database"] as? String == "connected")
            #expect(answer.data["as_of"] as? String == expected)
            #expect((answer.data["warehouse_version"] as? String)?.hasPrefix("1-") == true)
        }
    }

    @Test func theOverviewOfAllDaysIsTheExport() async throws {
        let summary = try #require(shop.summary)
        @Sendable func rows(_ file: String) -> Int? { summary.files.first { $0.name == file }?.rows }
        try await shop.test { client in
            let data = try await client.get("/api/overview?days=all").data
            #expect(data["total_orders"] as? Int == rows("olist_orders_dataset.csv"))
            #expect(data["total_items_sold"] as? Int == rows("olist_order_items_dataset.csv"))
            #expect(data["total_payments"] as? Int == rows("olist_order_payments_dataset.csv"))
            let statuses = try #require(data["order_status_distribution"] as? [[String: Any]])
            #expect(statuses.reduce(0) { $0 + ($1["count"] as? Int ?? 0) } == rows("olist_orders_dataset.csv"))
            for field in [
                "total_revenue", "total_customers", "avg_order_value", "total_products", "active_sellers",
                "avg_installments", "total_freight", "total_payment_value", "avg_review_score", "on_time_rate",
                "repeat_rate",
            ] {
                #expect((data[field] as? Double ?? 0) > 0, "\(field)")
            }
        }
    }

    @Test func theTimelineHasOneRowADayAndAddsUpToTheOverview() async throws {
        try await shop.test { client in
            for range in ["days=7", "days=90", "days=all", "from=2018-01-01&to=2018-03-31"] {
                let timeline = try await client.get("/api/orders/timeline?\(range)")
                let overview = try await client.get("/api/overview?\(range)")
                let days = try #require((timeline.meta["range"] as? [String: Any])?["days"] as? Int)
                #expect(timeline.rows.count == days)
                #expect(Set(timeline.rows.compactMap { $0["date"] as? String }).count == days)
                let orders = timeline.rows.reduce(0) { $0 + ($1["order_count"] as? Int ?? 0) }
                #expect(orders == overview.data["total_orders"] as? Int)
                let revenue = timeline.rows.reduce(0) { $0 + ($1["revenue"] as? Double ?? 0) }
                #expect(abs(revenue - (overview.data["total_revenue"] as? Double ?? -1)) < 0.005)
            }
        }
    }

    @Test func daysOutsideTheDataAreZeros() async throws {
        try await shop.test { client in
            let rows = try await client.get("/api/orders/timeline?from=2010-01-01&to=2010-01-03").rows
            #expect(rows.map { $0["order_count"] as? Int } == [0, 0, 0])
            let overview = try await client.get("/api/overview?from=2010-01-01&to=2010-01-03").data
            #expect(overview["total_orders"] as? Int == 0)
            #expect(overview["avg_order_value"] is NSNull)
        }
    }

    @Test(arguments: [
        ("days=0", "days"), ("days=-1", "days"), ("days=x", "days"), ("days=999999", "days"),
        ("days=7&days=30", "days"),
        ("days=30&from=2018-01-01&to=2018-01-02", "days"), ("from=2018-01-01", "to"), ("to=2018-01-01", "from"),
        ("from=2018-02-30&to=2018-03-01", "from"), ("from=2018-02-01&to=2018-01-01", "to"), ("nonsense=1", "nonsense"),
        ("from=1999-01-01&to=2018-01-01", "from"), ("days=%FF", "days"),
        ("from=2018-01-01'%20or%201=1--&to=2018-01-02", "from"),
    ])
    func aBadParameterIsNamed(query: String, parameter: String) async throws {
        try await shop.test { client in
            for path in ["/api/overview", "/api/orders/timeline"] {
                let answer = try await client.get("\(path)?\(query)")
                #expect(answer.status == 400)
                #expect(answer.body["success"] as? Bool == false)
                #expect(answer.error["parameter"] as? String == parameter)
            }
        }
    }

    @Test func anUnchangedAnswerIsNotSentAgain() async throws {
        try await shop.test { client in
            for uri in ["/api/health", "/api/overview?days=90", "/api/orders/timeline?days=90"] {
                let tag = try #require(try await client.get(uri).tag)
                #expect(try await client.get(uri, tag: tag).status == 304)
                #expect(try await client.get(uri, tag: "\"other\"").status == 200)
            }
        }
    }

    @Test func whatIsNotThereIsSaidInTheApisForm() async throws {
        try await shop.test { client in
            let answer = try await client.get("/api/nothing")
            #expect(answer.status == 404)
            #expect(answer.error["code"] as? String == "not_found")
        }
    }

    @Test func everyResponseCarriesTheSecurityHeaders() async throws {
        try await shop.test { client in
            for uri in ["/", "/api/health", "/api/nothing", "/api/overview?days=x"] {
                try await client.execute(uri: uri, method: .get) { response in
                    #expect(response.headers[.contentSecurityPolicy]?.contains("default-src 'self'") == true)
                    #expect(response.headers[.xContentTypeOptions] == "nosniff")
                    #expect(response.headers[.referrerPolicy] == "no-referrer")
                }
            }
        }
    }

    @Test(arguments: ["/../Package.swift", "/%2e%2e/%2e%2e/Package.swift", "/..%2fPackage.swift", "//etc/passwd"])
    func nothingOutsideTheWebFolderIsServed(uri: String) async throws {
        try await shop.test { client in
            try await client.execute(uri: uri, method: .get) { #expect((400..<500).contains($0.status.code)) }
        }
    }
}
