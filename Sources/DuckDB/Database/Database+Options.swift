extension Database {
    /// How a database is opened. The values hold for every connection of it.
    public struct Options: Sendable {
        /// Whether to open the file for reading only, which several processes may do at once.
        public var isReadOnly: Bool
        /// How many threads queries use together; nil leaves it to DuckDB, which takes one a core.
        public var threads: Int?
        /// The most memory DuckDB takes, such as `4GB`; nil leaves it to DuckDB, which takes 80 % of the machine's.
        public var memoryLimit: String?
        /// Where DuckDB spills what exceeds the memory limit; nil is next to the file.
        public var temporaryDirectory: String?
        /// Whether queries are kept from everything outside the database: no files, no extensions, no `attach`, no
        /// change of settings.
        public var isLockedDown: Bool
        /// Further settings by DuckDB's names, such as `["preserve_insertion_order": "false"]`.
        public var settings: [String: String]

        /// Options, by default DuckDB's own except that no extension is ever fetched from the network.
        public init(
            isReadOnly: Bool = false,
            threads: Int? = nil,
            memoryLimit: String? = nil,
            temporaryDirectory: String? = nil,
            isLockedDown: Bool = false,
            settings: [String: String] = [:]
        ) {
            self.isReadOnly = isReadOnly
            self.threads = threads
            self.memoryLimit = memoryLimit
            self.temporaryDirectory = temporaryDirectory
            self.isLockedDown = isLockedDown
            self.settings = settings
        }

        /// The settings in the order to apply them; what locks the others comes last.
        var configuration: [(name: String, value: String)] {
            var all: [(String, String)] = [("autoinstall_known_extensions", "false")]
            if isReadOnly { all.append(("access_mode", "READ_ONLY")) }
            if let threads { all.append(("threads", String(threads))) }
            if let memoryLimit { all.append(("memory_limit", memoryLimit)) }
            if let temporaryDirectory { all.append(("temp_directory", temporaryDirectory)) }
            all += settings.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
            if isLockedDown {
                all.append(("enable_external_access", "false"))
                all.append(("lock_configuration", "true"))
            }
            return all
        }
    }
}
