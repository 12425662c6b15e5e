/// Which names a request may call this server by.
///
/// A page from elsewhere can point its own name at 127.0.0.1 and then read, as its own, what is served there (DNS
/// rebinding). The name it calls the server by gives it away.
struct HostCheck: Sendable {
    private let names: Set<String>?

    /// - Parameters:
    ///   - host: The address that the server listens on.
    ///   - names: More names it is called by, such as the one a reverse proxy passes on. On an address that is not this
    ///     machine's own, any name will do unless some are given.
    init(listeningOn host: String, names: [String]) {
        let isLocal = Self.isLoopback(host)
        guard isLocal || !names.isEmpty else {
            self.names = nil
            return
        }
        self.names = Set((isLocal ? Self.localNames : [host]) + names.map { Self.name(of: $0) ?? $0.lowercased() })
    }

    /// Whether only this machine can reach the address.
    static func isLoopback(_ host: String) -> Bool { ["127.0.0.1", "::1", "localhost"].contains(host) }

    /// Whether a text is a name that a request may call a server by: of letters, digits, dots, dashes and underlines, or an
    /// address in brackets, perhaps with a port.
    static func isName(_ text: String) -> Bool {
        guard let name = name(of: text) else { return false }
        return name.wholeMatch(of: /\[[0-9a-f:.]+\]|[a-z0-9_-]+(\.[a-z0-9_-]+)*\.?/) != nil
    }

    /// Whether a request with this authority, `name` or `name:port`, is meant for this server.
    func accepts(_ authority: String) -> Bool {
        guard let names else { return true }
        guard let name = Self.name(of: authority) else { return false }
        return names.contains(name)
    }

    private static let localNames = ["localhost", "127.0.0.1", "[::1]"]

    /// The name without the port, in small letters; nil where that is not what the text holds.
    private static func name(of authority: String) -> String? {
        let end =
            if authority.hasPrefix("[") {
                authority.firstIndex(of: "]").map { authority.index(after: $0) }
            } else {
                authority.firstIndex(of: ":") ?? authority.endIndex
            }
        guard let end, end > authority.startIndex else { return nil }
        let port = authority[end...]
        guard port.isEmpty || (port.first == ":" && port.utf8.dropFirst().allSatisfy { (0x30...0x39).contains($0) })
        else {
            return nil
        }
        return authority[..<end].lowercased()
    }
}
