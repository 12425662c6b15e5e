import Foundation
import Hummingbird
import HummingbirdTesting
import Testing

@testable import Server

/// The rules of HTTP/1 over a real socket: when connections end, whose name counts, how bodies are framed.
@Suite(.serialized)
struct FramingTests {
    private static let shop = Result { try ServedShop(orders: 100) }

    private func serve(_ body: @escaping @Sendable (RawClient, Int) async throws -> Void) async throws {
        try await Self.shop.get().server().application().test(.live) { client in
            let port = try #require(client.port)
            try await body(try RawClient(port: port), port)
        }
    }

    private static func status(_ text: String) -> Int? {
        text.split(separator: " ", maxSplits: 2).dropFirst().first.flatMap { Int($0) }
    }

    @Test(arguments: [
        "HTTP/1.0\r\nHost: localhost\r\n", "HTTP/1.0\r\nHost: localhost\r\nConnection: keep-alive\r\n",
        "HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n", "HTTP/1.1\r\nHost: localhost\r\nConnection: Close\r\n",
        "HTTP/1.1\r\nHost: localhost\r\nConnection: close, TE\r\n",
        "HTTP/1.1\r\nHost: localhost\r\nConnection: TE,CLOSE\r\n",
        "HTTP/1.1\r\nHost: localhost\r\nConnection: keep-alive\r\nConnection: close\r\n",
    ])
    func theLastRequestOfAConnectionEndsIt(head: String) async throws {
        try await serve { _, port in
            // Made, kept, and a file.
            for path in ["/api/overview?days=9", "/api/overview?days=9", "/", "/api/nothing"] {
                let client = try RawClient(port: port)
                client.send("GET \(path) \(head)\r\nGET /api/health HTTP/1.1\r\nHost: localhost\r\n\r\n")
                let (text, isClosed) = await client.receive()
                #expect(Self.status(text) == (path == "/api/nothing" ? 404 : 200), "\(text.prefix(100))")
                #expect(text.lowercased().contains("\r\nconnection: close\r\n"))
                #expect(text.components(separatedBy: "HTTP/1.1 ").count == 2, "nothing is heard after it")
                #expect(isClosed)
            }
        }
    }

    @Test func otherConnectionsGoOn() async throws {
        try await serve { client, _ in
            for connection in ["keep-alive", "TE", "closed", "Keep-Alive, TE"] {
                let text = await client.get("/api/health", "Connection: \(connection)\r\n")
                #expect(Self.status(text) == 200)
                #expect(!text.lowercased().contains("connection: close"))
            }
        }
    }

    private static let post =
        "POST /api/ml/predict HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"

    @Test func aClientThatWaitsToBeAskedForItsBodyIsAsked() async throws {
        try await serve { client, _ in
            for _ in 1...2 {
                client.send(FramingTests.post + "Content-Length: 2\r\nExpect: 100-Continue\r\n\r\n")
                let (word, _) = await client.receive(until: "\r\n\r\n")
                #expect(word == "HTTP/1.1 100 Continue\r\n\r\n")
                client.send("{}")
                // There are no models.
                #expect(Self.status(await client.receive(until: "}}").text) == 503)
            }
            // One that does not wait is not told.
            client.send(FramingTests.post + "Content-Length: 2\r\nExpect: 100-continue\r\n\r\n{}")
            #expect(Self.status(await client.receive(until: "}}").text) == 503)
        }
    }

    @Test(arguments: [
        (FramingTests.post.replacing("json", with: "xml"), 415),
        (FramingTests.post.replacing("/ml/predict", with: "/health"), 405),
        (FramingTests.post + "Content-Length: 9000000\r\n", 413),
        (FramingTests.post.replacing("localhost", with: "evil.example"), 421),
    ])
    func aBodyThatIsNotWantedIsNotAskedFor(head: String, status: Int) async throws {
        try await serve { client, _ in
            let length = head.contains("Content-Length") ? "" : "Content-Length: 2\r\n"
            client.send(head + length + "Expect: 100-continue\r\n\r\n")
            let (text, isClosed) = await client.receive()
            #expect(Self.status(text) == status, "\(text.prefix(200))")
            #expect(text.components(separatedBy: "HTTP/1.1 ").count == 2)
            // The client may send the body all the same.
            #expect(isClosed)
        }
    }

    @Test func theNameInTheTargetCounts() async throws {
        try await serve { _, port in
            for (target, host, status) in [
                ("http://localhost:\(port)/api/health", "localhost", 200),
                ("http://localhost/api/health", "evil.example", 200), ("HTTP://LOCALHOST", "localhost", 200),
                ("http://evil.example/api/health", "localhost", 421), ("http://evil.example", "localhost", 421),
                ("http://user@localhost/", "localhost", 421), ("http:///api/health", "localhost", 421),
                ("http://evil.example:x/api/health", "localhost", 421), ("/http://localhost/", "localhost", 404),
            ] {
                let client = try RawClient(port: port)
                client.send("GET \(target) HTTP/1.1\r\nHost: \(host)\r\nConnection: close\r\n\r\n")
                let (text, _) = await client.receive()
                #expect(Self.status(text) == status, "\(target): \(text.prefix(100))")
            }
            // A name in the target does not stand in for a missing or doubled header.
            for hosts in ["", "Host: localhost\r\nHost: localhost\r\n"] {
                let client = try RawClient(port: port)
                client.send("GET http://localhost/ HTTP/1.1\r\n\(hosts)Connection: close\r\n\r\n")
                #expect(Self.status(await client.receive().text) == 400)
            }
        }
    }

    @Test(arguments: [
        ("Transfer-Encoding: gzip, chunked\r\n", 501),
        ("Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n", 501),
        ("Transfer-Encoding: chunked, chunked\r\n", 400), ("Transfer-Encoding: chunked, gzip\r\n", 400),
        ("Transfer-Encoding: gzip\r\n", 400), ("Content-Length: 9223372036854775807\r\n", 413),
        ("Content-Length: 9223372036854775808\r\n", 413), ("Content-Length: 18446744073709551615\r\n", 413),
        ("Content-Length: 18446744073709551616\r\n", 400), ("Content-Encoding: gzip\r\nContent-Length: 11\r\n", 415),
    ])
    func aBodyThatCannotBeReadIsRefusedAtOnce(headers: String, status: Int) async throws {
        try await serve { client, _ in
            client.send(FramingTests.post + headers + "\r\n2\r\n{}\r\n0\r\n\r\n")
            let (text, _) = await client.receive(until: "}}")
            #expect(Self.status(text) == status, "\(text.prefix(200))")
        }
    }

    @Test func chunksAreReadInHTTP11Only() async throws {
        try await serve { client, port in
            client.send(FramingTests.post + "Transfer-Encoding: Chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n")
            #expect(Self.status(await client.receive(until: "}}").text) == 503)
            let old = try RawClient(port: port)
            old.send(
                Self.post.replacing("1.1", with: "1.0") + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n")
            let (text, isClosed) = await old.receive()
            #expect(Self.status(text) == 400)
            #expect(isClosed)
        }
    }

    @Test func whatTheParserRefusesHasADateAsWell() async throws {
        try await serve { client, _ in
            client.send("NONSENSE\r\n\r\n")
            let text = await client.receive().text
            #expect(Self.status(text) == 400)
            #expect(text.contains(/\r\nDate: [A-Z][a-z]{2}, [^\r]+ GMT\r\n/))
        }
    }

    @Test(arguments: [8193, 10_000, 16_385, 17_000, 20_000, 40_000])
    func aURLOfAnyLengthBeyondTheLimitIsTooLong(length: Int) async throws {
        try await serve { client, _ in
            let url = "/" + String(repeating: "x", count: length - 1)
            client.send("GET \(url) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            #expect(Self.status(await client.receive().text) == 414)
        }
    }

    @Test(arguments: [
        ("/api/overview", 405, "GET, HEAD, OPTIONS"), ("/api/ml/predict?x=1", 405, "POST, OPTIONS"),
        ("/", 405, "GET, HEAD, OPTIONS"), ("/api/nothing", 404, ""), ("/nothing", 404, ""),
    ])
    func aMethodThatHTTPDoesNotHaveIsOneThatThePathDoesNotHave(path: String, status: Int, allow: String) async throws {
        try await serve { _, port in
            for method in ["FOO", "get", "DELETE", "BREW"] {
                let client = try RawClient(port: port)
                client.send("\(method) \(path) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                let (text, _) = await client.receive()
                #expect(Self.status(text) == status, "\(method) \(text.prefix(100))")
                if !allow.isEmpty { #expect(text.contains("\r\nAllow: \(allow)\r\n"), "\(method) \(text.prefix(300))") }
            }
        }
    }

    @Test func aClientThatResetsWhileItSendsHasLeft() async throws {
        try await serve { client, port in
            for _ in 1...3 {
                let leaving = try RawClient(port: port)
                leaving.send(FramingTests.post + "Content-Length: 1000\r\n\r\n{")
                try await Task.sleep(for: .milliseconds(50))
                leaving.resetAtEnd()
            }
            let line = "vitrine_http_requests_total{route=\"/api/ml/predict\",method=\"POST\",status=\"499\"} 3"
            var page = ""
            for _ in 0..<100 where !page.contains(line) {
                try await Task.sleep(for: .milliseconds(50))
                client.send("GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n")
                page = await client.receive(until: "process_open_fds ").text
            }
            #expect(page.contains(line))
            #expect(!page.contains("status=\"500\""))
        }
    }
}
