import Foundation
import HTTPTypes
import Hummingbird
import Testing

@testable import Server

/// The page's files.
final class StaticFilesTests {
    private let folder = FileManager.default.temporaryDirectory.path + "/vitrine-files-" + UUID().uuidString
    private let files: StaticFiles
    private let script = String(repeating: "export const answer = 42;\n", count: 300)

    init() throws {
        files = StaticFiles(folder: folder + "/web")
        try FileManager.default.createDirectory(atPath: folder + "/web/js", withIntermediateDirectories: true)
        try FileManager.default.createDirectory(atPath: folder + "/web/img", withIntermediateDirectories: true)
        for (name, text) in [
            ("web/index.html", "<!doctype html>"), ("web/js/main.js", script), ("web/.keep", "hidden"),
            ("web/font.woff2", "no font"), ("secret.txt", "outside"), ("web/leer zeichen.txt", "space"),
            ("web/img/icon.svg", "<svg/>"),
        ] {
            try Data(text.utf8).write(to: URL(fileURLWithPath: folder + "/" + name))
        }
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    private func get(
        _ path: String, _ headers: HTTPFields = [:], method: HTTPRequest.Method = .get
    ) async throws -> Response {
        do {
            return try await files.response(
                to: Request(
                    head: HTTPRequest(
                        method: method, scheme: "http", authority: "localhost", path: path, headerFields: headers),
                    body: RequestBody(buffer: ByteBuffer())))
        } catch let error as APIError {
            return error.response
        }
    }

    @Test func aFileIsServedAsWhatItIs() async throws {
        let page = try await get("/")
        #expect(page.status == .ok)
        #expect(page.headers[.contentType] == "text/html; charset=utf-8")
        #expect(page.headers[.cacheControl] == "no-cache")
        #expect(try await get("/js/main.js").headers[.cacheControl] == "no-cache")
        #expect(try await get("/img/icon.svg").headers[.cacheControl] == "max-age=3600")
        #expect(try await get("/js/main.js").headers[.contentType] == "text/javascript; charset=utf-8")
        #expect(try await get("/font.woff2").headers[.contentType] == "font/woff2")
        #expect(try await get("/leer%20zeichen.txt").status == .ok)
        #expect(try await get("/js/main.js?v=2").status == .ok)
    }

    @Test(arguments: [
        "/nothing", "/js", "/js/", "/.keep", "/../secret.txt", "/js/../../secret.txt", "/%2e%2e/secret.txt",
        "/..%2fsecret.txt", "/js/%2e%2e/%2e%2e/secret.txt", "//index.html", "/js//main.js", "/index.html%00.js", "/%ff",
        "/..\\secret.txt", "index.html",
    ])
    func nothingElseIsServed(path: String) async throws {
        #expect(try await get(path).status == .notFound)
    }

    @Test func bothFormsHaveStrongTags() async throws {
        let plain = try await get("/js/main.js")
        let gzipped = try await get("/js/main.js", [.acceptEncoding: "gzip"])
        let tag = try #require(plain.headers[.eTag])
        #expect(tag.hasPrefix("\"") && tag.utf8.count == 34)
        #expect(gzipped.headers[.eTag] == tag.dropLast() + "-gzip\"")
        #expect(gzipped.headers[.contentEncoding] == "gzip")
        #expect(try #require(gzipped.body.contentLength) < script.utf8.count / 10)
        #expect(try await get("/js/main.js", [.ifNoneMatch: tag]).status == .notModified)
        #expect(try await get("/font.woff2", [.acceptEncoding: "gzip"]).headers[.contentEncoding] == nil)
    }

    @Test func aChangedFileIsReadAgain() async throws {
        let before = try await get("/js/main.js").headers[.eTag]
        try Data("changed".utf8).write(to: URL(fileURLWithPath: folder + "/web/js/main.js"))
        let after = try await get("/js/main.js")
        #expect(after.headers[.eTag] != before)
        #expect(after.headers[.contentLength] == "7")
        try FileManager.default.removeItem(atPath: folder + "/web/js/main.js")
        #expect(try await get("/js/main.js").status == .notFound)
    }

    @Test func partsAreOfThePlainForm() async throws {
        let tag = try #require(try await get("/js/main.js").headers[.eTag])
        let part = try await get("/js/main.js", [.range: "bytes=7-11", .acceptEncoding: "gzip"])
        #expect(part.status == .partialContent)
        #expect(part.headers[.contentRange] == "bytes 7-11/7800")
        #expect(part.headers[.contentLength] == "5")
        #expect(part.headers[.contentEncoding] == nil)
        #expect(part.headers[.eTag] == tag)
        #expect(part.body.contentLength == 5)
        let beyond = try await get("/js/main.js", [.range: "bytes=7800-"])
        #expect(beyond.status == .rangeNotSatisfiable)
        #expect(beyond.headers[.contentRange] == "bytes */7800")
        #expect(try await get("/js/main.js", [.range: "bytes=0-1", .ifRange: tag]).status == .partialContent)
        #expect(try await get("/js/main.js", [.range: "bytes=0-1", .ifRange: "\"old\""]).status == .ok)
        #expect(try await get("/js/main.js", [.range: "bytes=0-1", .ifNoneMatch: tag]).status == .notModified)
        #expect(try await get("/js/main.js", [.range: "bytes=0-1,5-6"]).status == .ok)
    }

    @Test func filesAreOnlyRead() async throws {
        let answer = try await get("/js/main.js", method: .post)
        #expect(answer.status == .methodNotAllowed)
        #expect(answer.headers[.allow] == "GET, HEAD, OPTIONS")
        #expect(try await get("/nothing", method: .post).status == .notFound)
    }

    @Test(arguments: [
        ("bytes=0-0", ByteRange.part(0..<1)), ("bytes=0-", .part(0..<10)), ("bytes=5-100", .part(5..<10)),
        ("bytes=-3", .part(7..<10)), ("bytes=-30", .part(0..<10)), ("Bytes= 1-2 ", .part(1..<3)),
        ("bytes=10-", .notThere),
        ("bytes=-0", .notThere), ("bytes=3-2", .whole), ("bytes=-", .whole), ("bytes=", .whole), ("lines=0-1", .whole),
        ("bytes=0-1,3-4", .whole), ("bytes=a-b", .whole), ("bytes=99999999999999999999-", .whole), ("", .whole),
    ])
    func aRangeIsReadAsTheStandardSays(header: String, range: ByteRange) {
        #expect(ByteRange(header, of: 10) == range)
    }
}
