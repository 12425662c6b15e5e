import HTTPTypes
import Hummingbird

/// Answers requests with what was answered before, where the question is the same.
///
///     try await answers.respond(to: request, with: key, as: "application/json; charset=utf-8") {
///         ByteBuffer(bytes: try await question.answer(from: warehouse).json.encoded)
///     }
struct Answers: Sendable {
    /// Keeps the answers.
    let cache: AnswerCache

    /// The kept answer to a request whose very URL was answered before, which spares reading it; nil for others, and where it
    /// would have to be compressed first.
    func kept(for request: Request, of version: String) -> Outgoing? {
        guard let content = cache.kept(url: Self.url(of: request, version), where: { $0.isReady(for: request) }) else {
            return nil
        }
        return Self.answer(to: request, content, .kept)
    }

    /// The answer to a request: 304 where the client holds it, otherwise kept or made.
    ///
    /// - Parameters:
    ///   - request: Its `If-None-Match` and `Accept-Encoding` decide what is sent.
    ///   - key: All that the answer depends on.
    ///   - contentType: The body's media type.
    ///   - headers: More headers, such as `Content-Disposition`; like the body, they depend on the key alone.
    ///   - body: Makes the plain body. It runs in a task of its own, on the connection's thread, and heeds cancellation.
    func respond(
        to request: Request, with key: AnswerKey, as contentType: String, headers: HTTPFields = [:],
        body: @escaping @Sendable () async throws -> ByteBuffer
    ) async throws -> Response {
        if request.headers[.ifNoneMatch] != nil, let unchanged = key.tag.unchanged(request) {
            return unchanged.response
        }
        let (content, source) = try await cache.answer(for: key) {
            ServedContent(body: try await body(), contentType: contentType, tag: key.tag, headers: headers)
        }
        // What else decides the answer may change while the URL stays.
        if key.beside.isEmpty { cache.remember(url: Self.url(of: request, key.version), asks: key) }
        await content.prepare(for: request)
        return Self.answer(to: request, content, source).response
    }

    private static func url(of request: Request, _ version: String) -> AnswerKey {
        AnswerKey(version: version, question: request.head.path ?? "")
    }

    private static func answer(
        to request: Request, _ content: ServedContent, _ source: AnswerCache.Source
    ) -> Outgoing {
        var answer = content.answer(to: request)
        answer.headers.append(HTTPField(name: .cacheStatus, value: source.status))
        return answer
    }
}
