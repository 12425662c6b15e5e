import NIOCore

/// Sees a connection's bytes before the parser does: when a request's head began to arrive, and how far it came.
final class HeadWatch: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    /// Whether the next bytes belong to a head; the guard behind the parser says so.
    var isExpected = true
    /// When the head began to arrive that is not complete yet.
    private(set) var start: NIODeadline?
    /// Whether that head's first line, with the URL, is complete.
    private(set) var hasLine = false

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if isExpected {
            if start == nil { start = .now() }
            if !hasLine { hasLine = unwrapInboundIn(data).readableBytesView.contains(UInt8(ascii: "\n")) }
        }
        context.fireChannelRead(data)
    }

    /// The head is complete.
    func end() {
        isExpected = false
        start = nil
        hasLine = false
    }
}
