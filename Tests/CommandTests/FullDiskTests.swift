import Foundation
import Testing

/// A disk that fills up during a load. Needs root, to make a small disk.
@Suite(.enabled(if: geteuid() == 0, "a small file system can be mounted by root only"))
struct FullDiskTests {
    private func run(_ program: String, _ arguments: String...) throws -> Bool {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus == 0
    }

    @Test func theLoadSaysSoAndTheVersionBeforeStays() throws {
        let folder = try TemporaryFolder()
        let disk = folder.path + "/disk"
        try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: true)
        guard try run("/bin/mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", disk) else {
            // A container may forbid mounts even to root.
            print("skipped: no file system can be mounted here")
            return
        }
        defer { _ = try? run("/bin/umount", disk) }
        let home = disk + "/home"
        #expect(try Program.run("demo", folder.path + "/small", "--orders", "100").exitCode == 0)
        let first = try Program.run("load", folder.path + "/small", "--home", home)
        #expect(first.exitCode == 0, "\(first.errors)")

        #expect(try Program.run("demo", folder.path + "/large", "--orders", "40000", "--seed", "2").exitCode == 0)
        let second = try Program.run("load", folder.path + "/large", "--home", home)
        #expect(second.exitCode == 3)
        #expect(second.errors.contains("no space is left on the disk of \(home)"), "\(second.errors)")

        let check = try Program.run("check", "--home", home)
        #expect(check.exitCode == 0, "\(check.errors)")
        #expect(check.output.contains("Version 1-"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: home + "/versions") == ["1"])
    }
}
