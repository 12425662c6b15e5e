import Foundation
import HummingbirdTesting
import Testing

@testable import Server

/// More large questions for predictions at a time than there are processors, over real connections.
@Suite(.serialized, .timeLimit(.minutes(5)))
struct PredictionLoadTests {
    /// A batch that takes long, though it is said in few bytes; blanks make it as long as that is wanted.
    private static func batch(padding: Int = 0) -> String {
        let items = Array(repeating: "{}", count: 10).joined(separator: ",")
        let orders = Array(repeating: "{\"items\":[\(items)]}", count: 1000).joined(separator: ",")
        let body = "{\"orders\":[\(orders)],\"contributions\":true}" + String(repeating: " ", count: padding)
        return "POST /api/ml/predict HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            + "Content-Length: \(body.utf8.count)\r\n\r\n" + body
    }

    private func serve(
        _ setUp: (inout VitrineServer.Options) -> Void = { _ in },
        _ body: @escaping @Sendable (Int) async throws -> Void
    ) async throws {
        try await ServedShop.learned.value.server(setUp).application().test(.live) { client in
            let port = try #require(client.port)
            // The models are read for the first who asks.
            #expect(await (try RawClient(port: port)).get("/api/ml/model-info").hasPrefix("HTTP/1.1 200"))
            try await body(port)
        }
    }

    /// A number of the page of figures, asked over a new connection.
    private static func figure(_ name: String, _ port: Int) async throws -> Int {
        let client = try RawClient(port: port)
        client.send("GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        let line = await client.receive().text.split(separator: "\n").first { $0.hasPrefix(name + " ") }
        return line.flatMap { Int($0.dropFirst(name.count + 1)) } ?? 0
    }

    @Test func othersAreAnsweredMeanwhileAndWhoLeavesIsNotWorkedFor() async throws {
        let count = ProcessInfo.processInfo.activeProcessorCount + 2
        try await serve { port in
            var clients = try (0..<count).map { _ in try RawClient(port: port) }
            for client in clients { client.send(Self.batch()) }
            while try await Self.figure("vitrine_http_requests_running", port) <= count {}
            let clock = ContinuousClock()
            let time = try await clock.measure {
                #expect(await (try RawClient(port: port)).get("/api/health").hasPrefix("HTTP/1.1 200"))
                let small = try RawClient(port: port)
                small.send(
                    "POST /api/ml/predict HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Content-Length: 2\r\n\r\n{}")
                #expect(await small.receive(until: "\r\n").text.hasPrefix("HTTP/1.1 200"))
            }
            #expect(time < .seconds(10))
            // Beside this question itself.
            #expect(try await Self.figure("vitrine_http_requests_running", port) == count + 1)
            clients = []
            let end = clock.now + .seconds(15)
            while try await Self.figure("vitrine_http_requests_running", port) > 1, clock.now < end {
                try await Task.sleep(for: .milliseconds(50))
            }
            #expect(try await Self.figure("vitrine_http_requests_running", port) == 1)
        }
    }

    @Test func theTimeOfARequestIsKept() async throws {
        try await serve {
            $0.requestTimeout = .seconds(1)
        } _: { port in
            let clients = try (0..<12).map { _ in try RawClient(port: port) }
            for client in clients { client.send(Self.batch()) }
            for client in clients {
                let (text, _) = await client.receive(until: "}}")
                #expect(text.hasPrefix("HTTP/1.1 503"), "\(text.prefix(100))")
                #expect(text.contains("\"request_timeout\"") && text.contains("1 second:"))
                #expect(text.lowercased().contains("retry-after: "))
            }
        }
    }

    @Test func moreThanTheServerTakesOnAreRefused() async throws {
        try await serve { port in
            let batch = Self.batch(padding: RequestBody.mostBytes * 9 / 10)
            let clients = try (0..<RequestBody.mostBytesTogether / RequestBody.mostBytes + 2).map { _ in
                try RawClient(port: port)
            }
            for client in clients { client.send(batch) }
            let refused = "vitrine_http_requests_total{route=\"/api/ml/predict\",method=\"POST\",status=\"503\"}"
            while try await Self.figure(refused, port) < 2 { try await Task.sleep(for: .milliseconds(50)) }
        }
    }
}
