import HTTPTypes
import Hummingbird

/// How large a request and how long its parts may be.
struct RequestLimits: Sendable {
    /// The URL's length, in bytes.
    var urlLength = 8 * 1024
    /// One header's length, and the URL's as the parser sees it, in bytes.
    var headerLength = 16 * 1024
    /// All headers together, in bytes.
    var headersLength = 32 * 1024
    /// How many headers.
    var headerCount = 100
    /// The body's length, in bytes.
    var bodyLength = 1 << 20

    /// Why a request is refused before anybody looks at what it wants; nil where it is not.
    func refusal(of request: Request) -> APIError? {
        let target = request.head.path ?? ""
        if target.utf8.count > urlLength {
            return APIError(
                status: .uriTooLong, code: "url_too_long", message: "The URL is longer than \(urlLength) bytes.")
        }
        guard let length = request.headers[.contentLength], !length.isEmpty,
            length.utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        // Digits that are no number for this machine are too large a one.
        return Int(length).map { $0 <= bodyLength } == true ? nil : Self.bodyTooLong(bodyLength)
    }

    static func bodyTooLong(_ length: Int) -> APIError {
        APIError(
            status: .contentTooLarge, code: "body_too_long", message: "The body is longer than \(length) bytes.",
            headers: [.connection: "close"])
    }
}
