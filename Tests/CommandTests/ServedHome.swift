import Foundation
import Testing

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// `vitrine serve` over a home, running until this value goes.
final class ServedHome {
    private let process: Process
    private let folder: TemporaryFolder
    private let url: String

    private struct Answer<Content: Decodable>: Decodable {
        let data: Content
    }

    private struct Health: Decodable {
        let warehouseVersion: String
    }

    private struct Overview: Decodable {
        let totalOrders: Int
    }

    /// Starts the server on a free port and waits until it listens.
    init(_ home: String) throws {
        folder = try TemporaryFolder()
        let path = try folder.write("", to: "output")
        let output = try #require(FileHandle(forWritingAtPath: path))
        process = try Program.start(["serve", "--home", home, "--port", "0"], output: output)
        var found: String?
        for _ in 0..<600 where found == nil {
            usleep(50_000)
            let line = try String(contentsOfFile: path, encoding: .utf8)
            guard line.hasSuffix("\n") else { continue }
            found = line.split(separator: " ").first { $0.hasPrefix("http://") }.map(String.init)
        }
        url = try #require(found, "the server did not start")
    }

    deinit {
        process.terminate()
        process.waitUntilExit()
    }

    /// The version that the server answers from.
    func version() async throws -> String {
        try await ask("/api/health", as: Health.self).warehouseVersion
    }

    /// The orders of all days.
    func orders() async throws -> Int {
        try await ask("/api/overview?days=all", as: Overview.self).totalOrders
    }

    private func ask<Content: Decodable>(_ path: String, as type: Content.Type) async throws -> Content {
        let (data, response) = try await URLSession.shared.data(from: try #require(URL(string: url + path)))
        #expect((response as? HTTPURLResponse)?.statusCode == 200, "\(path)")
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(Answer<Content>.self, from: data).data
    }
}
