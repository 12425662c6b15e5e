import NIOCore

/// How many connections there may be, and how long each may take for what it does.
struct ConnectionLimits: Sendable {
    /// How many connections are open at a time; more wait in the system's queue until one closes.
    var count = 1024
    /// How long a connection may stay open between requests.
    var idle = TimeAmount.seconds(60)
    /// The same while there are as many connections as may be and others wait.
    var idleWhenFull = TimeAmount.seconds(1)
    /// How long a request's head may take to arrive.
    var head = TimeAmount.seconds(10)
    /// How long a request's body may take to arrive.
    var body = TimeAmount.seconds(30)
    /// In this time a client takes at least ``sendProgress`` bytes of what is sent to it.
    var send = TimeAmount.seconds(20)
    /// How much a client takes, at least, in the time of ``send``; less only where there is no more.
    var sendProgress = 4096
    /// How long a client that has closed its side may wait for its answer.
    var halfClosed = TimeAmount.seconds(1)
    /// How long to go on reading after a refusal, so that the client reads it before it learns that nobody listens.
    var linger = TimeAmount.seconds(2)

    /// How often a connection is looked at: often enough that no limit is passed by more than a quarter.
    var interval: TimeAmount {
        let shortest = [idle, head, body, send, halfClosed, linger].min() ?? .seconds(1)
        return min(max(.nanoseconds(shortest.nanoseconds / 4), .milliseconds(5)), .seconds(1))
    }
}
