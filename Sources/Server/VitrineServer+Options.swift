import Values

extension VitrineServer {
    /// Where and what to serve, and how much of the machine to give to it.
    public struct Options: Sendable {
        /// How the access log is written.
        public enum AccessLogForm: String, Sendable, CaseIterable {
            /// `key=value` pairs.
            case logfmt
            /// One JSON object a line.
            case json
            /// Not at all.
            case off
        }

        /// The address to listen on.
        public var host: String
        /// The port to listen on; 0 takes a free one.
        public var port: Int
        /// How often to look for a newly published version.
        public var refreshInterval: Duration
        /// The day that "the last 30 days" end on, in place of the one that the data says.
        public var asOf: Day?
        /// How many bytes of answers to keep; 0 keeps none.
        public var cacheCapacity = 64 << 20
        /// How long one query may run.
        public var queryTimeout: Duration = .seconds(20)
        /// How long a request may wait for its answer, its queries' turn included.
        public var requestTimeout: Duration = .seconds(30)
        /// Pages of these origins may read the API in a browser; `*` is all.
        public var crossOrigins: [String] = []
        /// Names the server may be called by, beside those of the address it listens on.
        public var hostNames: [String] = []
        /// How the access log on standard error is written.
        public var accessLog = AccessLogForm.off

        /// How long requests under way may take when the server stops.
        public var shutdownTimeout: Duration = .seconds(10)
        /// How many connections there may be at a time; more wait.
        public var connectionCount: Int {
            get { connections.count }
            set { connections.count = newValue }
        }
        /// How many connections there may be, and how slow clients may be.
        var connections = ConnectionLimits()

        /// Names the address to listen on.
        public init(host: String = "127.0.0.1", port: Int = 5001, refreshInterval: Duration = .milliseconds(500)) {
            self.host = host
            self.port = port
            self.refreshInterval = refreshInterval
        }
    }
}

extension VitrineServer.Options {
    /// Has the system allow as many open files as the connections need; where it allows fewer, has fewer connections.
    ///
    /// - Returns: How many open files it allows, where that is too few; nil otherwise.
    public mutating func fitConnectionsToOpenFiles() -> Int? {
        let room = OpenFiles.makeRoom(forConnections: connections.count)
        defer { connections.count = room.connections }
        return room.connections < connections.count ? room.files : nil
    }
}

extension VitrineServer {
    /// Whether only this machine can reach an address.
    public static func isLoopback(_ host: String) -> Bool { HostCheck.isLoopback(host) }

    /// Whether a text is a name that requests may call a server by, perhaps with a port.
    public static func isHostName(_ text: String) -> Bool { HostCheck.isName(text) }

    /// Whether a text is an origin: a scheme and a host, perhaps a port, or `*`.
    public static func isOrigin(_ text: String) -> Bool { CrossOrigin.isOrigin(text) }
}
