import NIOCore

/// Sees a connection's bytes before the parser does: when a request's head began to arrive, and how it begins.
final class HeadWatch: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    /// Whether the next bytes belong to a head; the guard behind the parser says so.
    var isExpected = true
    /// When the head began to arrive that is not complete yet.
    private(set) var start: NIODeadline?
    /// How many bytes of that head's first line, with the URL, have arrived.
    private(set) var lineLength = 0
    private var hasLine = false
    private var firstBytes: ByteBufferView?

    /// The words of that head's first line, where the line came in one piece.
    var words: [String]? {
        guard let firstBytes, hasLine, firstBytes.count >= lineLength else { return nil }
        return String(decoding: firstBytes.prefix(lineLength), as: UTF8.self).split(
            separator: " ", omittingEmptySubsequences: false
        ).map(String.init)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if isExpected {
            if start == nil { start = .now() }
            if !hasLine { read(unwrapInboundIn(data).readableBytesView) }
        }
        context.fireChannelRead(data)
    }

    /// The head is complete.
    func end() {
        isExpected = false
        start = nil
        lineLength = 0
        hasLine = false
        firstBytes = nil
    }

    private func read(_ bytes: ByteBufferView) {
        var bytes = bytes
        if firstBytes == nil {
            // Empty lines may come before it.
            bytes = bytes.drop { $0 == UInt8(ascii: "\r") || $0 == UInt8(ascii: "\n") }
            guard !bytes.isEmpty else { return }
            firstBytes = bytes
        }
        let end = bytes.firstIndex(of: UInt8(ascii: "\n"))
        hasLine = end != nil
        lineLength += end.map { bytes.distance(from: bytes.startIndex, to: $0) } ?? bytes.count
    }
}
