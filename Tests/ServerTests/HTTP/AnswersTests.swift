import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing
import Warehouse

@testable import Server

/// Answers that are kept, through the application.
struct AnswersTests {
    private static let shop = Result { try ServedShop(orders: 200) }
    private let shop: ServedShop

    init() throws { shop = try Self.shop.get() }

    private func status(_ client: any TestClientProtocol, _ uri: String) async throws -> String? {
        try await client.execute(uri: uri, method: .get) { $0.headers[.cacheStatus] }
    }

    @Test func theSameQuestionIsAskedOnceHoweverItIsWritten() async throws {
        try await shop.test { client in
            let first = try await client.get("/api/overview?days=all&state=SP&state=RJ")
            #expect(first.status == 200)
            for uri in [
                "/api/overview?days=all&state=SP&state=RJ", "/api/overview?state=SP&days=all&state=RJ",
                "/api/overview?days=%61ll&state=SP&state=RJ",
            ] {
                #expect(try await status(client, uri) == "vitrine; hit", "\(uri)")
                let again = try await client.get(uri)
                #expect(again.tag == first.tag)
                #expect(again.data["total_orders"] as? Int == first.data["total_orders"] as? Int)
            }
            #expect(try await status(client, "/api/overview?days=all&state=SP") == "vitrine; fwd=miss")
            #expect(try await status(client, "/api/overview?days=all&state=SP&state=RJ&compare=year") != "vitrine; hit")
        }
    }

    @Test func bothFormsAreKept() async throws {
        try await shop.test { client in
            for round in 1...2 {
                let uri = "/api/orders/timeline?days=all"
                let gzipped = try await client.execute(
                    uri: uri, method: .get, headers: [.acceptEncoding: "gzip"]
                ) { response in
                    #expect(response.headers[.contentEncoding] == "gzip")
                    #expect(response.headers[.eTag]?.hasSuffix("-gzip\"") == true)
                    return try gunzip(response.body)
                }
                let plain = try await client.execute(uri: uri, method: .get) { $0.body }
                #expect(gzipped == plain, "round \(round)")
            }
        }
    }

    @Test func whatWouldHaveToBeCompressedFirstIsNotAnsweredAtOnce() async throws {
        let answers = Answers(cache: AnswerCache(capacity: 1 << 20, timeLimit: .seconds(10)))
        func request(_ headers: HTTPFields) -> Request {
            let head = HTTPRequest(
                method: .get, scheme: "http", authority: "localhost", path: "/long", headerFields: headers)
            return Request(head: head, body: RequestBody(buffer: ByteBuffer()))
        }
        func response(to request: Request) async throws -> Response {
            let key = AnswerKey(version: "1", question: "long")
            return try await answers.respond(to: request, with: key, as: "text/plain") {
                ByteBuffer(repeating: UInt8(ascii: "x"), count: 100_000)
            }
        }
        let (plain, gzip) = (request([:]), request([.acceptEncoding: "gzip"]))
        #expect(try await response(to: plain).headers[.contentEncoding] == nil)
        #expect(answers.kept(for: plain, of: "1") != nil)
        #expect(answers.kept(for: gzip, of: "1") == nil)
        let compressed = try await response(to: gzip)
        #expect(compressed.headers[.contentEncoding] == "gzip")
        #expect(compressed.headers[.cacheStatus] == "vitrine; hit")
        #expect(answers.kept(for: gzip, of: "1") != nil)
    }

    @Test func aFailureIsNotKept() async throws {
        try await shop.test { client in
            for _ in 1...2 {
                let answer = try await client.get("/api/overview?days=0")
                let source = try await status(client, "/api/overview?days=0")
                #expect(answer.status == 400)
                #expect(source == nil)
            }
        }
    }

    @Test func rowsAsAFileAreKeptWithTheirName() async throws {
        try await shop.test { client in
            for status in ["vitrine; fwd=miss", "vitrine; hit"] {
                try await client.execute(uri: "/api/orders/timeline?days=7&format=csv", method: .get) { response in
                    #expect(response.headers[.contentType]?.hasPrefix("text/csv") == true)
                    #expect(response.headers[.contentDisposition]?.contains("vitrine-orders-timeline") == true)
                    #expect(response.headers[.cacheStatus] == status)
                }
            }
        }
    }

    @Test func withoutRoomEachQuestionIsAskedAnew() async throws {
        try await shop.test({ $0.cacheCapacity = 0 }) { client in
            for _ in 1...2 {
                let status = try await status(client, "/api/overview")
                #expect(status == "vitrine; fwd=miss")
            }
        }
    }

    @Test func whatTookTooLongIsSaidSo() throws {
        let query = try #require(APIError(QueryTimeout(limit: .seconds(20))))
        #expect(query.status == .gatewayTimeout)
        #expect(query.code == "query_timeout")
        #expect(query.message.contains("20 seconds"))
        let request = try #require(APIError(AnswerTimeout(limit: .seconds(30))))
        #expect(request.status == .serviceUnavailable)
        #expect(request.code == "request_timeout")
        #expect(request.response.headers[.retryAfter] == "5")
        #expect(APIError(CocoaError(.fileNoSuchFile)) == nil)
    }

    @Test func metricsCountWhatWasKept() async throws {
        try await shop.test { client in
            for _ in 1...3 { _ = try await client.get("/api/overview?days=77") }
            let page = try await client.execute(uri: "/metrics", method: .get) { String(buffer: $0.body) }
            let lines = page.split(separator: "\n")
            #expect(lines.contains("vitrine_cache_hits_total 2"))
            #expect(lines.contains("vitrine_cache_misses_total 1"))
            #expect(lines.contains("vitrine_warehouse_loaded 1"))
            #expect(lines.contains { $0.hasPrefix("vitrine_warehouse_info{version=\"1-") })
            #expect(lines.contains { $0.hasPrefix("vitrine_query_duration_seconds_count{end=\"answered\"}") })
        }
    }
}
