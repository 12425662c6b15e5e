import Foundation
import HummingbirdTesting
import Synchronization
import Testing
import Values
import Warehouse

@testable import Server

/// A server and the versions that are published while it runs.
struct SwitchTests {
    /// What was seen while versions were published.
    private final class Observations: Sendable {
        let isDone = Atomic(false)
        /// The orders that each version has, as the overview tells, and as the timeline adds up to.
        let orders = Locked<[String: Set<Int>]>([:])
    }

    @Test func anEmptyHomeIsServedAndPicksUpTheFirstVersion() async throws {
        let shop = try ServedShop(orders: 0)
        try await shop.test { client in
            let health = try await client.get("/api/health")
            #expect(health.status == 200)
            #expect(health.data["warehouse_version"] is NSNull)
            let answer = try await client.get("/api/overview")
            #expect(answer.status == 503)
            #expect(answer.error["code"] as? String == "no_warehouse")
            try shop.publishAnother(orders: 100, seed: 1)
            try await Self.wait { try await client.get("/api/overview").status == 200 }
        }
    }

    @Test func aShopWithoutOrdersHasNoDay() async throws {
        let sellers = FileManager.default.temporaryDirectory.appending(path: "sellers-\(UUID().uuidString).csv")
        defer { try? FileManager.default.removeItem(at: sellers) }
        try Data("seller_id,seller_zip_code_prefix,seller_city,seller_state\ns1,01001,sao paulo,SP\n".utf8)
            .write(to: sellers)
        let shop = try ServedShop(loading: [sellers.path])
        try await shop.test { client in
            #expect(try await client.get("/api/health").data["as_of"] is NSNull)
            let answer = try await client.get("/api/overview")
            #expect(answer.status == 200)
            #expect(answer.meta["as_of"] is NSNull)
            #expect(answer.data["total_orders"] as? Int == 0)
        }
    }

    @Test func anotherHomeAtTheSamePathIsPickedUp() async throws {
        let shop = try ServedShop(orders: 100)
        let other = try ServedShop(orders: 200)
        try await shop.test { client in
            func orders() async throws -> Int? {
                try await client.get("/api/overview?days=all").data["total_orders"] as? Int
            }
            let (before, files) = (try await orders(), FileManager.default)
            // Both have a version of number 1.
            try files.removeItem(atPath: shop.home.path)
            try files.copyItem(atPath: other.home.path, toPath: shop.home.path)
            try await Self.wait { try await orders() != before }
            let replaced = try await orders()
            try files.removeItem(atPath: shop.home.path)
            try Loader(home: shop.home).load([shop.folder + "/export"])
            try await Self.wait { try await orders() != replaced }
            #expect(try await orders() == before)
        }
    }

    @Test func aPublishFailsNoRequestAndMixesNoVersions() async throws {
        let shop = try ServedShop(orders: 300)
        try await shop.test { client in
            let seen = Observations()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for index in 0..<8 {
                    group.addTask {
                        while !seen.isDone.load(ordering: .relaxed) {
                            let uri = index % 2 == 0 ? "/api/overview?days=all" : "/api/orders/timeline?days=all"
                            let answer = try await client.get(uri)
                            #expect(answer.status == 200)
                            let count =
                                answer.data["total_orders"] as? Int
                                ?? answer.rows.reduce(0) { $0 + ($1["order_count"] as? Int ?? 0) }
                            let version = try #require(answer.meta["warehouse_version"] as? String)
                            seen.orders.withLock { _ = $0[version, default: []].insert(count) }
                        }
                    }
                }
                for seed in 2...4 {
                    try await Task.detached { try shop.publishAnother(orders: 300, seed: UInt64(seed)) }.value
                    try await Self.wait {
                        let version = try await client.get("/api/health").data["warehouse_version"] as? String
                        return version?.hasPrefix("\(seed)-") == true
                    }
                    try await Task.sleep(for: .milliseconds(100))
                }
                seen.isDone.store(true, ordering: .relaxed)
                try await group.waitForAll()
            }
            let orders = seen.orders.withLock { $0 }
            #expect(orders.count >= 3)
            #expect(orders.values.allSatisfy { $0.count == 1 }, "\(orders)")
        }
    }

    /// Waits until something is so, for at most twenty seconds.
    private static func wait(until condition: () async throws -> Bool) async throws {
        for _ in 0..<400 {
            if try await condition() { return }
            try await Task.sleep(for: .milliseconds(50))
        }
        Issue.record("waited in vain")
    }
}
