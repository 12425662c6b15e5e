import Hummingbird
import NIOCore

extension ConnectionGuard {
    /// Looks at the connection after an interval, and again after each.
    func scheduleCheck(_ context: ChannelHandlerContext) {
        let bound = NIOLoopBound((guardian: self, context: context), eventLoop: context.eventLoop)
        check = context.eventLoop.scheduleTask(in: orders.limits.interval) {
            let (guardian, context) = bound.value
            guard context.channel.isActive else { return }
            guardian.check(context)
            guardian.scheduleCheck(context)
        }
    }

    private func check(_ context: ChannelHandlerContext) {
        let limits = orders.limits
        let now = NIODeadline.now()
        if let inputEnd, now - inputEnd > limits.halfClosed { client.leave() }
        if isStuck(context, now) {
            context.close(promise: nil)
            return
        }
        switch closing {
        case .lingering(let start):
            if now - start > limits.linger, unsent.bytes == 0 { context.close(promise: nil) }
            return
        case .afterAnswers: return
        case .no: break
        }
        if let start = headWatch?.start, now - start > limits.head {
            refuse(context, .tooSlow)
        } else if let bodyStart, now - bodyStart > limits.body {
            if unanswered > 0 { context.fireErrorCaught(APIError.tooSlow) } else { context.close(promise: nil) }
            closing = .afterAnswers(nil)
        } else if unanswered == 0, bodyStart == nil, headWatch?.start == nil, unsent.bytes == 0 {
            let idle = orders.connections.isFull ? limits.idleWhenFull : limits.idle
            if now - restStart > idle { context.close(promise: nil) }
        }
    }

    /// Whether the client takes too little of what is sent to it.
    private func isStuck(_ context: ChannelHandlerContext, _ now: NIODeadline) -> Bool {
        let bytes = (try? context.channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0
        let isEnough = bytes == 0 || bytes > unsent.bytes || bytes + orders.limits.sendProgress <= unsent.bytes
        if isEnough { unsent = (bytes, now) }
        return now - unsent.since > orders.limits.send
    }
}

extension APIError {
    /// The request did not arrive in time.
    static let tooSlow = APIError(
        status: .requestTimeout, code: "request_too_slow", message: "The request did not arrive in time.")
}
