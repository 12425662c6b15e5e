import Foundation
import Testing

/// The built program, run as a person would run it.
struct Program {
    /// What a run came to.
    struct Run {
        let exitCode: Int32
        let output: String
        let errors: String
    }

    /// The program that was built together with these tests.
    static let path: String = {
        let tests = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        var folder = tests
        for _ in 0..<4 {
            let candidate = folder.appendingPathComponent("vitrine").path
            if FileManager.default.isExecutableFile(atPath: candidate) { return candidate }
            folder.deleteLastPathComponent()
        }
        return tests.appendingPathComponent("vitrine").path
    }()

    /// Starts the program without waiting for it.
    ///
    /// - Parameters:
    ///   - output: Where its results go, as `Process.standardOutput` takes it; nowhere by default.
    ///   - errors: Where its progress and errors go.
    ///   - environment: Variables beside the tests' own.
    ///   - folder: The folder it runs in.
    static func start(
        _ arguments: [String], output: Any? = nil, errors: Any? = nil, environment: [String: String] = [:],
        in folder: String? = nil
    ) throws -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output ?? FileHandle.nullDevice
        process.standardError = errors ?? FileHandle.nullDevice
        try process.run()
        return process
    }

    /// Runs the program to its end.
    static func run(_ arguments: String...) throws -> Run { try run(arguments: arguments) }

    /// Runs the program to its end.
    static func run(arguments: [String], environment: [String: String] = [:], in here: String? = nil) throws -> Run {
        let folder = try TemporaryFolder()
        let outputPath = folder.path + "/output"
        let errorPath = folder.path + "/errors"
        for path in [outputPath, errorPath] { try Data().write(to: URL(fileURLWithPath: path)) }
        let output = try #require(FileHandle(forWritingAtPath: outputPath))
        let errors = try #require(FileHandle(forWritingAtPath: errorPath))
        let process = try start(arguments, output: output, errors: errors, environment: environment, in: here)
        process.waitUntilExit()
        return Run(
            exitCode: process.exitCode,
            output: try String(contentsOfFile: outputPath, encoding: .utf8),
            errors: try String(contentsOfFile: errorPath, encoding: .utf8))
    }
}

extension Process {
    /// The exit code of a process that has ended; the negative signal where one ended it.
    var exitCode: Int32 { terminationReason == .exit ? terminationStatus : -terminationStatus }
}

/// A folder that goes with the value that holds it.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.path + "/vitrine-tests-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Writes a file into the folder and returns its path.
    @discardableResult
    func write(_ text: String, to name: String) throws -> String {
        let file = path + "/" + name
        try FileManager.default.createDirectory(
            atPath: (file as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(fileURLWithPath: file))
        return file
    }
}
