import HTTPTypes
import Hummingbird
import Learning
import NIOCore
import NIOHTTP1
import Warehouse

extension APIError {
    /// The failure to tell a client of, for what was thrown while its request was answered.
    ///
    /// - Returns: Nil for what is the program's own fault, which only the log is told.
    init?(_ cause: any Error) {
        switch cause {
        case let error as APIError: self = error
        case let error as LearningError: self.init(error)
        case let error as WarehouseError where error.kind == .unavailable: self = .unavailable
        case let error as AnswerTimeout:
            self.init(
                status: .serviceUnavailable, code: "request_timeout",
                message: "No answer within \(error.limit.words): the server is busy.",
                retryAfter: 5)
        case let error as QueryTimeout:
            self.init(
                status: .gatewayTimeout, code: "query_timeout",
                message: "The question took longer than \(error.limit.words); ask about fewer days.")
        // The only connection that a request reads from or writes to by itself is the client's.
        case is IOError, is ChannelError: self = .clientLeft
        case is CancellationError where Client.current?.hasLeft == true: self = .clientLeft
        case is CancellationError:
            self.init(
                status: .serviceUnavailable, code: "cancelled",
                message: "The server is being stopped, or the request was given up.", retryAfter: 5)
        case is NIOTooManyBytesError:
            self.init(status: .contentTooLarge, code: "body_too_long", message: "The body is too long.")
        case is HTTPParserError, is BrokenBody: self.init(status: .badRequest)
        case let error as any HTTPResponseError: self.init(status: error.status)
        default: return nil
        }
    }

    /// Why there is no prediction.
    init(_ error: LearningError) {
        switch error.kind {
        case .input: self = .badParameter(error.parameter ?? "body", error.message)
        case .noModel, .data: self.init(status: .serviceUnavailable, code: "no_model", message: error.message)
        case .refusedModel:
            self.init(status: .serviceUnavailable, code: "model_refused", message: error.message)
        case .environment: self = .inside
        }
    }

    /// What the router or a parser refused with a status of its own.
    init(status: HTTPResponse.Status) {
        switch status {
        case .notFound: self = .notFound
        case .contentTooLarge:
            self.init(status: status, code: "body_too_long", message: "The body is too long.")
        case .uriTooLong: self.init(status: status, code: "url_too_long", message: "The URL is too long.")
        case .requestHeaderFieldsTooLarge:
            self.init(status: status, code: "headers_too_long", message: "The headers are too long, or too many.")
        default:
            self.init(status: status, code: "bad_request", message: "The request cannot be understood.")
        }
    }
}

extension Duration {
    /// Whole seconds in words.
    fileprivate var words: String { components.seconds == 1 ? "1 second" : "\(components.seconds) seconds" }
}
