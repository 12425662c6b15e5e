import HTTPTypes
import Hummingbird

/// Which pages from elsewhere may read the API in a browser (CORS). None, unless the operator names them.
struct CrossOrigin: Sendable {
    private let origins: Set<String>
    private let isForAll: Bool

    /// - Parameter origins: Origins such as `https://shop.example`, or `*` for all.
    init(origins: [String]) {
        self.origins = Set(origins.map { $0.lowercased() })
        isForAll = origins.contains("*")
    }

    /// Whether a text is an origin: a scheme and a host, perhaps a port, and nothing after it.
    static func isOrigin(_ text: String) -> Bool {
        if text == "*" { return true }
        guard let match = text.wholeMatch(of: /(?i)https?:\/\/([^\/:\[\]]+|\[[^\/\]]+\])(?::([1-9][0-9]{0,4}))?/) else {
            return false
        }
        return HostCheck.isName(String(match.1)) && match.2.map { UInt16($0) != nil } ?? true
    }

    /// The answer to a browser that asks whether it may send a request of another origin; nil where this is no such question.
    ///
    /// - Parameter methods: The methods that the route has, as in an `Allow` header.
    func preflight(_ request: Request, methods: String) -> Response? {
        guard request.method == .options, request.headers[.accessControlRequestMethod] != nil,
            let origin = request.headers[.origin]
        else { return nil }
        var response = Response(status: .noContent, headers: [.vary: "Origin, Access-Control-Request-Method"])
        guard let allowed = allowed(origin) else { return response }
        response.headers[.accessControlAllowOrigin] = allowed
        response.headers[.accessControlAllowMethods] = methods
        response.headers[.accessControlAllowHeaders] = "Content-Type, If-None-Match, X-Request-Id"
        response.headers[.accessControlMaxAge] = "600"
        return response
    }

    /// Lets the page that asks read an answer, where it may.
    func open(_ headers: inout HTTPFields, to request: Request) {
        if !isForAll { headers[.vary] = headers[.vary].map { $0 + ", Origin" } ?? "Origin" }
        guard let origin = request.headers[.origin], let allowed = allowed(origin) else { return }
        headers[.accessControlAllowOrigin] = allowed
        headers[.accessControlExposeHeaders] = "Cache-Status, Content-Disposition, ETag, Retry-After, X-Request-Id"
    }

    private func allowed(_ origin: String) -> String? {
        isForAll ? "*" : origins.contains(origin.lowercased()) ? origin : nil
    }
}
