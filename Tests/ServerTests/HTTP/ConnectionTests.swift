import Foundation
import Hummingbird
import HummingbirdCore
import HummingbirdTesting
import Logging
import NIOCore
import NIOPosix
import Testing

@testable import Server

/// Connections over a real socket: clients that are slow, send too much, or leave.
@Suite(.serialized)
struct ConnectionTests {
    private let shop: ServedShop

    init() throws { shop = try ServedShop(orders: 0) }

    private func serve(
        _ setUp: (inout VitrineServer.Options) -> Void = { _ in },
        _ body: @escaping @Sendable (Int) async throws -> Void
    ) async throws {
        try await shop.server(setUp).application().test(.live) { client in
            try await body(try #require(client.port))
        }
    }

    @Test func severalRequestsGoOverOneConnection() async throws {
        try await serve { port in
            let client = try RawClient(port: port)
            for _ in 1...3 { #expect(await client.get("/api/health").hasPrefix("HTTP/1.1 200 OK\r\n")) }
            client.send(String(repeating: "GET /api/nothing HTTP/1.1\r\nHost: localhost\r\n\r\n", count: 3))
            client.send("GET /api/health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            let (text, isClosed) = await client.receive()
            #expect(text.components(separatedBy: "HTTP/1.1 404").count == 4)
            #expect(text.components(separatedBy: "HTTP/1.1 200").count == 2)
            #expect(isClosed)
        }
    }

    @Test(arguments: [
        ("NONSENSE\r\n\r\n", 400), ("GET / HTTP/9.9\r\n\r\n", 400), ("GET /api/health HTTP/1.1\r\nA b: c\r\n\r\n", 400),
        ("GET /api/health HTTP/1.1\r\n\r\n", 400), ("GET /api/health HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
        ("GET nothing HTTP/1.1\r\nHost: localhost\r\n\r\n", 400),
        ("GET /api/health HTTP/1.1\r\nHost: evil.example\r\n\r\n", 421),
        ("GET /\(String(repeating: "x", count: 10_000)) HTTP/1.1\r\nHost: localhost\r\n\r\n", 414),
        ("GET /\(String(repeating: "x", count: 100_000)) HTTP/1.1\r\nHost: localhost\r\n\r\n", 414),
        ("GET / HTTP/1.1\r\nHost: localhost\r\nX: \(String(repeating: "x", count: 100_000))\r\n\r\n", 431),
        ("GET / HTTP/1.1\r\nHost: localhost\r\n\(String(repeating: "X: y\r\n", count: 1000))\r\n", 431),
        ("POST /api/health HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999\r\n\r\n", 413),
        ("GET /api/health HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n", 400),
        (
            "POST /api/health HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "0\r\n\r\n", 400
        ),
    ])
    func whatCannotBeUnderstoodIsSaidInTheApisForm(request: String, status: Int) async throws {
        try await serve { port in
            let client = try RawClient(port: port)
            client.send(request)
            let text = await client.receive(until: "}}").text
            #expect(text.hasPrefix("HTTP/1.1 \(status) "), "\(text.prefix(200))")
            #expect(text.contains("{\"success\":false,\"error\":{\"code\":\""))
            #expect(text.lowercased().contains("x-request-id: "))
            #expect(text.lowercased().contains("content-security-policy: "))
        }
    }

    @Test func whatComesBeforeNonsenseIsAnsweredFirst() async throws {
        try await serve { port in
            let client = try RawClient(port: port)
            client.send("GET /api/health HTTP/1.1\r\nHost: localhost\r\n\r\nNONSENSE\r\n\r\n")
            let (text, isClosed) = await client.receive()
            #expect(text.hasPrefix("HTTP/1.1 200 OK\r\n"))
            #expect(text.contains("HTTP/1.1 400 Bad Request\r\n"))
            #expect(isClosed)
        }
    }

    @Test func aSlowHeadIsRefused() async throws {
        try await serve {
            $0.connections.head = .milliseconds(100)
        } _: { port in
            let client = try RawClient(port: port)
            client.send("GET /api/health HTTP/1.1\r\nHost: local")
            let (text, isClosed) = await client.receive()
            #expect(text.hasPrefix("HTTP/1.1 408 "))
            #expect(isClosed)
        }
    }

    @Test func aSlowBodyIsCut() async throws {
        try await serve {
            $0.connections.body = .milliseconds(100)
        } _: { port in
            let client = try RawClient(port: port)
            client.send("POST /api/health HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nx")
            let (text, isClosed) = await client.receive()
            // It is refused for its method before the body is there.
            #expect(text.hasPrefix("HTTP/1.1 405 "))
            #expect(isClosed)
        }
    }

    @Test func anEndlessBodyIsCut() async throws {
        try await serve { port in
            let client = try RawClient(port: port)
            client.send("POST /api/health HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n")
            let chunk = "10000\r\n" + String(repeating: "x", count: 65_536) + "\r\n"
            var chunks = 0
            while chunks < 2000, client.send(chunk) { chunks += 1 }
            // The limit is 16 chunks; the systems' own buffers hold some more.
            #expect(chunks < 400)
        }
    }

    @Test func anIdleConnectionIsClosedAndABusyOneIsNot() async throws {
        try await serve {
            $0.connections.idle = .seconds(1)
        } _: { port in
            let silent = try RawClient(port: port)
            let (text, isClosed) = await silent.receive()
            #expect(text.isEmpty && isClosed)
            let busy = try RawClient(port: port)
            for _ in 1...6 {
                let answer = await busy.get("/api/health")
                #expect(answer.hasPrefix("HTTP/1.1 200"), "\(answer)")
                try await Task.sleep(for: .milliseconds(250))
            }
            #expect(await busy.receive().isClosed)
        }
    }

    @Test func aClientThatDoesNotReadIsCut() async throws {
        try await serve {
            $0.connections.send = .milliseconds(300)
        } _: { port in
            let client = try RawClient(port: port, receiveBuffer: 4096)
            // More than the systems' buffers hold.
            let request = "GET /vendor/echarts.esm.min.js HTTP/1.1\r\nHost: localhost\r\n\r\n"
            client.send(String(repeating: request, count: 40))
            // It reads a little at first, and nothing then.
            _ = await client.receive(atMost: 1000)
            var isCut = false
            for _ in 0..<400 where !isCut {
                try await Task.sleep(for: .milliseconds(50))
                isCut = !client.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
            }
            #expect(isCut)
        }
    }

    @Test func moreConnectionsThanMayBeWaitTheirTurn() async throws {
        try await serve {
            $0.connections.count = 4
            $0.connections.idleWhenFull = .milliseconds(200)
        } _: { port in
            let clients = try (0..<20).map { _ in try RawClient(port: port) }
            for client in clients { #expect(await client.get("/api/health").hasPrefix("HTTP/1.1 200")) }
        }
    }

    @Test func theClientOfAHalfClosedConnectionGetsItsAnswer() async throws {
        try await serve { port in
            let client = try RawClient(port: port)
            client.send("GET /api/health HTTP/1.1\r\nHost: localhost\r\n\r\n")
            client.endSending()
            let (text, isClosed) = await client.receive()
            #expect(text.hasPrefix("HTTP/1.1 200 OK\r\n"))
            #expect(text.hasSuffix("}"))
            #expect(isClosed)
        }
    }

    @Test func aRequestToChangeTheProtocolIsAnsweredAndEndsTheConnection() async throws {
        try await serve { port in
            let client = try RawClient(port: port)
            client.send(
                "GET /api/health HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n")
            let (text, isClosed) = await client.receive()
            #expect(text.hasPrefix("HTTP/1.1 200 OK\r\n"))
            #expect(isClosed)
        }
    }
}

/// A connection that is accepted while the server stops.
struct AcceptedTests {
    @Test func aConnectionThatIsNeverAnsweredIsClosedAndEndsNothingElse() async throws {
        let orders = ConnectionGuard.Orders(
            limits: ConnectionLimits(), bodyLength: 1000, connections: OpenConnections(limit: 10),
            refused: { error, _ in error.response })
        let guarded = GuardedChannel(responder: { _, _, _ in }, limits: RequestLimits(), orders: orders)
        let logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
        let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { guarded.setup(channel: $0, logger: logger).map { _ in } }
            .bind(host: "127.0.0.1", port: 0).get()
        let client = try RawClient(port: try #require(server.localAddress?.port))
        #expect(await client.receive().isClosed)
        try await server.close()
    }
}

/// A question whose only client leaves.
struct LeavingTests {
    @Test(arguments: [true, false])
    func theQuestionOfAClientThatLeavesIsEnded(isPolite: Bool) async throws {
        let cache = AnswerCache(capacity: 1 << 20, timeLimit: .seconds(60))
        let router = Router()
        router.get("slow") { _, _ -> Response in
            _ = try await cache.answer(for: AnswerKey(version: "1", question: "slow")) {
                try await Task.sleep(for: .seconds(60))
                throw CancellationError()
            }
            return Response(status: .ok)
        }
        let connections = OpenConnections(limit: 10)
        var limits = ConnectionLimits()
        limits.halfClosed = .milliseconds(100)
        let orders = ConnectionGuard.Orders(
            limits: limits, bodyLength: 1000, connections: connections, refused: { error, _ in error.response })
        let application = Application(
            router: router,
            server: HTTPServerBuilder { GuardedChannel(responder: $0, limits: RequestLimits(), orders: orders) },
            configuration: ApplicationConfiguration(
                address: .hostname("127.0.0.1", port: 0), availableConnectionsDelegate: connections))
        try await application.test(.live) { test in
            var client: RawClient? = try RawClient(port: try #require(test.port))
            client?.send("GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n")
            while cache.figures.running == 0 { try await Task.sleep(for: .milliseconds(1)) }
            if isPolite { client?.endSending() } else { client = nil }
            for _ in 0..<1000 where cache.figures.running > 0 { try await Task.sleep(for: .milliseconds(10)) }
            #expect(cache.figures.running == 0)
            #expect(cache.figures.abandoned == 1)
            client = nil
        }
    }
}
