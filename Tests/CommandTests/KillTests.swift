import Foundation
import Testing

/// A load that is killed leaves the version before it in place, and nothing that the next load does not remove.
@Suite(.serialized)
struct KillTests {
    private struct Check: Decodable {
        let version: String
    }

    private let folder: TemporaryFolder
    private var home: String { folder.path + "/home" }

    init() throws {
        folder = try TemporaryFolder()
        for name in ["here", "temporary"] {
            try FileManager.default.createDirectory(atPath: "\(folder.path)/\(name)", withIntermediateDirectories: true)
        }
    }

    /// The current version, whose checks have to pass.
    private func version() throws -> String {
        let check = try Program.run("check", "--json", "--home", home)
        #expect(check.exitCode == 0, "\(check.errors)")
        return try JSONDecoder().decode(Check.self, from: Data(check.output.utf8)).version
    }

    private func export(seed: Int, orders: Int) throws -> String {
        let path = "\(folder.path)/export-\(seed)"
        #expect(try Program.run("demo", path, "--orders", "\(orders)", "--seed", "\(seed)").exitCode == 0)
        return path
    }

    /// Starts a load whose temporary files, if it makes any, are seen.
    private func startLoad(_ export: String, home: String) throws -> Process {
        try Program.start(
            ["load", export, "--home", home], environment: ["TMPDIR": folder.path + "/temporary"],
            in: folder.path + "/here")
    }

    private func contents(_ path: String) throws -> Set<String> {
        Set(try FileManager.default.contentsOfDirectory(atPath: path))
    }

    @Test func killedAtTwentyMomentsTheOldVersionServesAndTheNextLoadSucceeds() async throws {
        let first = try export(seed: 1, orders: 400)
        #expect(try Program.run("load", first, "--home", home).exitCode == 0)
        var current = try version()
        let server = try ServedHome(home)
        var orders = try await server.orders()
        #expect(orders == 400)

        // How long a whole load takes, so that the kills spread over it.
        var next = try export(seed: 2, orders: 600)
        let rehearsal = folder.path + "/rehearsal"
        #expect(try Program.run("load", first, "--home", rehearsal).exitCode == 0)
        let start = ContinuousClock.now
        try startLoad(next, home: rehearsal).waitUntilExit()
        let duration = (ContinuousClock.now - start) / .seconds(1)

        var kills = 0
        var published = 1
        while kills < 20 {
            let load = try startLoad(next, home: home)
            usleep(UInt32(Double.random(in: 0...duration) * 1_000_000))
            kill(load.processIdentifier, SIGKILL)
            load.waitUntilExit()
            let wasKilled = load.terminationReason == .uncaughtSignal
            if wasKilled { kills += 1 }
            let found = try version()
            if found == current {
                #expect(wasKilled, "a load that ended well published nothing")
                #expect(try await server.version() == current)
                #expect(try await server.orders() == orders)
            } else {
                // The kill came after the one step that makes a version current: the new one is whole. On with another.
                published += 1
                current = found
                try await wait { try await server.version() == found }
                orders = try await server.orders()
                #expect(orders == 400 + (published - 1) * 600)
                next = try export(seed: published + 1, orders: 600)
            }
        }

        #expect(try contents(folder.path + "/temporary") == [])
        #expect(try contents(folder.path + "/here") == [])
        let last = try Program.run("load", next, "--home", home)
        #expect(last.exitCode == 0, "\(last.errors)")
        let final = try version()
        #expect(final != current)
        try await wait { try await server.version() == final }
        #expect(try contents(home + "/landing").count == published + 1)
        #expect(try contents(home + "/versions").allSatisfy { Int($0) != nil })
        #expect(try contents(home + "/versions").count <= 4)
        #expect(try contents(home) == ["home.json", "lock", "landing", "versions", "current"])
    }

    /// Waits until something is so, for at most twenty seconds.
    private func wait(until condition: () async throws -> Bool) async throws {
        for _ in 0..<400 {
            if try await condition() { return }
            try await Task.sleep(for: .milliseconds(50))
        }
        Issue.record("waited in vain")
    }
}
