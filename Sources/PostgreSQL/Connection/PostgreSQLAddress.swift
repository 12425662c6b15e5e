internal import CPostgreSQL

/// Where a database is and how to get in, read from a URL. It can be shown: the password stays inside.
///
/// The URL is libpq's: `postgresql://user:password@host:port/database?sslmode=verify-full`, with several hosts, a Unix
/// socket (`?host=/run/postgresql`), certificates and all other parameters that libpq knows. What it does not name
/// comes from libpq's environment variables and its password file, so `postgresql://host/database` with `PGPASSWORD` or
/// `~/.pgpass` keeps the password out of the command line.
public struct PostgreSQLAddress: Sendable, Hashable {
    /// libpq's parameters by their keywords, in its order.
    private let parameters: [Parameter]

    struct Parameter: Sendable, Hashable {
        let keyword: String
        let value: String
    }

    /// Whether a text is a URL of PostgreSQL's, right or wrong.
    public static func isURL(_ text: String) -> Bool {
        text.hasPrefix("postgresql://") || text.hasPrefix("postgres://")
    }

    /// Reads a URL.
    ///
    /// - Throws: `misuse` where it is not one of PostgreSQL's. The error does not repeat the URL, since a password with an
    ///   unescaped character can be taken for any other part of it.
    public init(_ url: String) throws(PostgreSQLError) {
        guard Self.isURL(url), !url.utf8.contains(0) else { throw Self.refusal("it starts with postgresql://") }
        let rest = url.drop { $0 != "/" }.dropFirst(2)
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        let path = rest.dropFirst(authority.count).prefix { $0 != "?" }
        guard authority.count(where: { $0 == "@" }) <= 1, !path.contains("@") else {
            throw Self.refusal("one @ stands between the password and the host")
        }

        var message: UnsafeMutablePointer<CChar>?
        guard let options = PQconninfoParse(url, &message) else {
            PQfreemem(message)
            throw Self.refusal("it cannot be read")
        }
        defer { PQconninfoFree(options) }
        var parameters: [Parameter] = []
        var option = options
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val {
                parameters.append(Parameter(keyword: String(cString: keyword), value: String(cString: value)))
            }
            option += 1
        }
        self.parameters = parameters
        for port in self["port"]?.split(separator: ",", omittingEmptySubsequences: false) ?? [] where !port.isEmpty {
            guard let number = UInt16(port), number > 0 else {
                throw Self.refusal("a port is a number from 1 to 65535")
            }
        }
    }

    private static func refusal(_ rule: String) -> PostgreSQLError {
        PostgreSQLError(
            .misuse,
            "this is not a PostgreSQL URL such as postgresql://user@host:5432/database: \(rule); characters such as "
                + "@ : / ? # % in a user or password are written as %40 %3A %2F %3F %23 %25")
    }

    subscript(keyword: String) -> String? {
        parameters.first { $0.keyword == keyword }?.value
    }

    /// The parameters to connect with: the URL's, then those of `defaults` that it does not name.
    func parameters(defaults: [(keyword: String, value: String)]) -> [Parameter] {
        parameters
            + defaults.filter { self[$0.keyword] == nil }.map { Parameter(keyword: $0.keyword, value: $0.value) }
    }

    /// What must never be shown.
    private var secrets: [String] {
        ["password", "sslpassword"].compactMap { self[$0] }.filter { !$0.isEmpty }
    }

    /// A text without this address's secrets, should libpq or the server ever repeat one.
    func withoutSecrets(_ text: String) -> String {
        secrets.reduce(text) { $0.replacing($1, with: "********") }
    }

    /// The host, or the folder of the Unix socket, where the URL names it.
    public var host: String? { self["host"] ?? self["hostaddr"] }
    /// The port, where the URL names it.
    public var port: String? { self["port"] }
    /// The database, where the URL names it.
    public var database: String? { self["dbname"] }
    /// The role, where the URL names it.
    public var user: String? { self["user"] }
}

extension PostgreSQLAddress: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The address as a URL without the password and without parameters.
    public var description: String {
        let user = user.map { $0 + "@" } ?? ""
        let host = host.map { $0.hasPrefix("/") ? "" : $0.contains(":") && !$0.contains(",") ? "[\($0)]" : $0 } ?? ""
        let port = port.map { ":" + $0 } ?? ""
        return "postgresql://\(user)\(host)\(port)" + (database.map { "/" + $0 } ?? "")
    }
    /// The same.
    public var debugDescription: String { description }
    /// Nothing, so that no dump shows the password.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
