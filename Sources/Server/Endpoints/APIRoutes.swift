import Analytics
import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import Warehouse

/// The API's routes: each endpoint as it is declared, and what the program says of itself.
struct APIRoutes: Sendable {
    let monitor: WarehouseMonitor

    func add(to router: Router<some RequestContext>) {
        let api = router.group("api")
        api.get("health") { request, _ in try health(request) }
        api.get("openapi.json") { request, _ in try description(request) }
        api.get("docs") { _, _ in Response(page: APIPage.html) }
        for endpoint in Endpoints.all {
            api.get(RouterPath(endpoint.path)) { request, _ in try await answer(request, from: endpoint) }
        }
    }

    /// Answers a request: checks the parameters, spares the question where the client's copy is current, and wraps the
    /// answer.
    private func answer(_ request: Request, from endpoint: Endpoint) async throws -> Response {
        guard let warehouse = monitor.current else { throw APIError.noWarehouse }
        let asked = try Asked(request.uri.query ?? "", to: endpoint, of: warehouse)
        let tag = Self.tag(warehouse.version.name, asked.key)
        if request.hasCurrent(tag) { return Self.notModified(tag) }
        let payload = try await endpoint.answer(asked)
        if asked.isCSV, case .rows(let rows) = payload.data {
            return Self.tagged(Response(csv: rows, name: asked.fileName(of: endpoint)), tag)
        }
        return Self.tagged(Response(bytes: asked.envelope(payload)), tag)
    }

    /// Whether the program is well and what it serves. Says so also while nothing has been loaded.
    private func health(_ request: Request) throws -> Response {
        _ = try QueryString(request.uri.query ?? "", allowed: [])
        let warehouse = monitor.current
        let tag = Self.tag("health", warehouse?.version.name ?? "none")
        if request.hasCurrent(tag) { return Self.notModified(tag) }
        let body = JSON.object([
            ("success", .boolean(true)),
            (
                "data",
                .object([
                    ("status", .text("healthy")),
                    ("database", .text(warehouse == nil ? "empty" : "connected")),
                    ("ml_model", .text("not loaded")),
                    ("warehouse_version", .text(orNull: warehouse?.version.name)),
                    ("as_of", .text(orNull: warehouse?.calendar.asOf.description)),
                ])
            ),
            ("meta", .object([])),
        ])
        return Self.tagged(Response(json: body), tag)
    }

    private func description(_ request: Request) throws -> Response {
        _ = try QueryString(request.uri.query ?? "", allowed: [])
        let bytes = OpenAPI.document.encoded
        let tag = Self.tag("openapi", String(decoding: bytes, as: UTF8.self))
        if request.hasCurrent(tag) { return Self.notModified(tag) }
        return Self.tagged(Response(bytes: bytes), tag)
    }

    /// A tag for an answer that is the same whenever its parts are.
    private static func tag(_ parts: String...) -> String {
        let hash = SHA256.hash(data: Data(parts.joined(separator: "\u{0}").utf8))
        return "\"\(hash.description.suffix(64).prefix(32))\""
    }

    private static func tagged(_ response: Response, _ tag: String) -> Response {
        var response = response
        response.headers[.eTag] = tag
        response.headers[.cacheControl] = "no-cache"
        return response
    }

    private static func notModified(_ tag: String) -> Response {
        tagged(Response(status: .notModified), tag)
    }
}

extension Request {
    /// Whether the client says that it holds the answer with this tag.
    func hasCurrent(_ tag: String) -> Bool {
        let held = headers[values: .ifNoneMatch].joined(separator: ",").split(separator: ",")
        return held.contains { candidate in
            let candidate = candidate.trimmingCharacters(in: .whitespaces)
            return candidate == tag || candidate == "W/" + tag || candidate == "*"
        }
    }
}

extension Asked {
    /// An answer in the form that all answers have, in UTF-8.
    func envelope(_ payload: Payload) -> [UInt8] {
        var bytes = Array(#"{"success":true,"data":"#.utf8)
        switch payload.data {
        case .rows(let rows): rows.writeJSON(to: &bytes)
        case .json(let json): json.write(to: &bytes)
        }
        for (name, value) in payload.beside + [("meta", meta(payload.meta))] {
            bytes.append(UInt8(ascii: ","))
            JSON.text(name).write(to: &bytes)
            bytes.append(UInt8(ascii: ":"))
            value.write(to: &bytes)
        }
        bytes.append(UInt8(ascii: "}"))
        return bytes
    }

    private func meta(_ more: [(String, JSON)]) -> JSON {
        func range(_ days: DayRange) -> [(String, JSON)] {
            [
                ("from", .text(days.first.description)), ("to", .text(days.last.description)),
                ("days", .integer(days.count)),
            ]
        }
        var fields: [(String, JSON)] = [
            ("as_of", .text(warehouse.calendar.asOf.description)), ("range", .object(range(days))),
            ("warehouse_version", .text(warehouse.version.name)),
            ("filters", .object(filters.all.map { ($0.dimension.name, .array($0.values.map(JSON.text))) })),
        ]
        if let comparison {
            fields.append(
                (
                    "comparison",
                    .object([("mode", .text(comparison.rawValue))] + range(comparison.days(for: days)))
                ))
        }
        return .object(fields + more)
    }

    /// A name for the answer as a file.
    func fileName(of endpoint: Endpoint) -> String {
        "vitrine-\(endpoint.path.replacing("/", with: "-"))-\(days.first)-\(days.last).csv"
    }
}

extension Response {
    /// A response with JSON that is encoded already.
    init(bytes: [UInt8]) {
        self.init(
            status: .ok,
            headers: [.contentType: "application/json; charset=utf-8", .contentLength: String(bytes.count)],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// A response with a page.
    init(page bytes: [UInt8]) {
        self.init(
            status: .ok,
            headers: [
                .contentType: "text/html; charset=utf-8", .contentLength: String(bytes.count), .cacheControl: "no-cache",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// A response with rows as a file.
    init(csv rows: RowSet, name: String) {
        let bytes = rows.csv
        self.init(
            status: .ok,
            headers: [
                .contentType: "text/csv; charset=utf-8; header=present", .contentLength: String(bytes.count),
                .contentDisposition: "attachment; filename=\"\(name)\"",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
