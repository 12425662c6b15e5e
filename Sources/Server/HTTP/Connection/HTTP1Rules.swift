import Hummingbird
import NIOCore
import NIOHTTP1

/// Keeps those rules of HTTP/1 that cannot be kept behind it, where requests have no version and only a path: when a
/// connection ends, whose name counts, how bodies are framed (RFC 9112).
///
/// What it finds is said in the head's own fields: `Connection: close` alone where this is the last request, and the name in
/// `Host` that the request was meant for.
final class HTTP1Rules: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .head(let head) = unwrapInboundIn(data) else {
            context.fireChannelRead(data)
            return
        }
        if let refusal = Self.refusal(of: head) {
            context.fireErrorCaught(RefusedHead(refusal: refusal))
        } else if let plain = Self.plain(head) {
            context.fireChannelRead(wrapInboundOut(.head(plain)))
        } else {
            context.fireChannelRead(data)
        }
    }

    /// Why a head cannot be followed by anything that is understood.
    private static func refusal(of head: HTTPRequestHead) -> APIError? {
        guard head.headers.contains(name: "transfer-encoding") else { return nil }
        let codings = head.headers[canonicalForm: "transfer-encoding"].map { $0.lowercased() }
        // HTTP/1.0 has no such thing, and who passed it on may have read another end of the body.
        guard head.version != .http1_0, codings.last == "chunked", codings.count(where: { $0 == "chunked" }) == 1 else {
            return APIError(status: .badRequest)
        }
        guard codings.count == 1 else {
            return APIError(
                status: .notImplemented, code: "not_implemented",
                message: "Of the transfer codings, only chunked is understood.")
        }
        return nil
    }

    /// The head in plain words; nil where it is already.
    private static func plain(_ head: HTTPRequestHead) -> HTTPRequestHead? {
        let isOld = head.version == .http1_0
        let isLast = isOld || !head.isKeepAlive
        let target = head.uri.utf8.first == UInt8(ascii: "/") ? nil : AbsoluteTarget(head.uri)
        guard isLast || target != nil else { return nil }
        var head = head
        if isLast { head.headers.replaceOrAdd(name: "connection", value: "close") }
        // HTTP/1.0 knows no answer before the answer.
        if isOld { head.headers.remove(name: "expect") }
        if let target {
            head.uri = target.path
            // None, or two, are a fault all the same.
            if head.headers["host"].count == 1 { head.headers.replaceOrAdd(name: "host", value: target.authority) }
        }
        return head
    }
}

/// A target that names the server too, such as `http://shop.example/api/health`.
struct AbsoluteTarget: Equatable {
    /// The server's name, perhaps with a port.
    let authority: String
    /// The path and the query.
    let path: String

    /// Reads a target; nil where it is of another form.
    init?(_ text: String) {
        guard let match = text.wholeMatch(of: /(?i)https?:\/\/([^\/?#]*)(.*)/) else { return nil }
        authority = String(match.1)
        path = match.2.hasPrefix("/") ? String(match.2) : "/" + match.2
    }
}

/// A head that is refused before it is a request.
struct RefusedHead: Error {
    /// What is said of it.
    let refusal: APIError
}
