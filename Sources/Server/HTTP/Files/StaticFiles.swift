import Foundation
import HTTPTypes
import Hummingbird
import NIOPosix
import Values

/// The page's files: read, hashed and gzipped once, then served out of memory until they change on disk.
final class StaticFiles: Sendable {
    private struct Loaded {
        let content: ServedContent
        let stamp: Stamp
    }

    /// Tells whether a file is still the one that was read.
    private struct Stamp: Equatable {
        let size: Int
        let seconds: Int
        let nanoseconds: Int
    }

    private let folder: String
    private let loaded = Locked<[String: Loaded]>([:])

    /// - Parameter folder: The folder whose files are served, with those in its subfolders.
    init(folder: String) { self.folder = folder }

    /// The methods of every file, as in an `Allow` header.
    static let allow = "GET, HEAD, OPTIONS"

    /// Whether there is a file at a path.
    func has(_ path: String) -> Bool { Self.path(in: path).flatMap { Self.stamp(folder + $0) } != nil }

    /// The answer to a request for a file.
    ///
    /// - Throws: ``APIError`` where there is no such file, or it is asked for with a method it does not have.
    func response(to request: Request) async throws -> Response {
        guard let path = Self.path(in: request.uri.path), let content = try await content(of: path) else {
            throw APIError.notFound
        }
        if request.method == .options { return Response(status: .noContent, headers: [.allow: Self.allow]) }
        guard request.method == .get || request.method == .head else { throw APIError.notAllowed(Self.allow) }
        if request.method == .get, let header = request.headers[.range], let part = part(header, of: content, request) {
            return part
        }
        return await content.response(to: request)
    }

    /// A path inside the folder, or nil for what is none: hidden files and whatever leads out.
    private static func path(in path: String) -> String? {
        guard let decoded = path.removingPercentEncoding, decoded.hasPrefix("/"), !decoded.utf8.contains(0) else {
            return nil
        }
        let segments = decoded.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        for (index, segment) in segments.enumerated() {
            if segment.first == "." || segment.contains("\\") { return nil }
            if segment.isEmpty, index < segments.count - 1 { return nil }
        }
        return decoded.hasSuffix("/") ? decoded + "index.html" : decoded
    }

    private func content(of path: String) async throws -> ServedContent? {
        guard let stamp = Self.stamp(folder + path) else { return nil }
        if let known = loaded.withLock({ $0[path] }), known.stamp == stamp { return known.content }
        let file = folder + path
        let content = try await NIOThreadPool.singleton.runIfActive { () -> ServedContent? in
            guard let data = FileManager.default.contents(atPath: file) else { return nil }
            return ServedContent(
                body: ByteBuffer(bytes: data), contentType: Self.contentType(of: path),
                tag: EntityTag(hashing: data), cacheControl: Self.cacheControl(of: path), effort: .thorough,
                headers: [.acceptRanges: "bytes"])
        }
        guard let content else { return nil }
        loaded.withLock { $0[path] = Loaded(content: content, stamp: stamp) }
        return content
    }

    /// A browser looks for the page's icon at each change of its address: a request too many beside a click's questions.
    private static func cacheControl(of path: String) -> String {
        path.hasPrefix("/img/") ? "max-age=3600" : "no-cache"
    }

    private static func stamp(_ file: String) -> Stamp? {
        var status = stat()
        guard stat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        #if canImport(Darwin)
            let time = status.st_mtimespec
        #else
            let time = status.st_mtim
        #endif
        return Stamp(size: Int(status.st_size), seconds: time.tv_sec, nanoseconds: time.tv_nsec)
    }

    /// The part of a file that a `Range` header asks for, always of the plain form; nil where the whole is to be sent.
    private func part(_ header: String, of content: ServedContent, _ request: Request) -> Response? {
        let plain = content.plain
        if plain.tag.unchanged(request) != nil { return nil }
        if let condition = request.headers[.ifRange], condition != plain.tag.description { return nil }
        let length = plain.body.readableBytes
        switch ByteRange(header, of: length) {
        case .whole: return nil
        case .notThere:
            return APIError(
                status: .rangeNotSatisfiable, code: "no_such_range", message: "The file has \(length) bytes.",
                headers: [.contentRange: "bytes */\(length)"]
            ).response
        case .part(let range):
            var headers = plain.headers
            headers[.contentRange] = "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(length)"
            headers[.contentLength] = String(range.count)
            let start = plain.body.readerIndex + range.lowerBound
            let part = plain.body.getSlice(at: start, length: range.count) ?? ByteBuffer()
            return Response(status: .partialContent, headers: headers, body: ResponseBody(byteBuffer: part))
        }
    }

    private static func contentType(of path: String) -> String {
        let suffix = path.split(separator: "/").last?.split(separator: ".").dropFirst().last.map { $0.lowercased() }
        return contentTypes[suffix ?? ""] ?? "application/octet-stream"
    }

    private static let contentTypes = [
        "html": "text/html; charset=utf-8", "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8",
        "mjs": "text/javascript; charset=utf-8", "json": "application/json; charset=utf-8", "svg": "image/svg+xml",
        "txt": "text/plain; charset=utf-8", "md": "text/plain; charset=utf-8", "csv": "text/csv; charset=utf-8",
        "webmanifest": "application/manifest+json", "png": "image/png", "jpg": "image/jpeg", "webp": "image/webp",
        "ico": "image/x-icon", "woff2": "font/woff2", "wasm": "application/wasm",
    ]
}
