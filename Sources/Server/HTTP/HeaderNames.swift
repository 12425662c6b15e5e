import HTTPTypes

extension HTTPField.Name {
    /// `X-Request-Id`
    static let requestIdentifier = known("X-Request-Id")
    /// `Cache-Status`, RFC 9211.
    static let cacheStatus = known("Cache-Status")
    /// A `Host` header among the others: one too many, since the first is the request's authority.
    static let secondHost = known("Host")
    /// `Referrer-Policy`
    static let referrerPolicy = known("Referrer-Policy")
    /// `Permissions-Policy`
    static let permissionsPolicy = known("Permissions-Policy")
    /// `Cross-Origin-Opener-Policy`
    static let crossOriginOpenerPolicy = known("Cross-Origin-Opener-Policy")

    private static func known(_ name: StaticString) -> Self {
        guard let known = Self(name.description) else { preconditionFailure("\(name) is no header's name") }
        return known
    }
}
