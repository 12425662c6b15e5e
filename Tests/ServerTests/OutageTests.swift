import Foundation
import Hummingbird
import HummingbirdTesting
import PrivateCluster
import Testing
import Warehouse

@testable import Server

/// A server over PostgreSQL whose database goes away and comes back.
@Suite(.enabled(if: PrivateCluster.obstacle == nil, "PostgreSQL is not installed"))
struct OutageTests {
    private static let question = "/api/orders/timeline?days=all"

    @Test func anOutageIsToldOfAndSurvived() async throws {
        let cluster = try PrivateCluster()
        let address = try WarehouseAddress(
            cluster.url(database: cluster.makeDatabase(), user: "postgres", password: PrivateCluster.password))
        let export = try ServedShop(orders: 100)
        let shop = try ServedShop(loading: [export.folder + "/export"], into: address)

        // The database is down when the server starts: it says so, and serves as soon as it can.
        try cluster.stop()
        let server = try shop.server { $0.cacheCapacity = 0 }
        #expect(server.obstacle?.kind == .unavailable && !server.hasData)
        try await server.application().test(.live) { client in
            try await Self.expectOutage(client)
            try cluster.start()
            try await Self.expectAnswer(client)
            for isCrash in [false, true] {
                try cluster.stop(isCrash: isCrash)
                try await Self.expectOutage(client)
                try cluster.start()
                try await Self.expectAnswer(client)
            }
        }
    }

    private static func expectOutage(_ client: any TestClientProtocol) async throws {
        try await client.execute(uri: question, method: .get) { response in
            #expect(response.status == .serviceUnavailable)
            #expect(response.headers[.retryAfter] == "5")
            let text = String(buffer: response.body)
            #expect(text.contains("\"warehouse_unavailable\"") && !text.contains(PrivateCluster.password))
        }
        #expect(try await health(client, becomes: "unavailable"))
    }

    private static func expectAnswer(_ client: any TestClientProtocol) async throws {
        #expect(try await health(client, becomes: "connected"))
        let answer = try await client.get(question)
        #expect(answer.status == 200 && !answer.rows.isEmpty)
    }

    /// Whether the server's word about its database becomes this one in the end.
    private static func health(_ client: any TestClientProtocol, becomes wanted: String) async throws -> Bool {
        for _ in 0..<600 {
            let answer = try await client.get("/api/health")
            #expect(answer.status == 200)
            if answer.data["database"] as? String == wanted { return true }
            try await Task.sleep(for: .milliseconds(50))
        }
        return false
    }
}
