import Foundation
import Testing

/// What the program writes where: results, progress, colour, JSON, help.
struct OutputTests {
    private let folder: TemporaryFolder
    private var home: String { folder.path + "/home" }

    init() throws { folder = try TemporaryFolder() }

    private func json(_ run: Program.Run) throws -> [String: Any] {
        #expect(run.exitCode == 0, "\(run.errors)")
        return try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    }

    @Test func resultsAsJSONStandAloneOnStandardOutput() throws {
        let export = folder.path + "/export"
        let demo = try json(try Program.run("demo", export, "--orders", "60", "--json"))
        #expect((demo["files"] as? [Any])?.count == 9)

        let load = try Program.run("load", export, "--home", home, "--json")
        #expect(load.errors.contains("Reading files\n"))
        let summary = try json(load)
        #expect(summary["is_published"] as? Bool == true)
        #expect((summary["tables"] as? [[String: Any]])?.first?["rows_read"] as? Int == 60)

        let again = try json(try Program.run("load", export, "--home", home, "--json"))
        #expect(again["is_published"] as? Bool == false)
        #expect(again["version"] as? String == summary["version"] as? String)

        let check = try json(try Program.run("check", "--home", home, "--json"))
        #expect(check["version"] as? String == summary["version"] as? String)
        #expect((check["checks"] as? [Any])?.count ?? 0 > 90)
    }

    @Test func aPersonsSummarySaysWhatCameOfEachTable() throws {
        let export = folder.path + "/export"
        #expect(try Program.run("demo", export, "--orders", "60").output.contains("vitrine load \(export)"))
        let run = try Program.run("load", export, "--home", home)
        let header = try #require(run.output.split(separator: "\n").first)
        #expect(
            header.split(separator: " ").map(String.init) == ["table", "read", "landed", "rejected", "new", "changed"])
        for words in ["Checks: ", " passed, ", "Data as of ", "is current in \(home), after "] {
            #expect(run.output.contains(words), "\(words) is not in: \(run.output)")
        }
        #expect(run.errors.split(separator: "\n").first == "Reading files")
        #expect(run.errors.split(separator: "\n").last == "Publishing")
        #expect(!run.errors.contains("\u{1B}"), "no terminal, so no rewriting of lines")
    }

    @Test(arguments: [[], ["demo"], ["load"], ["check"], ["query"], ["metrics"], ["serve"]])
    func helpTeachesWithinEightyColumns(command: [String]) throws {
        for arguments in [["help"] + command, command + ["--help"]] {
            let run = try Program.run(arguments: arguments)
            #expect(run.exitCode == 0)
            #expect(run.errors.isEmpty)
            #expect(run.output.contains("USAGE: vitrine"))
            for line in run.output.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
        }
    }

    @Test(arguments: ["demo", "load", "check", "query", "serve"])
    func helpShowsACommandInUse(command: String) throws {
        #expect(try Program.run("help", command).output.contains("\n  vitrine \(command)"))
    }

    @Test func wrongUsageIsExplainedOnStandardErrorAlone() throws {
        for arguments in [
            ["nonsense"], ["load", "--nonsense"], ["demo"], ["demo", folder.path + "/x", "--orders", "0"],
            ["demo", folder.path + "/x", "--orders", "many"], ["serve", "--port", "99999"],
            ["load", "x.csv", "--home", ""],
        ] {
            let run = try Program.run(arguments: arguments)
            #expect(run.exitCode == 2, "\(arguments): \(run.errors)")
            #expect(run.output.isEmpty, "\(arguments)")
            #expect(!run.errors.isEmpty, "\(arguments)")
        }
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/x"))
    }

    @Test func aFilterIsADimensionAndNothingElse() throws {
        let export = folder.path + "/export"
        #expect(try Program.run("demo", export, "--orders", "60").exitCode == 0)
        #expect(try Program.run("load", export, "--home", home).exitCode == 0)
        for (filter, words) in [
            ("limit=1", "--filter limit: there is no such filter; it is one of "),
            ("format=csv", "--filter format: there is no such filter; it is one of "),
            ("month=2018-01-01", "--filter month: time is chosen by --days, or --from and --to"),
            ("state", "--filter state: it has the form dimension=value"),
        ] {
            let run = try Program.run("query", "orders", "--filter", filter, "--home", home)
            #expect(run.exitCode == 2, "\(filter)")
            #expect(run.output.isEmpty, "\(filter)")
            #expect(run.errors.contains(words), "\(run.errors)")
        }
        let unknown = try Program.run("query", "nonsense", "--home", home)
        #expect(unknown.exitCode == 2)
        #expect(unknown.errors.contains("vitrine metrics lists them"), "\(unknown.errors)")
        let answer = try json(
            try Program.run("query", "orders", "--filter", "state=SP", "--format", "json", "--home", home))
        #expect((answer["meta"] as? [String: Any])?["columns"] is [[String: Any]])
    }

    @Test(arguments: ["", "1"])
    func colourIsForTerminalsAndNoColorTurnsItOff(noColour: String) throws {
        var terminal: (ours: Int32, theirs: Int32) = (0, 0)
        #expect(openpty(&terminal.ours, &terminal.theirs, nil, nil, nil) == 0)
        let theirs = FileHandle(fileDescriptor: terminal.theirs, closeOnDealloc: false)
        let load = try Program.start(
            ["load", folder.path + "/nowhere", "--home", home], errors: theirs,
            environment: ["NO_COLOR": noColour, "TERM": "xterm"])
        load.waitUntilExit()
        #expect(load.exitCode == 2)
        var bytes = [UInt8](repeating: 0, count: 65_536)
        let count = read(terminal.ours, &bytes, bytes.count)
        close(terminal.ours)
        close(terminal.theirs)
        let text = String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
        #expect(text.contains("nowhere"))
        #expect(text.contains("\u{1B}[31m") == noColour.isEmpty, "\(text)")
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
    func outputThatCannotBeWritten() throws {
        let export = folder.path + "/export"
        #expect(try Program.run("demo", export, "--orders", "60").exitCode == 0)
        let full = try #require(FileHandle(forWritingAtPath: "/dev/full"))

        // Progress that cannot be shown is no reason to stop.
        let load = try Program.start(["load", export, "--home", home], errors: full)
        load.waitUntilExit()
        #expect(load.exitCode == 0)

        // A result that cannot be handed over is a failure.
        let path = try folder.write("", to: "errors")
        let errors = try #require(FileHandle(forWritingAtPath: path))
        let check = try Program.start(["check", "--home", home, "--json"], output: full, errors: errors)
        check.waitUntilExit()
        #expect(check.exitCode == 3)
        #expect(try String(contentsOfFile: path, encoding: .utf8).contains("standard output"))
    }
}
