import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOHTTPTypes
import NIOHTTPTypesHTTP1
import Values

/// An HTTP connection with a guard, and with the client known to the requests that come over it.
struct GuardedChannel: ServerChildChannel {
    /// A connection and its client.
    struct Value: ServerChildChannelValue {
        let channel: any Channel
        let client: Client
        fileprivate let accepted: Accepted
    }

    /// Answers requests.
    let responder: HTTPChannelHandler.Responder
    /// How large requests may be.
    let limits: RequestLimits
    /// What the guards enforce.
    let orders: ConnectionGuard.Orders

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        let client = Client(address: channel.remoteAddress?.ipAddress ?? "-", channel: channel)
        do {
            try channel.pipeline.syncOperations.addHandler(HeadWatch())
        } catch {
            return channel.eventLoop.makeFailedFuture(error)
        }
        return http(client).setup(channel: channel, logger: logger).flatMapThrowing { http in
            let pipeline = channel.pipeline.syncOperations
            let codec = try pipeline.handler(type: HTTP1ToHTTPServerCodec.self)
            try pipeline.addHandler(HTTP1Rules(), position: .before(codec))
            return Value(channel: channel, client: client, accepted: Accepted(http))
        }
    }

    func handle(value: Value, logger: Logger) async {
        guard let channel = value.accepted.take() else { return }
        await withTaskExecutorPreference(value.client.executor) {
            await Client.$current.withValue(value.client) {
                await http(value.client).handle(value: channel, logger: logger)
            }
        }
    }

    private func http(_ client: Client) -> HTTP1Channel {
        HTTP1Channel(
            responder: responder,
            configuration: HTTP1Channel.Configuration(
                additionalChannelHandlers: [ConnectionGuard(client: client, orders: orders)],
                httpDecoderConfiguration: HTTP1Channel.Configuration.DecoderConfiguration(
                    maxHeaderFieldSize: limits.headerLength, maxHeaderListSize: limits.headersLength,
                    maxHeaderFieldCount: limits.headerCount)))
    }
}

/// A connection that was accepted and is not being answered yet. One that never is, since the server stops just then, is
/// closed: NIO ends the whole program where one of its channels is thrown away unused.
private final class Accepted: Sendable {
    private let http: Locked<HTTP1Channel.Value?>

    init(_ http: HTTP1Channel.Value) { self.http = Locked(http) }

    deinit {
        guard let http = take() else { return }
        Task { try? await http.executeThenClose { _, _ in } }
    }

    /// The channel, for the first who asks.
    func take() -> HTTP1Channel.Value? {
        http.withLock { http in
            defer { http = nil }
            return http
        }
    }
}
