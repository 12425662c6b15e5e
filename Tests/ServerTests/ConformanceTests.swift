import Demo
import Foundation
import Hummingbird
import HummingbirdTesting
import PrivateCluster
import Testing
import Warehouse

@testable import Server

/// Every endpoint gives the same JSON over PostgreSQL as over DuckDB, to the last byte; only the times of the loads and the
/// versions' names differ.
@Suite(.enabled(if: PrivateCluster.obstacle == nil, "PostgreSQL is not installed"))
struct ConformanceTests {
    /// The same data in both engines.
    private struct Pair: Sendable {
        let embedded: ServedShop
        let published: ServedShop

        init(_ sources: [String]) throws {
            let cluster = try PrivateCluster.shared.get()
            let address = try WarehouseAddress(
                cluster.url(database: cluster.makeDatabase(), user: "postgres", password: PrivateCluster.password))
            embedded = try ServedShop(loading: sources)
            published = try ServedShop(loading: sources, into: address)
        }
    }

    private static let demo = Result {
        let folder = FileManager.default.temporaryDirectory.path + "/vitrine-tests-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: folder) }
        _ = try DemoShop(options: DemoShop.Options(orders: 1500)).write(to: folder, progress: nil)
        return try Pair([folder])
    }

    private static let olist = Result { try Pair([OlistArchive.path].compactMap { $0 }) }

    /// What restricts and divides the questions, in the words of the API; an endpoint is asked what it takes.
    private static let variants: [[String]] = [
        [], ["days=all"], ["days=365"], ["days=365", "state=SP"], ["days=all", "category=beleza_saude"],
        ["days=all", "payment_type=boleto", "review_score=5"], ["days=90", "compare=previous"],
        ["days=365", "compare=year", "seller_state=SP"], ["days=all", "status=delivered", "weekday=0", "hour=12"],
        ["days=all", "customer_type=returning"], ["from=2017-01-01", "to=2017-06-30", "price_band=R$%2050-100"],
        ["days=30", "city=there%20is%20none"],
    ]

    private static let questions = [
        "metrics=revenue,orders,customers&by=state", "metrics=revenue&by=city&limit=50&days=all",
        "metrics=orders&by=category_english,status&days=all&limit=100",
        "metrics=median_delivery_days,p90_delivery_days,avg_delivery_days&grain=month&days=all",
        "metrics=revenue,payment_value,avg_review_score&by=category,state,payment_type&days=all&limit=200",
        "metrics=repeat_rate,customers,new_customers,returning_customers&by=region&grain=quarter&days=all",
        "metrics=items,avg_price&by=product&days=all&limit=100&sort=-avg_price",
        "metrics=revenue&by=seller,seller_city&days=all&limit=100&sort=seller_city",
    ]

    private static func paths() -> [String] {
        let endpoints = Endpoints.all.filter { $0.method == .get && !$0.usesModels && $0.path != "query" }
        let asked = endpoints.flatMap { endpoint -> [String] in
            let names = endpoint.parameters.names
            let queries = variants.map { variant in
                variant.filter { names.contains(String($0.prefix { $0 != "=" })) }.joined(separator: "&")
            }
            return Set(queries).sorted().map { "/api/\(endpoint.path)" + ($0.isEmpty ? "" : "?\($0)") }
        }
        return asked + questions.map { "/api/query?\($0)" }
    }

    /// An answer without what differs between two loads of the same data.
    private static func text(_ response: TestResponse) -> String {
        String(buffer: response.body).replacing(
            /"(warehouse_version|published_at|landed_at)":"[^"]*"/, with: { "\"\($0.output.1)\":\"\"" })
    }

    private func compare(_ pair: Pair) async throws {
        let paths = Self.paths()
        #expect(paths.count > 150)
        try await pair.embedded.test { embedded in
            try await pair.published.test { published in
                for path in paths {
                    let wanted = try await embedded.execute(uri: path, method: .get)
                    let answer = try await published.execute(uri: path, method: .get)
                    #expect(wanted.status == .ok && answer.status == .ok, "\(path)")
                    #expect(Self.text(answer) == Self.text(wanted), "\(path)")
                }
            }
        }
    }

    @Test func theDemoShopIsServedAlike() async throws { try await compare(Self.demo.get()) }

    @Test(.enabled(if: OlistArchive.path != nil, "the Olist archive is not here"))
    func olistIsServedAlike() async throws { try await compare(Self.olist.get()) }
}
