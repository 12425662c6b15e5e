import HTTPTypes
import Hummingbird
import Testing

@testable import Server

/// Which form of a body a client gets, and when it need not get it again.
struct ContentTests {
    private static let long = ByteBuffer(string: String(repeating: "the same words again and again; ", count: 200))

    private func content(_ body: ByteBuffer = long, type: String = "application/json; charset=utf-8") -> ServedContent {
        ServedContent(body: body, contentType: type, tag: EntityTag(opaque: "x"))
    }

    private func request(_ headers: HTTPFields) -> Request {
        Request(
            head: HTTPRequest(method: .get, scheme: "http", authority: "localhost", path: "/", headerFields: headers),
            body: RequestBody(buffer: ByteBuffer()))
    }

    @Test(arguments: [
        (nil, false), ("", false), ("gzip", true), ("GZip", true), ("x-gzip", true), ("deflate, gzip, br, zstd", true),
        ("*", true), ("*;q=0", false), ("gzip;q=0", false), ("gzip;q=0.000", false), ("gzip;q=0.001", true),
        ("gzip; q=1.0", true), ("gzip;Q=0.5", true), ("identity", false), ("identity;q=1, gzip;q=0.5", false),
        ("identity;q=0.5, gzip;q=0.5", true), ("gzip;q=0, *", false), ("br, *;q=0.1", true), ("gzip;q=2", false),
        ("gzip;q=0.1234", false), ("gzip;q=", false), ("gzipped", false), (",,gzip ,", true), ("\tgzip\t", true),
        ("br", false), (";;;", false), ("gzip;level=3;q=0", false), ("gzip;q=1.001", false),
    ])
    func theEncodingIsTheOneAskedFor(header: String?, isGzip: Bool) {
        #expect(AcceptEncoding(header).prefersGzip == isGzip)
    }

    @Test(arguments: [
        (nil, false), ("\"x\"", true), ("W/\"x\"", true), ("*", true), ("\"y\"", false), ("\"y\", \"x\"", true),
        ("\"y, \\\"x\"", false), ("\"a,\"x\"", false), ("x", false), ("\"x", false), ("", false),
        ("\"xx\",\"x\"", true),
    ])
    func aTagIsFoundAmongThoseHeld(header: String?, isHeld: Bool) {
        #expect(EntityTag(opaque: "x").isNamed(in: header) == isHeld)
    }

    @Test func whatIsGzippedIsTheSameBytes() throws {
        for effort in [Gzip.Effort.quick, .thorough] {
            let compressed = try #require(Gzip.compress(Self.long, effort: effort))
            #expect(compressed.readableBytes < Self.long.readableBytes / 10)
            #expect(try gunzip(compressed) == Self.long)
        }
    }

    @Test func whatDoesNotShrinkIsNotGzipped() {
        #expect(Gzip.compress(ByteBuffer(string: "short"), effort: .quick) == nil)
        var generator = SystemRandomNumberGenerator()
        let noise = ByteBuffer(bytes: (0..<10_000).map { _ in UInt8.random(in: 0...255, using: &generator) })
        #expect(Gzip.compress(noise, effort: .thorough) == nil)
        #expect(content(type: "font/woff2").gzipped == nil)
        #expect(content(type: "image/svg+xml").gzipped != nil)
    }

    @Test func aLongBodyIsCompressedBeforeItIsAnsweredWith() async {
        let long = content(ByteBuffer(string: String(repeating: "the same words again and again; ", count: 2000)))
        let asksForGzip = request([.acceptEncoding: "gzip"])
        #expect(long.isReady(for: request([:])))
        #expect(!long.isReady(for: asksForGzip))
        await long.prepare(for: request([.acceptEncoding: "gzip", .ifNoneMatch: "\"x\""]))
        #expect(!long.isReady(for: asksForGzip), "who holds a copy gets none")
        await long.prepare(for: asksForGzip)
        #expect(long.isReady(for: asksForGzip))
        #expect(await long.response(to: asksForGzip).headers[.contentEncoding] == "gzip")
        #expect(content().isReady(for: asksForGzip), "a short body takes no time")
    }

    @Test func eachFormHasHeadersOfItsOwn() async throws {
        let plain = await content().response(to: request([:]))
        #expect(plain.headers[.eTag] == "\"x\"")
        #expect(plain.headers[.contentEncoding] == nil)
        #expect(plain.headers[.contentLength] == String(Self.long.readableBytes))
        #expect(plain.headers[.vary] == "Accept-Encoding")
        let gzipped = await content().response(to: request([.acceptEncoding: "gzip"]))
        #expect(gzipped.headers[.eTag] == "\"x-gzip\"")
        #expect(gzipped.headers[.contentEncoding] == "gzip")
        #expect(gzipped.headers[.contentLength] == String(try #require(gzipped.body.contentLength)))
        #expect(gzipped.headers[.vary] == "Accept-Encoding")
        #expect(await content(type: "font/woff2").response(to: request([:])).headers[.vary] == nil)
    }

    @Test func theCopyThatAClientHoldsIsNotSentAgain() {
        func answer(_ headers: HTTPFields) -> Response { content().answer(to: request(headers)).response }
        #expect(answer([.ifNoneMatch: "\"x\""]).status == .notModified)
        #expect(answer([.ifNoneMatch: "\"x\"", .acceptEncoding: "gzip"]).headers[.eTag] == "\"x\"")
        let unchanged = answer([.ifNoneMatch: "\"old\", \"x-gzip\"", .acceptEncoding: "gzip"])
        #expect(unchanged.status == .notModified)
        #expect(unchanged.headers[.eTag] == "\"x-gzip\"")
        #expect(unchanged.headers[.vary] == "Accept-Encoding")
        #expect(unchanged.body.contentLength == 0)
        // A cache that holds the gzipped form must not be told to give it to a client that cannot read it.
        #expect(answer([.ifNoneMatch: "\"x-gzip\""]).status == .ok)
        #expect(answer([.ifNoneMatch: "\"old\""]).status == .ok)
    }
}
