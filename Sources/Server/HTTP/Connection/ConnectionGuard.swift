import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import NIOHTTPTypesHTTP1

/// Stands between the parser and the server on every connection: cuts off clients that are too slow or send too much,
/// answers what the parser refuses, and knows when the client leaves.
///
/// It looks at the connection at intervals, so that a request costs no timer of its own.
final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    /// What a guard is to enforce, and whom it tells.
    struct Orders: Sendable {
        /// How long things may take.
        let limits: ConnectionLimits
        /// How many bytes a request's body may have.
        let bodyLength: Int
        /// How many bytes its URL may have.
        var urlLength = RequestLimits().urlLength
        /// Knows whether others wait.
        let connections: OpenConnections
        /// Told of each request that was refused here.
        let refused: @Sendable (APIError, Client) -> Response
        /// Knows what to say of a method that HTTP does not have, by the target it was meant for.
        var unknownMethod: @Sendable (String) -> APIError = { _ in APIError(status: .badRequest) }
        /// Knows the answer to a request without delay, or does not.
        var answerAtOnce: @Sendable (Request, Client) -> Outgoing? = { _, _ in nil }
    }

    enum Closing {
        case no
        /// When all requests have been answered, with a refusal where there is one; further requests are not heard.
        case afterAnswers(APIError?)
        /// Nothing more is sent; what comes is thrown away since then.
        case lingering(NIODeadline)
    }

    let client: Client
    let orders: Orders
    var headWatch: HeadWatch?
    var check: Scheduled<Void>?
    /// Requests that have not been answered to the end.
    var unanswered = 0
    /// When the head came of the request whose body is still to come.
    var bodyStart: NIODeadline?
    private var bodyBytes = 0
    /// When the connection came to rest.
    var restStart = NIODeadline.now()
    var inputEnd: NIODeadline?
    /// What waits to be sent, and since when not enough of it was taken.
    var unsent = (bytes: 0, since: NIODeadline.now())
    var closing = Closing.no
    /// Whether no request is answered after the one that came last.
    private var isLast = false
    /// Whether what comes belongs to a request that came after the last to be answered.
    private var isDeaf = false
    /// Whether the client waits for a word before it sends the body of the request that came last.
    private var isWaitedFor = false
    private var hasUnflushed = false
    /// The answer to the request that is coming in, where it is known already.
    private var known: Outgoing?
    private var deferredClose: EventLoopPromise<Void>?

    /// - Parameters:
    ///   - client: Who is told that it has left.
    ///   - orders: What to enforce.
    init(client: Client, orders: Orders) {
        self.client = client
        self.orders = orders
    }

    func handlerAdded(context: ChannelHandlerContext) {
        headWatch = try? context.pipeline.syncOperations.handler(type: HeadWatch.self)
        scheduleCheck(context)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        check?.cancel()
        client.leave()
        deferredClose?.succeed()
        deferredClose = nil
    }

    func channelInactive(context: ChannelHandlerContext) {
        check?.cancel()
        client.leave()
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if case .lingering = closing { return }
        switch unwrapInboundIn(data) {
        case .head(let head):
            if case .afterAnswers = closing { isDeaf = true }
            if isLast { isDeaf = true }
            if isDeaf { return }
            headWatch?.end()
            unanswered += 1
            bodyStart = .now()
            bodyBytes = 0
            if isPlain(head), unanswered == 1, context.channel.isWritable,
                let answer = orders.answerAtOnce(
                    Request(head: head, body: HummingbirdCore.RequestBody(buffer: ByteBuffer())), client)
            {
                known = answer
                return
            }
            // The parser stops after a request to change the protocol; ours stays, and the client is to come anew.
            let isChange = head.headerFields[.upgrade] != nil || head.method == .connect
            isLast = isChange || head.headerFields[.connection] == "close"
            isWaitedFor = head.headerFields[.expect]?.lowercased() == "100-continue"
        case .body(let bytes):
            isWaitedFor = false
            bodyBytes += bytes.readableBytes
            guard bodyBytes <= orders.bodyLength else {
                isDeaf = true
                if case .no = closing { closing = .afterAnswers(nil) }
                context.fireErrorCaught(NIOTooManyBytesError(maxBytes: orders.bodyLength))
                return
            }
        case .end:
            if isDeaf { return }
            isWaitedFor = false
            bodyStart = nil
            headWatch?.isExpected = !isLast
            if let answer = known {
                known = nil
                send(context, answer)
                return
            }
        }
        if !isDeaf { context.fireChannelRead(data) }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        if hasUnflushed {
            hasUnflushed = false
            context.flush()
        }
        context.fireChannelReadComplete()
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(var head):
            // A client that was not asked for the body may send it or not: what comes next could be either.
            if isWaitedFor, unanswered == 1 { isLast = true }
            if head.headerFields[.connection] == "close", case .no = closing { closing = .afterAnswers(nil) }
            guard unanswered == 1, isEnding else {
                context.write(data, promise: promise)
                return
            }
            head.headerFields[.connection] = "close"
            context.write(wrapOutboundOut(.head(head)), promise: promise)
        case .body:
            context.write(data, promise: promise)
        case .end:
            unanswered -= 1
            restStart = .now()
            if unanswered == 0, isLast, case .no = closing { closing = .afterAnswers(nil) }
            guard unanswered == 0, case .afterAnswers(let refusal) = closing else {
                context.write(data, promise: promise)
                return
            }
            if let refusal {
                context.write(data, promise: promise)
                answer(context, refusal)
            } else {
                endOutput(context, after: data, promise)
            }
        }
    }

    func triggerUserOutboundEvent(context: ChannelHandlerContext, event: Any, promise: EventLoopPromise<Void>?) {
        guard event is BodyWanted else {
            context.triggerUserOutboundEvent(event, promise: promise)
            return
        }
        promise?.succeed()
        // Where another request is unanswered, the word would stand in the middle of that one's answer.
        guard isWaitedFor, unanswered == 1 else { return }
        isWaitedFor = false
        context.writeAndFlush(wrapOutboundOut(.head(HTTPResponse(status: .continue))), promise: nil)
    }

    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        guard case .lingering = closing, mode == .all, inputEnd == nil, context.channel.isActive else {
            context.close(mode: mode, promise: promise)
            return
        }
        if let promise { deferredClose.setOrCascade(to: promise) }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard case .no = closing else { return }
        if bodyStart != nil {
            // Whoever reads the body is told, in other words than the parser's, to which the server would answer itself.
            closing = .afterAnswers(nil)
            isDeaf = true
            context.fireErrorCaught(error is HTTPParserError ? BrokenBody() : error)
        } else if error is HTTPParserError || error is HTTP1TypeConversionError || error is RefusedHead {
            if !isLast { refuse(context, refusal(for: error)) }
        } else {
            context.fireErrorCaught(error)
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event as? ChannelEvent == .inputClosed {
            inputEnd = .now()
            if case .lingering = closing { context.close(promise: nil) }
        }
        context.fireUserInboundEventTriggered(event)
    }
}

extension ConnectionGuard {
    /// Refuses what has come, once all that came before is answered.
    func refuse(_ context: ChannelHandlerContext, _ refusal: APIError) {
        isDeaf = true
        closing = .afterAnswers(refusal)
        if unanswered == 0 { answer(context, refusal) }
    }

    /// Whether a request has nothing but a head, and wants the connection to go on as it is.
    private func isPlain(_ head: HTTPRequest) -> Bool {
        head.headerFields[.contentLength] == nil && head.headerFields[.transferEncoding] == nil
            && head.headerFields[.connection].map { $0.lowercased() == "keep-alive" } ?? true
    }

    /// Sends an answer that nobody behind this handler knows of.
    private func send(_ context: ChannelHandlerContext, _ answer: Outgoing) {
        context.write(wrapOutboundOut(.head(answer.head)), promise: nil)
        if answer.body.readableBytes > 0 { context.write(wrapOutboundOut(.body(answer.body)), promise: nil) }
        context.write(wrapOutboundOut(.end(nil)), promise: nil)
        hasUnflushed = true
        unanswered -= 1
        restStart = .now()
    }

    /// Whether the connection ends with an answer that is on its way or to come.
    private var isEnding: Bool { if case .afterAnswers(nil) = closing { true } else { isLast } }

    private func refusal(for error: any Error) -> APIError {
        if let refused = error as? RefusedHead { return refused.refusal }
        switch error as? HTTPParserError {
        case .headerOverflow:
            let isLine = (headWatch?.lineLength ?? 0) > orders.urlLength
            return APIError(status: isLine ? .uriTooLong : .requestHeaderFieldsTooLarge)
        case .invalidMethod:
            guard let words = headWatch?.words, words.count == 3, HTTPRequest.Method(words[0]) != nil,
                words[2].hasPrefix("HTTP/1.")
            else { return APIError(status: .badRequest) }
            return orders.unknownMethod(words[1])
        default: return APIError(status: .badRequest)
        }
    }

    private func answer(_ context: ChannelHandlerContext, _ refusal: APIError) {
        var response = orders.refused(refusal, client)
        response.headers[.connection] = "close"
        context.write(wrapOutboundOut(.head(response.head)), promise: nil)
        // A refusal's body is in memory, so writing it takes no time.
        context.write(wrapOutboundOut(.body(refusal.body)), promise: nil)
        endOutput(context, after: wrapOutboundOut(.end(nil)), nil)
    }

    /// Sends what is left and closes this side; the other one is heard a little longer, but not listened to. A close while
    /// the client still sends would lose it the answer.
    private func endOutput(_ context: ChannelHandlerContext, after data: NIOAny, _ promise: EventLoopPromise<Void>?) {
        let sent = context.eventLoop.makePromise(of: Void.self)
        sent.futureResult.cascade(to: promise)
        let isInputOver = inputEnd != nil
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        sent.futureResult.whenComplete { _ in bound.value.close(mode: isInputOver ? .all : .output, promise: nil) }
        context.writeAndFlush(data, promise: sent)
        closing = .lingering(.now())
    }
}

/// The server reads a request's body now; a client that waits for that is told so.
struct BodyWanted: Sendable {}

/// A request's body breaks the rules of how bodies are sent.
struct BrokenBody: Error {}
