import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOHTTPTypes
import NIOHTTPTypesHTTP1

/// An HTTP connection with a guard, and with the client known to the requests that come over it.
struct GuardedChannel: ServerChildChannel {
    /// A connection and its client.
    struct Value: ServerChildChannelValue {
        let http: HTTP1Channel.Value
        let client: Client
        var channel: any Channel { http.channel }
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
            return Value(http: http, client: client)
        }
    }

    func handle(value: Value, logger: Logger) async {
        await withTaskExecutorPreference(value.client.executor) {
            await Client.$current.withValue(value.client) {
                await http(value.client).handle(value: value.http, logger: logger)
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
