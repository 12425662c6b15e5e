extension PostgreSQLConnection {
    /// How a connection is made and what holds for all its statements.
    public struct Options: Sendable {
        /// What the server's lists show as the program, up to 63 bytes.
        public var applicationName: String
        /// How long connecting may take, unless the address has a `connect_timeout`.
        public var connectLimit: Duration
        /// How long a statement may take, after which the server ends it with `timeout`; nil for any time.
        public var statementLimit: Duration?
        /// Further settings by PostgreSQL's names, such as `["search_path": "vitrine_v7"]`.
        public var settings: [String: String]

        /// Options.
        public init(
            applicationName: String = "vitrine", connectLimit: Duration = .seconds(10),
            statementLimit: Duration? = nil, settings: [String: String] = [:]
        ) {
            self.applicationName = applicationName
            self.connectLimit = connectLimit
            self.statementLimit = statementLimit
            self.settings = settings
        }

        /// What libpq is told unless the address says otherwise. A network that swallows everything is found out within
        /// a minute.
        var parameters: [(keyword: String, value: String)] {
            [
                ("fallback_application_name", applicationName),
                ("keepalives_idle", "30"), ("keepalives_interval", "10"), ("keepalives_count", "3"),
                ("tcp_user_timeout", "60000"),
            ]
        }

        /// What is set in the session, whatever the address, the server, the database or the role say: texts are UTF-8, dates
        /// and numbers as text look the same, and no time limit holds but the one here.
        var sessionSettings: [(name: String, value: String)] {
            let all = [
                ("client_encoding", "UTF8"), ("datestyle", "ISO, MDY"), ("timezone", "UTC"),
                ("standard_conforming_strings", "on"),
                ("statement_timeout", String(Int((statementLimit ?? .zero) / .milliseconds(1)))),
            ]
            return all + settings.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        }

        func connectLimit(for address: PostgreSQLAddress) -> Duration {
            // As in libpq, zero and less mean any time; a day is that.
            guard let told = address["connect_timeout"].flatMap(Int.init) else { return connectLimit }
            return .seconds(told > 0 ? told : 86_400)
        }
    }
}
