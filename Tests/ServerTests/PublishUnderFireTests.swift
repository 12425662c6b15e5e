import Foundation
import FoundationNetworking
import Hummingbird
import Synchronization
import Testing
import Values

@testable import Server

/// Versions that are published while clients ask over real sockets.
struct PublishUnderFireTests {
    private static let clients = 32

    /// What the clients saw.
    private final class Observations: Sendable {
        let isDone = Atomic(false)
        let requests = Atomic(0)
        let failures = Locked<[String]>([])
        /// By version and days: how many orders there are, as every endpoint tells.
        let orders = Locked<[String: Set<Int>]>([:])
        /// By version and URL: the bodies that were sent.
        let bodies = Locked<[String: Set<Data>]>([:])

        func fail(_ words: String) {
            failures.withLock { if $0.count < 20 { $0.append(words) } }
        }
    }

    @Test func noRequestFailsAndNoAnswerMixesVersions() async throws {
        let shop = try ServedShop(orders: 300)
        let seen = Observations()
        try await shop.live { base in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for index in 0..<Self.clients {
                    group.addTask { await Self.ask(base, first: index, seen) }
                }
                try await Self.waitUntil(version: 1, isSeenIn: seen)
                for number in 2...4 {
                    try await Task.detached { try shop.publishAnother(orders: 300, seed: UInt64(number)) }.value
                    try await Self.waitUntil(version: number, isSeenIn: seen)
                }
                seen.isDone.store(true, ordering: .relaxed)
                try await group.waitForAll()
            }
        }
        #expect(seen.failures.withLock { $0 } == [])
        #expect(seen.requests.load(ordering: .relaxed) > Self.clients * 4)
        let orders = seen.orders.withLock { $0 }
        #expect(Set(orders.keys.map { $0.prefix { $0 != " " } }).count == 4)
        #expect(orders.filter { $0.value.count != 1 } == [:])
        #expect(seen.bodies.withLock { $0.filter { $0.value.count != 1 }.keys.sorted() } == [])
    }

    /// Waits until a client was answered from a version, for at most a minute.
    private static func waitUntil(version number: Int, isSeenIn seen: Observations) async throws {
        for _ in 0..<1200 {
            if seen.orders.withLock({ $0.keys.contains { $0.hasPrefix("\(number)-") } }) { return }
            try await Task.sleep(for: .milliseconds(50))
        }
        Issue.record("version \(number) is not served")
    }

    /// Asks one question after the other over a connection of its own.
    private static func ask(_ base: String, first: Int, _ seen: Observations) async {
        let session = URLSession(configuration: .ephemeral)
        defer { session.invalidateAndCancel() }
        var number = first
        while !seen.isDone.load(ordering: .relaxed) {
            // Other days than a moment ago, so that most answers are made anew and not taken from the cache.
            let days = 1 + number * 7 % 800
            let path = paths[number % paths.count] + "days=\(days)"
            number += 1
            do {
                guard let url = URL(string: base + path) else { return seen.fail("no URL: \(path)") }
                let (body, response) = try await session.data(from: url)
                seen.requests.add(1, ordering: .relaxed)
                guard (response as? HTTPURLResponse)?.statusCode == 200,
                    let answer = try JSONSerialization.jsonObject(with: body) as? [String: Any],
                    let version = (answer["meta"] as? [String: Any])?["warehouse_version"] as? String
                else {
                    seen.fail("\(path): \(response)")
                    continue
                }
                seen.orders.withLock { $0["\(version) \(days)", default: []].formUnion(orders(in: answer)) }
                seen.bodies.withLock { _ = $0["\(version) \(path)", default: []].insert(body) }
            } catch {
                seen.fail("\(path): \(error)")
            }
        }
    }

    private static let paths = [
        "/api/overview?", "/api/orders/timeline?", "/api/orders/by-status?", "/api/query?metrics=orders&by=weekday&",
        "/api/query?metrics=customers,orders,revenue&by=state&", "/api/query?metrics=orders,payments&grain=month&",
    ]

    /// All the ways in which an answer says how many orders there are.
    private static func orders(in answer: [String: Any]) -> [Int] {
        func sum(_ rows: [[String: Any]], _ names: String...) -> Int {
            rows.reduce(0) { sum, row in sum + (names.compactMap { row[$0] as? Int }.first ?? 0) }
        }
        if let overview = answer["data"] as? [String: Any] {
            let statuses = overview["order_status_distribution"] as? [[String: Any]] ?? []
            return [overview["total_orders"] as? Int ?? -1, sum(statuses, "count")]
        }
        return [sum(answer["data"] as? [[String: Any]] ?? [], "order_count", "count", "orders")]
    }
}

extension ServedShop {
    /// Runs the server on a port of its own, and then something against it, given the server's address.
    func live(_ body: @escaping @Sendable (String) async throws -> Void) async throws {
        let (ports, ready) = AsyncStream<Int>.makeStream()
        let application = try server().application { ready.yield($0) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await application.runService(gracefulShutdownSignals: []) }
            group.addTask {
                for await port in ports { return try await body("http://127.0.0.1:\(port)") }
            }
            try await group.next()
            group.cancelAll()
            while let result = await group.nextResult() { _ = result }
        }
    }
}
