import Foundation

/// A PostgreSQL server of the tests' own, on a free port of 127.0.0.1, with its data in a temporary folder.
///
/// It ends, and its folder goes, when the process that made it ends, however that ends: a helper process waits for it.
/// As root, the server runs as the user `postgres`, since PostgreSQL does not run as root.
public final class PrivateCluster: @unchecked Sendable {
    /// Why there is no server, or nil where one can be started.
    public static let obstacle: String? = {
        guard binaries != nil else { return "PostgreSQL is not installed; scripts/bootstrap test installs it" }
        return nil
    }()

    /// The server that all tests of a process share, each with a database of its own.
    public static let shared = Result { try PrivateCluster() }

    /// The superuser's password; it has all the characters that are special in a URL.
    public static let password = "se:cr@t/pa?ss#100%"

    /// The folder of the server's programs, the newest version's.
    private static let binaries: String? = {
        let files = FileManager.default
        let debian = "/usr/lib/postgresql"
        let versions = ((try? files.contentsOfDirectory(atPath: debian)) ?? []).compactMap(Int.init).sorted(by: >)
        let folders =
            versions.map { "\(debian)/\($0)/bin" }
            + (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
        return folders.first { files.isExecutableFile(atPath: $0 + "/initdb") }
    }()

    /// The port it listens on.
    public let port: Int
    private let folder: String
    private let settings: [String: String]
    private let lifeline: Pipe
    private let isRoot = geteuid() == 0
    private let lock = NSLock()
    private var databaseCount = 0

    private var data: String { folder + "/data" }

    /// Makes and starts a server.
    ///
    /// - Parameters:
    ///   - settings: Settings by their names, beside the tests' own.
    ///   - dataFolder: Where its data goes, such as a small disk; nil is a temporary folder.
    public init(settings: [String: String] = [:], dataFolder: String? = nil) throws {
        folder = dataFolder ?? FileManager.default.temporaryDirectory.path + "/vitrine-cluster-" + UUID().uuidString
        self.settings = settings
        port = try Self.freePort()
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        if isRoot { try Self.run(["/bin/chown", "postgres:postgres", folder]) }
        lifeline = try Self.startJanitor(of: folder)
        let passwordFile = folder + "/password"
        try Data(Self.password.utf8).write(to: URL(fileURLWithPath: passwordFile))
        if isRoot { try Self.run(["/bin/chown", "postgres:postgres", passwordFile]) }
        // Another alphabet than DuckDB's is the default here, so that a text column without its own collation is noticed.
        try runAsServer([
            "initdb", "--pgdata", data, "--username", "postgres", "--pwfile", passwordFile, "--encoding", "UTF8",
            "--locale", "C.UTF-8", "--locale-provider", "icu", "--icu-locale", "en-US", "--auth", "scram-sha-256",
            "--no-sync",
        ])
        try start()
    }

    // MARK: - Running

    /// Starts the server and waits until it answers.
    public func start() throws {
        var options = ["port": "\(port)", "listen_addresses": "127.0.0.1", "unix_socket_directories": folder]
        // A test's data may be lost with the machine.
        options["fsync"] = "off"
        options["max_connections"] = "60"
        options.merge(settings) { $1 }
        let arguments = options.sorted { $0.key < $1.key }.map { "-c \($0.key)='\($0.value)'" }
        try runAsServer([
            "pg_ctl", "start", "--wait", "--pgdata", data, "--log", folder + "/log", "--options",
            arguments.joined(separator: " "),
        ])
    }

    /// Stops the server; its sessions end at once.
    ///
    /// - Parameter isCrash: Whether it stops without tidying up, as when the machine loses power.
    public func stop(isCrash: Bool = false) throws {
        try runAsServer(["pg_ctl", "stop", "--wait", "--pgdata", data, "--mode", isCrash ? "immediate" : "fast"])
    }

    /// The server's log, for when a test fails.
    public var log: String { (try? String(contentsOfFile: folder + "/log", encoding: .utf8)) ?? "" }

    // MARK: - Using

    /// The URL of a database.
    public func url(
        database: String = "postgres", user: String = "postgres", password: String = PrivateCluster.password
    ) -> String {
        let allowed = CharacterSet.alphanumerics
        let hidden = password.addingPercentEncoding(withAllowedCharacters: allowed) ?? ""
        return "postgresql://\(user):\(hidden)@127.0.0.1:\(port)/\(database)"
    }

    /// Makes an empty database and returns its name.
    public func makeDatabase() throws -> String {
        let number = lock.withLock {
            databaseCount += 1
            return databaseCount
        }
        let name = "test_\(getpid())_\(number)"
        try execute("create database \(name)")
        return name
    }

    /// Runs SQL as the superuser, with PostgreSQL's own client, and returns what it prints: rows as lines, columns apart
    /// by bars.
    @discardableResult
    public func execute(_ sql: String, database: String = "postgres") throws -> String {
        try Self.run(
            [
                Self.binary("psql"), "--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--set",
                "ON_ERROR_STOP=1", "--host", "127.0.0.1", "--port", "\(port)", "--username", "postgres", "--dbname",
                database, "--command", sql,
            ], environment: ["PGPASSWORD": Self.password]
        ).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    // MARK: - Processes

    private static func binary(_ name: String) -> String { (binaries ?? "") + "/" + name }

    private func runAsServer(_ command: [String]) throws {
        let command = [Self.binary(command[0])] + command.dropFirst()
        let user = ["/usr/bin/setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"]
        try Self.run(isRoot ? user + command : command)
    }

    /// Runs a program to its end and returns what it prints.
    ///
    /// Not by Foundation's `Process`, which takes a program for running as long as a server that it started does.
    @discardableResult
    private static func run(_ command: [String], environment: [String: String] = [:]) throws -> String {
        let output = FileManager.default.temporaryDirectory.path + "/vitrine-output-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: output) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        let environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }.map { "\($0)=\($1)" }
        var pid = pid_t()
        let arguments = command.map { strdup($0) } + [nil]
        let variables = environment.map { strdup($0) } + [nil]
        defer { for text in arguments + variables { free(text) } }
        guard posix_spawn(&pid, command[0], &actions, nil, arguments, variables) == 0 else {
            throw Failure("\(command[0]) cannot be run")
        }
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0 && errno == EINTR {}
        let text = (try? String(contentsOfFile: output, encoding: .utf8)) ?? ""
        guard status == 0 else { throw Failure("\(command.prefix(6).joined(separator: " ")): \(text)") }
        return text
    }

    /// Starts the process that stops the server and removes the folder once the other end of the pipe is closed.
    private static func startJanitor(of folder: String) throws -> Pipe {
        let pipe = Pipe()
        _ = fcntl(pipe.fileHandleForWriting.fileDescriptor, F_SETFD, FD_CLOEXEC)
        let janitor = Process()
        janitor.executableURL = URL(fileURLWithPath: "/bin/sh")
        let script = """
            cat >/dev/null
            pid=$(head -n 1 "$1/data/postmaster.pid" 2>/dev/null)
            if [ -n "$pid" ]; then
                kill -INT "$pid"
                while kill -0 "$pid" 2>/dev/null; do sleep 0.1; done
            fi
            rm -rf "$1"
            """
        janitor.arguments = ["-c", script, "janitor", folder]
        janitor.standardInput = pipe
        janitor.standardOutput = FileHandle.nullDevice
        janitor.standardError = FileHandle.nullDevice
        try janitor.run()
        return pipe
    }

    private static func freePort() throws -> Int {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw Failure("no socket can be made") }
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                bind(descriptor, pointer, size) == 0 && getsockname(descriptor, pointer, &size) == 0
            }
        }
        guard result else { throw Failure("no port is free") }
        return Int(UInt16(bigEndian: address.sin_port))
    }

    /// Why the server could not be made or asked.
    public struct Failure: Error, CustomStringConvertible {
        /// The reason.
        public let description: String

        init(_ description: String) { self.description = description }
    }
}
