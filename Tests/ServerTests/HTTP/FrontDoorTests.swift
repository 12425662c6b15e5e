import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing

@testable import Server

/// What all requests and answers have in common, through the application.
struct FrontDoorTests {
    private let shop: ServedShop

    init() throws { shop = try ServedShop(orders: 0) }

    @Test func everyAnswerHasAnIdentifierAndTheSecurityHeaders() async throws {
        try await shop.test { client in
            for (uri, method) in [
                ("/", HTTPRequest.Method.get), ("/api/health", .get), ("/api/health", .head), ("/api/nothing", .get),
                ("/api/health", .post), ("/metrics", .get), ("/nothing", .get), ("/api/health", .options),
            ] {
                try await client.execute(uri: uri, method: method) { response in
                    #expect(response.headers[.requestIdentifier]?.isEmpty == false)
                    #expect(response.headers[.contentSecurityPolicy]?.contains("frame-ancestors 'none'") == true)
                    for (name, value) in [
                        (HTTPField.Name.xContentTypeOptions, "nosniff"), (.referrerPolicy, "no-referrer"),
                        (.crossOriginOpenerPolicy, "same-origin"), (.crossOriginResourcePolicy, "same-origin"),
                    ] {
                        #expect(response.headers[values: name] == [value])
                    }
                    #expect(response.headers[.permissionsPolicy]?.contains("camera=()") == true)
                    #expect(response.headers[.accessControlAllowOrigin] == nil)
                }
            }
            try await client.execute(uri: "/api/health", method: .get, headers: [.requestIdentifier: "mine-1"]) {
                #expect($0.headers[.requestIdentifier] == "mine-1")
            }
        }
    }

    @Test func whatCannotBeDoneIsSaidInTheApisForm() async throws {
        try await shop.test { client in
            for (uri, method, status, code) in [
                ("/api/nothing", HTTPRequest.Method.get, 404, "not_found"), ("/api", .get, 404, "not_found"),
                ("/nothing", .get, 404, "not_found"), ("/api/health", .post, 405, "method_not_allowed"),
                ("/api/health", .delete, 405, "method_not_allowed"), ("/", .put, 405, "method_not_allowed"),
                ("/api/health?x=1", .get, 400, "bad_parameter"), ("*", .options, 400, "bad_request"),
                ("/api/health?" + String(repeating: "x", count: 9000), .get, 414, "url_too_long"),
            ] {
                let answer = try await client.execute(uri: uri, method: method) { response in
                    #expect(response.headers[.contentType] == "application/json; charset=utf-8")
                    if status == 405 { #expect(response.headers[.allow]?.hasPrefix("GET, HEAD") == true) }
                    return try Answer(response)
                }
                #expect(answer.status == status, "\(method) \(uri)")
                #expect(answer.body["success"] as? Bool == false)
                #expect(answer.error["code"] as? String == code)
            }
            try await client.execute(
                uri: "/api/health", method: .get, body: ByteBuffer(repeating: 0x78, count: 2 << 20)
            ) { response in
                #expect(response.status == .contentTooLarge)
                let answer = try Answer(response)
                #expect(answer.error["code"] as? String == "body_too_long")
            }
        }
    }

    @Test func headIsAnsweredLikeGetWithoutTheBody() async throws {
        try await shop.test { client in
            for uri in ["/", "/api/health", "/api/nothing", "/js/main.js", "/metrics"] {
                let headers: HTTPFields = [.acceptEncoding: "gzip"]
                let get = try await client.execute(uri: uri, method: .get, headers: headers) { $0 }
                let head = try await client.execute(uri: uri, method: .head, headers: headers) { $0 }
                #expect(head.status == get.status)
                #expect(head.body.readableBytes == 0)
                for name in [HTTPField.Name.contentType, .eTag, .contentEncoding, .vary, .cacheControl] {
                    #expect(head.headers[name] == get.headers[name], "\(uri) \(name)")
                }
                if uri != "/metrics" { #expect(head.headers[.contentLength] == get.headers[.contentLength]) }
            }
        }
    }

    @Test func optionsTellTheMethods() async throws {
        try await shop.test { client in
            try await client.execute(uri: "/api/health", method: .options) { response in
                #expect(response.status == .noContent)
                #expect(response.headers[.allow] == "GET, HEAD, OPTIONS")
            }
            try await client.execute(uri: "/", method: .options) { response in
                #expect(response.status == .noContent)
                #expect(response.headers[.allow] == "GET, HEAD, OPTIONS")
            }
            #expect(try await client.execute(uri: "/nothing", method: .options) { $0.status } == .notFound)
        }
    }

    @Test func anotherHostsNameIsRefused() async throws {
        for host in ["evil.example", "localhost:5001"] {
            try await shop.test { client in
                // An absolute URL says which host is meant, whatever else is said.
                let answer = try await client.get("http://\(host)/api/health")
                #expect(answer.status == (host == "evil.example" ? 421 : 200))
                if answer.status == 421 { #expect(answer.error["code"] as? String == "wrong_host") }
            }
        }
        try await shop.test({ $0.hostNames = ["evil.example"] }) { client in
            let answer = try await client.get("http://evil.example/api/health")
            #expect(answer.status == 200)
        }
    }

    @Test func pagesOfOtherOriginsReadTheApiOnlyWhereTheOperatorSaysSo() async throws {
        let origin: HTTPFields = [.origin: "https://shop.example"]
        let preflight: HTTPFields = [.origin: "https://shop.example", .accessControlRequestMethod: "GET"]
        try await shop.test { client in
            try await client.execute(uri: "/api/health", method: .options, headers: preflight) {
                #expect($0.headers[.accessControlAllowOrigin] == nil)
            }
        }
        try await shop.test({ $0.crossOrigins = ["https://shop.example"] }) { client in
            try await client.execute(uri: "/api/health", method: .options, headers: preflight) {
                #expect($0.status == .noContent)
                #expect($0.headers[.accessControlAllowOrigin] == "https://shop.example")
                #expect($0.headers[.accessControlAllowMethods] == "GET, HEAD, OPTIONS")
            }
            // Failures can be read too.
            let long = String(repeating: "x", count: 9000)
            for uri in [
                "/api/health", "/api/health?x=1", "/api/nothing", "/api/health?\(long)",
                "http://evil.example/api/health",
            ] {
                try await client.execute(uri: uri, method: .get, headers: origin) {
                    #expect($0.headers[.accessControlAllowOrigin] == "https://shop.example")
                    #expect($0.headers[.vary]?.contains("Origin") == true)
                }
            }
            try await client.execute(uri: "/", method: .get, headers: origin) {
                #expect($0.headers[.accessControlAllowOrigin] == nil)
            }
        }
    }

    @Test func metricsNameRoutesAndNoUrls() async throws {
        try await shop.test { client in
            for uri in ["/api/health", "/api/health", "/api/overview?days=7", "/secret-path", "/api/secret-path", "/"] {
                _ = try await client.execute(uri: uri, method: .get) { $0.status }
            }
            let page = try await client.execute(uri: "/metrics", method: .get) { response in
                #expect(response.headers[.contentType] == "text/plain; version=0.0.4; charset=utf-8")
                return String(buffer: response.body)
            }
            let lines = page.split(separator: "\n")
            func has(_ line: String) -> Bool { lines.contains { $0 == line } }
            #expect(has("vitrine_http_requests_total{route=\"/api/health\",method=\"GET\",status=\"200\"} 2"))
            #expect(has("vitrine_http_requests_total{route=\"/api/overview\",method=\"GET\",status=\"503\"} 1"))
            #expect(has("vitrine_http_requests_total{route=\"(none)\",method=\"GET\",status=\"404\"} 2"))
            #expect(has("vitrine_http_requests_total{route=\"(file)\",method=\"GET\",status=\"200\"} 1"))
            #expect(has("vitrine_warehouse_loaded 0"))
            #expect(has("vitrine_http_requests_running 1"))
            #expect(!page.contains("secret") && !page.contains("days=7"))
            #expect(lines.contains { $0.hasPrefix("process_resident_memory_bytes ") })
            // Every sample belongs to a metric that was declared before it.
            var declared: Set<Substring> = []
            for line in lines {
                let words = line.split(separator: " ")
                if line.hasPrefix("# TYPE") { #expect(declared.insert(words[2]).inserted) }
                if line.hasPrefix("#") { continue }
                let name = line.prefix { $0 != "{" && $0 != " " }
                let base = ["_bucket", "_sum", "_count"].lazy.filter { name.hasSuffix($0) }.map {
                    name.dropLast($0.count)
                }.first { declared.contains($0) }
                #expect(declared.contains(base ?? name), "\(line)")
                #expect(Double(words.last ?? "") != nil)
            }
        }
    }

    @Test func whatIsMadeAnewIsCompressedToo() async throws {
        try await shop.test { client in
            try await client.execute(uri: "/metrics", method: .get, headers: [.acceptEncoding: "gzip"]) { response in
                #expect(response.headers[.contentEncoding] == "gzip")
                #expect(response.headers[.vary] == "Accept-Encoding")
                let page = String(buffer: try gunzip(response.body))
                #expect(page.hasPrefix("# HELP vitrine_"))
            }
        }
    }
}
