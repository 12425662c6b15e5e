import HTTPTypes
import Hummingbird

extension EntityTag {
    /// The 304 for a client that holds the body with this tag, plain or, as long as it accepts gzip, gzipped.
    ///
    /// Needs no body, so a question need not be asked to learn that its answer is the one the client has.
    ///
    /// - Returns: The answer, or nil where the client holds another body or none.
    func unchanged(_ request: Request, cacheControl: String = "no-cache") -> Outgoing? {
        guard let held = request.headers[.ifNoneMatch] else { return nil }
        let current =
            if isNamed(in: held) {
                self
            } else if compressed.isNamed(in: held), AcceptEncoding(request.headers[.acceptEncoding]).prefersGzip {
                compressed
            } else {
                nil as EntityTag?
            }
        guard let current else { return nil }
        return Outgoing(
            status: .notModified,
            headers: [.eTag: current.description, .cacheControl: cacheControl, .vary: "Accept-Encoding"])
    }
}
