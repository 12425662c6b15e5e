import Foundation

/// Tells of every request in one line: what was asked, and what became of it.
///
///     time=2026-11-24T14:13:41.123Z id=9f… client=127.0.0.1 method=GET route=/api/overview target="/api/overview?days=30" status=200 bytes=812 ms=0.214 cache=hit
final class AccessLog: Sendable {
    /// How lines are written.
    enum Form: String, Sendable, CaseIterable {
        /// `key=value` pairs.
        case logfmt
        /// One JSON object a line.
        case json
    }

    /// What is told of a request.
    struct Entry {
        /// The time the request came, in seconds since 1970.
        var time: Double
        /// The request's id, also in its answer.
        var id: String
        /// The client's address.
        var client: String
        /// The method.
        var method: String
        /// The route's template.
        var route: String
        /// The URL as it was sent, path and query; cut when it is long.
        var target: String
        /// The status of the answer.
        var status: Int
        /// The bytes of the body.
        var bytes: Int
        /// How long it took to have the answer ready for sending.
        var seconds: Double
        /// Where the answer came from, where a cache was asked.
        var cache: String?
    }

    private let form: Form
    private let writer: LogWriter

    /// - Parameters:
    ///   - form: How lines are written.
    ///   - writer: Where they go.
    init(form: Form, writer: LogWriter) {
        self.form = form
        self.writer = writer
    }

    /// Tells of a request.
    func write(_ entry: Entry) {
        writer.write { bytes in
            var line = LogLine(form: form)
            line.bytes = consume bytes
            line.begin()
            line.add("time") { LogLine.write(time: entry.time, to: &$0) }
            line.add("id", entry.id)
            line.add("client", entry.client)
            line.add("method", entry.method)
            line.add("route", entry.route)
            let isLong = entry.target.utf8.count > Self.longestTarget
            line.add("target", isLong ? String(entry.target.prefix(Self.longestTarget)) + "…" : entry.target)
            line.add("status", entry.status)
            line.add("bytes", entry.bytes)
            line.add("ms", thousandths: Int(entry.seconds * 1_000_000))
            if let cache = entry.cache { line.add("cache", cache) }
            line.end()
            bytes = line.bytes
        }
    }

    /// Writes out what is still to be written.
    func flush() { writer.flush() }

    private static let longestTarget = 512
}
