import Foundation
import HTTPTypes
import Hummingbird
import Values

/// A body ready to be sent: plain and, where it shrinks, gzipped, each with its headers made once.
///
/// It is compressed for the first client that wants it so, and sending it again costs no encoding, so it is what caches hold.
struct ServedContent: Sendable {
    /// One of the forms that the content can be sent in.
    struct Form: Sendable {
        /// The bytes as they are sent.
        let body: ByteBuffer
        /// Names these bytes.
        let tag: EntityTag
        /// The headers that go with the body.
        let headers: HTTPFields
    }

    /// The body as it is.
    let plain: Form
    /// The body in gzip, or nil where that would not be smaller.
    var gzipped: Form? { compressed?.form }
    private let compressed: Compressed?
    private let cacheControl: String

    /// A form that is made when it is first wanted, once.
    private final class Compressed: Sendable {
        private let made = Locked<Form??>(nil)
        private let making: Locked<@Sendable () -> Form?>

        init(_ make: @escaping @Sendable () -> Form?) { making = Locked(make) }

        /// Never waits for one that is being made.
        var isMade: Bool { made.withLock { $0 != nil } }

        var form: Form? {
            if let made = made.withLock({ $0 }) { return made }
            return making.withLock { make in
                if let made = made.withLock({ $0 }) { return made }
                let form = make()
                made.withLock { $0 = .some(form) }
                return form
            }
        }
    }

    /// Makes the forms of a body.
    ///
    /// - Parameters:
    ///   - body: The plain bytes.
    ///   - contentType: Their media type; decides whether gzip is tried.
    ///   - tag: Names the bytes.
    ///   - cacheControl: What clients may do with their copy. They are to ask each time, unless told otherwise.
    ///   - effort: How hard to compress.
    ///   - headers: More headers, such as `Content-Disposition`.
    init(
        body: ByteBuffer, contentType: String, tag: EntityTag, cacheControl: String = "no-cache",
        effort: Gzip.Effort = .quick, headers: HTTPFields = [:]
    ) {
        let isCompressible = Gzip.helps(contentType: contentType)
        @Sendable func form(_ body: ByteBuffer, tag: EntityTag, isGzipped: Bool) -> Form {
            var fields: HTTPFields = [
                .contentType: contentType, .contentLength: String(body.readableBytes), .eTag: tag.description,
                .cacheControl: cacheControl,
            ]
            if isCompressible { fields[.vary] = "Accept-Encoding" }
            if isGzipped { fields[.contentEncoding] = "gzip" }
            fields.append(contentsOf: headers)
            return Form(body: body, tag: tag, headers: fields)
        }
        plain = form(body, tag: tag, isGzipped: false)
        compressed =
            isCompressible
            ? Compressed { Gzip.compress(body, effort: effort).map { form($0, tag: tag.compressed, isGzipped: true) } }
            : nil
        self.cacheControl = cacheControl
    }

    /// Makes the forms of a body that its own bytes name.
    init(body: ByteBuffer, contentType: String, effort: Gzip.Effort) {
        self.init(
            body: body, contentType: contentType, tag: EntityTag(hashing: Data(body.readableBytesView)), effort: effort)
    }

    /// The bytes that the bodies may take in memory, the compressed one included; it is always a tenth smaller, mostly much more.
    var byteCount: Int { plain.body.readableBytes + (compressed == nil ? 0 : plain.body.readableBytes / 4) }

    /// Whether answering a request takes no work on the body: it is not to be compressed, or was, or is short.
    func isReady(for request: Request) -> Bool {
        guard let compressed, plain.body.readableBytes > Gzip.longestQuickBody else { return true }
        return compressed.isMade || !AcceptEncoding(request.headers[.acceptEncoding]).prefersGzip
    }

    /// Makes the form that a request is answered with, where that takes time and is not done yet.
    func prepare(for request: Request) async {
        guard let compressed, !isReady(for: request), plain.tag.unchanged(request) == nil else { return }
        await elsewhere { _ = compressed.form }
    }

    /// The form that a client's `Accept-Encoding` asks for.
    func form(for request: Request) -> Form {
        guard AcceptEncoding(request.headers[.acceptEncoding]).prefersGzip, let gzipped else { return plain }
        return gzipped
    }

    /// The answer to a request for this content: the body, or 304 where the client's copy is current.
    func answer(to request: Request) -> Outgoing {
        if let unchanged = plain.tag.unchanged(request, cacheControl: cacheControl) { return unchanged }
        let form = form(for: request)
        return Outgoing(status: .ok, headers: form.headers, body: form.body)
    }

    /// The same for the router, prepared where that is needed.
    func response(to request: Request) async -> Response {
        await prepare(for: request)
        return answer(to: request).response
    }
}
