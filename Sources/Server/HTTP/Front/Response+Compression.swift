import HTTPTypes
import Hummingbird
import Values

extension Response {
    /// The same answer in gzip, where the client accepts that, the body shrinks, and nobody has dealt with it before.
    ///
    /// For what is made anew each time. Its tag becomes a weak one, since the bytes are others than those it named.
    func compressed(for request: Request) async throws -> Response {
        guard let type = headers[.contentType], Gzip.helps(contentType: type), headers[.contentEncoding] == nil,
            headers[.vary]?.contains("Accept-Encoding") != true, status != .partialContent
        else { return self }
        var response = self
        response.headers[.vary] = headers[.vary].map { $0 + ", Accept-Encoding" } ?? "Accept-Encoding"
        guard let length = body.contentLength, (Gzip.smallestBody...Self.longestCompressed).contains(length),
            AcceptEncoding(request.headers[.acceptEncoding]).prefersGzip
        else { return response }
        let collector = Collector()
        try await body.write(collector)
        let plain = collector.bytes.withLock { $0 }
        let isLong = length > Gzip.longestQuickBody
        guard let gzipped = await elsewhere(if: isLong, { Gzip.compress(plain, effort: .quick) }) else {
            response.body = ResponseBody(byteBuffer: plain)
            return response
        }
        response.body = ResponseBody(byteBuffer: gzipped)
        response.headers[.contentLength] = String(gzipped.readableBytes)
        response.headers[.contentEncoding] = "gzip"
        if let tag = headers[.eTag], !tag.hasPrefix("W/") { response.headers[.eTag] = "W/" + tag }
        return response
    }

    /// Larger bodies are streamed as they are.
    private static let longestCompressed = 8 << 20
}

/// Takes a body together.
private final class Collector: ResponseBodyWriter {
    let bytes = Locked(ByteBuffer())

    func write(_ buffer: ByteBuffer) async throws {
        bytes.withLock { _ = $0.writeImmutableBuffer(buffer) }
    }

    func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
