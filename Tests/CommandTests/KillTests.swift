import Foundation
import Testing

/// A load that is killed leaves the version before it in place, and nothing that the next load does not remove.
@Suite(.serialized)
struct KillTests {
    private struct Check: Decodable {
        let version: String
    }

    private func version(of home: String) throws -> String {
        let check = try Program.run("check", "--json", "--home", home)
        #expect(check.exitCode == 0, "\(check.errors)")
        return try JSONDecoder().decode(Check.self, from: Data(check.output.utf8)).version
    }

    @Test func killedAtTwentyMomentsTheOldVersionServesAndTheNextLoadSucceeds() throws {
        let folder = try TemporaryFolder()
        let (first, second, home) = (folder.path + "/first", folder.path + "/second", folder.path + "/home")
        #expect(try Program.run("demo", first, "--orders", "400", "--seed", "1").exitCode == 0)
        #expect(try Program.run("demo", second, "--orders", "600", "--seed", "2").exitCode == 0)
        #expect(try Program.run("load", first, "--home", home).exitCode == 0)
        let before = try version(of: home)

        // How long a whole load takes, so that the kills spread over it.
        let rehearsal = folder.path + "/rehearsal"
        #expect(try Program.run("load", first, "--home", rehearsal).exitCode == 0)
        let start = ContinuousClock.now
        #expect(try Program.run("load", second, "--home", rehearsal).exitCode == 0)
        let duration = (ContinuousClock.now - start) / .seconds(1)

        var random = SystemRandomNumberGenerator()
        for _ in 0..<20 {
            let load = try Program.start(["load", second, "--home", home])
            usleep(UInt32(Double.random(in: 0...0.95, using: &random) * duration * 1_000_000))
            kill(load.processIdentifier, SIGKILL)
            load.waitUntilExit()
            // A kill that came too late finds the load done; what it published is whole all the same.
            let after = try version(of: home)
            if after != before { break }
        }

        let last = try Program.run("load", second, "--home", home)
        #expect(last.exitCode == 0, "\(last.errors)")
        #expect(try version(of: home) != before)
        let files = FileManager.default
        #expect(try files.contentsOfDirectory(atPath: home + "/landing").count == 2)
        #expect(try files.contentsOfDirectory(atPath: home + "/versions").allSatisfy { Int($0) != nil })
        #expect(
            try Set(files.contentsOfDirectory(atPath: home)) == [
                "home.json", "lock", "landing", "versions", "current",
            ])
    }
}
