import Foundation
import Testing

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// The program as a server: how it starts, and how it stops.
@Suite(.serialized)
struct ServeTests {
    private let folder: TemporaryFolder
    private var home: String { folder.path + "/home" }

    init() throws { folder = try TemporaryFolder() }

    private func load(orders: Int) throws {
        #expect(try Program.run("demo", folder.path + "/shop", "--orders", "\(orders)").exitCode == 0)
        #expect(try Program.run("load", folder.path + "/shop", "--home", home).exitCode == 0)
    }

    /// Starts a server and waits until it says where it listens.
    private func serve(_ options: String...) throws -> (process: Process, address: String) {
        let pipe = Pipe()
        let process = try Program.start(["serve", "--home", home, "--port", "0"] + options, output: pipe)
        var text = ""
        while !text.contains("\n") {
            let data = pipe.fileHandleForReading.availableData
            try #require(!data.isEmpty, "the server did not start")
            text += String(decoding: data, as: UTF8.self)
        }
        return (process, try #require(text.split(separator: " ").first { $0.hasPrefix("http://") }.map(String.init)))
    }

    @concurrent private static func get(_ address: String) async throws -> (status: Int, text: String) {
        let (data, response) = try await URLSession.shared.data(from: try #require(URL(string: address)))
        return ((response as? HTTPURLResponse)?.statusCode ?? 0, String(decoding: data, as: UTF8.self))
    }

    private func stop(_ process: Process, _ signal: Int32 = SIGTERM) -> Int32 {
        kill(process.processIdentifier, signal)
        process.waitUntilExit()
        return process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
    }

    /// Asks questions, each another one, until the warehouse is at work on one of them.
    private func askSlowly(_ address: String) async throws -> Task<(status: Int, text: String), any Error> {
        for limit in 1...100 {
            let question = "/api/query?metrics=revenue,customers&by=product,city,seller&days=all&limit=\(limit)"
            let asked = Task { try await Self.get(address + question) }
            for _ in 0..<10 {
                let metrics = try await Self.get(address + "/metrics").text
                if metrics.contains("\nvitrine_queries_running 1") { return asked }
            }
            _ = try await asked.value
        }
        Issue.record("no question was slow enough")
        return Task { (0, "") }
    }

    @Test(arguments: [SIGTERM, SIGINT])
    func aServerWithOpenConnectionsStopsAtOnce(signal: Int32) async throws {
        let (process, address) = try serve()
        #expect(try await Self.get(address + "/api/health").status == 200)
        #expect(stop(process, signal) == 0)
    }

    @Test func whatIsUnderWayIsFinishedFirst() async throws {
        try load(orders: 20_000)
        let (process, address) = try serve()
        let asked = try await askSlowly(address)
        #expect(stop(process) == 0)
        let answer = try await asked.value
        #expect(answer.status == 200)
        #expect(answer.text.hasPrefix("{\"success\":true"))
        #expect(answer.text.hasSuffix("}"))
    }

    @Test func whatIsUnderWayDoesNotHoldTheServerUpForEver() async throws {
        try load(orders: 20_000)
        let (process, address) = try serve("--shutdown-timeout", "0")
        let asked = try await askSlowly(address)
        #expect(stop(process) == 0)
        // It is told that it was given up, or hears nothing more; it may also have been done just before.
        let answer = try? await asked.value
        #expect([nil, 200, 503].contains(answer?.status))
    }

    @Test(.timeLimit(.minutes(1))) func aSecondInterruptDoesNotWait() async throws {
        try load(orders: 300)
        let (process, address) = try serve("--shutdown-timeout", "600")
        let port = try #require(address.split(separator: ":").last)
        // A request whose body does not come is under way for half a minute.
        let client = Process()
        client.executableURL = URL(fileURLWithPath: "/bin/bash")
        let head = [
            "POST /api/ml/predict HTTP/1.1", "Host: localhost:\(port)", "Content-Type: application/json",
            "Content-Length: 9", "",
        ]
        let lines = head.map { "\($0)\\r\\n" }.joined()
        client.arguments = ["-c", "exec 3<>/dev/tcp/127.0.0.1/\(port); printf '\(lines)' >&3; echo sent; cat <&3"]
        let pipe = Pipe()
        client.standardOutput = pipe
        try client.run()
        defer { client.terminate() }
        #expect(String(decoding: pipe.fileHandleForReading.availableData, as: UTF8.self) == "sent\n")
        // Those two are what the server has: the request of the client, and this one.
        while try await !Self.get(address + "/metrics").text.contains("\nvitrine_http_requests_running 2") {}
        kill(process.processIdentifier, SIGINT)
        // It has heard when it takes no more connections.
        while (try? await Self.get(address + "/api/health")) != nil {}
        #expect(process.isRunning)
        #expect(stop(process, SIGINT) == -SIGINT)
    }

    @Test func anAddressThatOthersReachNeedsToBeAllowed() async throws {
        let refused = try Program.run("serve", "--home", home, "--host", "0.0.0.0")
        #expect(refused.exitCode == 2)
        #expect(refused.errors.contains("--allow-remote"))
        let (process, address) = try serve("--host", "0.0.0.0", "--allow-remote")
        let port = try #require(address.split(separator: ":").last)
        #expect(try await Self.get("http://127.0.0.1:\(port)/api/health").status == 200)
        #expect(stop(process) == 0)
    }

    @Test(arguments: [
        ["--cors-origin", "example"], ["--cache-size", "-1"], ["--query-timeout", "0"], ["--max-connections", "0"],
        ["--access-log", "xml"], ["--port", "65536"], ["--allow-host", "http://shop.example/"],
        ["--cors-origin", "https://shop.example:99999"], ["--cors-origin", "https://..."],
    ])
    func wrongOptionsAreRefused(options: [String]) throws {
        #expect(try Program.run(arguments: ["serve", "--home", home] + options).exitCode == 2)
    }

    @Test func aHomeThatIsAFileIsRefused() throws {
        let file = try folder.write("no home", to: "file")
        let run = try Program.run("serve", "--home", file, "--port", "0")
        #expect(run.exitCode == 3)
        #expect(run.errors.contains("a home is a folder"))
    }

    /// Starts a server under limits of open files, opens connections that do nothing, and asks it.
    private func askAmongIdle(_ limits: String) async throws -> (status: Int, errors: String) {
        let (output, errors) = (Pipe(), Pipe())
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/bash")
        process.arguments = [
            "-c",
            "\(limits); exec \(Program.path) serve --home \(home) --port 0 --max-connections 300 --access-log off",
        ]
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        let address = try #require(line.split(separator: " ").first { $0.hasPrefix("http://") }.map(String.init))
        let port = try #require(address.split(separator: ":").last.flatMap { UInt16($0) })
        let idle = (0..<250).map { _ in Self.connect(port) }
        defer { for descriptor in idle { close(descriptor) } }
        let status = try await Self.get(address + "/api/health").status
        #expect(stop(process) == 0)
        return (status, String(decoding: errors.fileHandleForReading.availableData, as: UTF8.self))
    }

    private static func connect(_ port: UInt16) -> Int32 {
        #if canImport(Glibc)
            let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #else
            let descriptor = socket(AF_INET, SOCK_STREAM, 0)
        #endif
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        _ = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Foundation.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        return descriptor
    }

    @Test(.timeLimit(.minutes(1))) func fewOpenFilesMeanFewConnectionsAndNoServerThatHangs() async throws {
        // The soft limit alone is raised, silently.
        let soft = try await askAmongIdle("ulimit -Sn 200")
        #expect(soft.status == 200)
        #expect(soft.errors.isEmpty, "\(soft.errors)")
        let hard = try await askAmongIdle("ulimit -n 200")
        #expect(hard.status == 200)
        #expect(hard.errors.contains("at most 100 connections at a time instead of 300"), "\(hard.errors)")
        #expect(hard.errors.split(separator: "\n").count == 1)
    }

    @Test func aPortThatIsTakenIsSaid() throws {
        let (process, address) = try serve()
        let port = String(try #require(address.split(separator: ":").last))
        let second = try Program.run("serve", "--home", home, "--port", port)
        #expect(second.exitCode == 3)
        #expect(second.errors.contains("cannot listen on 127.0.0.1:\(port)"))
        #expect(stop(process) == 0)
    }
}
