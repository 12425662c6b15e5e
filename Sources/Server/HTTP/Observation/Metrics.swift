import HTTPTypes
import Values

/// Counts what the server does, for Prometheus to fetch.
///
/// Requests are told apart by route, method and status: few values each, whatever clients send.
final class Metrics: Sendable {
    /// What requests are told apart by.
    struct Labels: Hashable, Sendable {
        /// The route's template, never the URL.
        let route: String
        /// The method; `other` where it is not one of the usual.
        let method: String
        /// The status code.
        let status: Int
    }

    /// What was counted so far.
    struct Figures: Sendable {
        /// How long requests took.
        var requests: [Labels: Histogram] = [:]
        /// The bytes of the bodies sent.
        var bytesSent = 0
        /// Requests being answered now.
        var running = 0
    }

    private let state = Locked(Figures())

    /// Counts a request that begins to be answered.
    func begin() { state.withLock { $0.running += 1 } }

    /// Counts a request that has its answer.
    func end(_ labels: Labels, seconds: Double, bytes: Int) {
        state.withLock { figures in
            figures.running -= 1
            figures.bytesSent += bytes
            figures.requests[labels, default: Histogram()].record(seconds: seconds)
        }
    }

    /// What was counted so far.
    var figures: Figures { state.withLock { $0 } }

    /// The name of a method as a label.
    static func label(_ method: HTTPRequest.Method) -> String {
        switch method {
        case .get: "GET"
        case .head: "HEAD"
        case .post: "POST"
        case .put: "PUT"
        case .delete: "DELETE"
        case .options: "OPTIONS"
        case .patch: "PATCH"
        default: "other"
        }
    }
}
