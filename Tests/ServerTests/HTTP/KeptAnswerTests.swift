import Foundation
import Hummingbird
import HummingbirdTesting
import Testing

@testable import Server

/// Kept answers over a real connection, where they are sent without passing through the server's tasks.
struct KeptAnswerTests {
    private static let shop = Result { try ServedShop(orders: 100) }

    private func serve(_ body: @escaping @Sendable (RawClient) async throws -> Void) async throws {
        try await Self.shop.get().server().application().test(.live) { client in
            try await body(try RawClient(port: try #require(client.port)))
        }
    }

    private func ask(_ path: String, _ method: String = "GET", _ headers: String = "") -> String {
        "\(method) \(path) HTTP/1.1\r\nHost: localhost\r\n\(headers)\r\n"
    }

    /// The names of the headers, sorted, and the body.
    private func parts(_ answer: String) -> (status: Substring, headers: [String: String], body: String) {
        let parts = answer.components(separatedBy: "\r\n\r\n")
        let lines = parts[0].components(separatedBy: "\r\n")
        let fields = lines.dropFirst().map { $0.split(separator: ":", maxSplits: 1).map(String.init) }
        return (
            lines[0].prefix(12), Dictionary(uniqueKeysWithValues: fields.map { ($0[0].lowercased(), $0[1]) }),
            parts.dropFirst().joined()
        )
    }

    @Test func aKeptAnswerIsTheSameToTheLastHeader() async throws {
        try await serve { client in
            let made = parts(await client.get("/api/overview?days=30"))
            let kept = parts(await client.get("/api/overview?days=30"))
            // This one comes with a body's length, and so goes the long way.
            let long = parts(await client.get("/api/overview?days=30", "Content-Length: 0\r\n"))
            #expect(made.headers["cache-status"] == " vitrine; fwd=miss")
            for answer in [kept, long] {
                #expect(answer.status == made.status && answer.body == made.body)
                #expect(answer.headers["cache-status"] == " vitrine; hit")
                #expect(answer.headers.keys.sorted() == made.headers.keys.sorted())
                for (name, value) in made.headers where !["cache-status", "x-request-id", "date"].contains(name) {
                    #expect(answer.headers[name] == value)
                }
            }
            #expect(Set([made, kept, long].map { $0.headers["x-request-id"] }).count == 3)
        }
    }

    @Test func answersComeInTheOrderOfTheirRequests() async throws {
        try await serve { client in
            _ = await client.get("/api/overview?days=7")
            let paths = (0..<30).map {
                ["/api/overview?days=7", "/api/nothing", "/api/overview?days=\($0 + 100)"][$0 % 3]
            }
            client.send(paths.map { ask($0) }.joined() + ask("/api/overview?days=7", "GET", "Connection: close\r\n"))
            let (text, isClosed) = await client.receive()
            #expect(isClosed)
            let statuses = text.components(separatedBy: "HTTP/1.1 ").dropFirst().map { $0.prefix(3) }
            #expect(statuses == paths.map { $0 == "/api/nothing" ? "404" : "200" } + ["200"])
            let ranges = text.components(separatedBy: "\"days\":").dropFirst().map { $0.prefix { $0 != "}" } }
            #expect(ranges == paths.filter { $0 != "/api/nothing" }.map { $0.split(separator: "=")[1] } + ["7"])
        }
    }

    @Test func headAndUnchangedAnswersHaveNoBody() async throws {
        try await serve { client in
            let made = parts(await client.get("/api/overview?days=9"))
            let tag = try #require(made.headers["etag"])
            for _ in 1...2 {
                client.send(ask("/api/overview?days=9", "HEAD"))
                client.send(ask("/api/overview?days=9", "GET", "If-None-Match:\(tag)\r\n"))
                client.send(ask("/api/nothing"))
                let text = await client.receive(until: "}}").text
                let answers = text.components(separatedBy: "HTTP/1.1 ").dropFirst()
                #expect(answers.map { $0.prefix(3) } == ["200", "304", "404"])
                let head = parts(try #require(answers.first))
                #expect(head.body.isEmpty)
                #expect(head.headers["content-length"] == made.headers["content-length"])
                let unchanged = parts(try #require(answers.dropFirst().first))
                #expect(unchanged.body.isEmpty)
                #expect(unchanged.headers["etag"] == tag)
                #expect(unchanged.headers["content-length"] == nil)
            }
        }
    }

    @Test func aPublishedVersionIsAnsweredFromAtOnce() async throws {
        let shop = try ServedShop(orders: 100)
        try await shop.server().application().test(.live) { test in
            let client = try RawClient(port: try #require(test.port))
            for _ in 1...2 { _ = await client.get("/api/overview?days=all") }
            let before = parts(await client.get("/api/overview?days=all"))
            #expect(before.headers["cache-status"] == " vitrine; hit")
            try shop.publishAnother(orders: 100, seed: 2)
            for _ in 0..<400 {
                if await client.get("/api/health").contains("\"warehouse_version\":\"2-") { break }
                try await Task.sleep(for: .milliseconds(50))
            }
            let after = parts(await client.get("/api/overview?days=all"))
            #expect(after.headers["cache-status"] == " vitrine; fwd=miss")
            #expect(after.body.contains("\"warehouse_version\":\"2-"))
        }
    }
}
