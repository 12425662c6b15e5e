import Analytics
import Foundation
import HTTPTypes
import Hummingbird
import Learning
import Warehouse

/// The API's routes: each endpoint as it is declared, and what the program says of itself.
struct APIRoutes: Sendable {
    let monitor: WarehouseMonitor
    let models: PredictorMonitor
    let answers: Answers
    /// Does what is asked with a body.
    let work: LongWork

    private static let json = "application/json; charset=utf-8"

    func add(to router: Router<some RequestContext>) {
        let api = router.group("api")
        api.get(RouterPath(HealthDescription.path)) { request, _ in try await health(request) }
        for endpoint in Endpoints.all {
            switch endpoint.method {
            case .get: api.get(RouterPath(endpoint.path)) { request, _ in try await answer(request, from: endpoint) }
            case .post: api.post(RouterPath(endpoint.path)) { request, _ in try await take(request, for: endpoint) }
            }
        }
        let document = ServedContent(
            body: ByteBuffer(bytes: OpenAPI.document.encoded), contentType: Self.json, effort: .thorough)
        let page = ServedContent(
            body: ByteBuffer(bytes: APIPage.html), contentType: "text/html; charset=utf-8", effort: .thorough)
        api.get("openapi.json") { request, _ in
            _ = try QueryString(request.uri.query ?? "", [])
            return await document.response(to: request)
        }
        api.get("docs") { request, _ in await page.response(to: request) }
    }

    /// Answers a request: checks the parameters, and asks the warehouse where nothing kept answers the same question.
    private func answer(_ request: Request, from endpoint: Endpoint) async throws -> Response {
        let warehouse = try current()
        var question = try Asked(request.uri.query ?? "", to: endpoint, of: warehouse)
        var beside = ""
        if endpoint.usesModels {
            question.models = models
            beside = "model \(try await question.predictor().number)"
        }
        let asked = question
        let key = AnswerKey(version: warehouse.identity, question: asked.key, beside: beside)
        guard asked.isCSV else {
            return try await answers.respond(to: request, with: key, as: Self.json) {
                let payload = try await endpoint.answer(asked)
                return await elsewhere(if: payload.isLong) { asked.envelope(payload) }
            }
        }
        let file = "attachment; filename=\"\(asked.fileName(of: endpoint))\""
        return try await answers.respond(
            to: request, with: key, as: "text/csv; charset=utf-8; header=present", headers: [.contentDisposition: file]
        ) {
            guard let rows = try await endpoint.answer(asked).rows else { throw APIError.inside }
            return await elsewhere(if: rows.isLong) { ByteBuffer(bytes: rows.csv) }
        }
    }

    /// Answers a request that brings a body; what it asks is too varied to be kept, and may be much.
    private func take(_ request: Request, for endpoint: Endpoint) async throws -> Response {
        let warehouse = try current()
        let asked = try Asked(request.uri.query ?? "", to: endpoint, of: warehouse)
        try checkForm(of: request)
        Client.current?.wantBody()
        let question = try await request.body.collect(upTo: RequestBody.mostBytes)
        let body = try await work.whole(weight: question.readableBytes) {
            var asked = asked
            asked.body = try await work.piece { try JSONValue(parsing: Array(question.readableBytesView)) }
            asked.models = models
            asked.work = work
            let (whole, payload) = (asked, try await endpoint.answer(asked))
            return try await work.piece { whole.envelope(payload) }
        }
        return Response(
            status: .ok,
            headers: [.contentType: Self.json, .contentLength: String(body.readableBytes), .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: body))
    }

    /// Refuses a body that is not plain JSON by its own account.
    private func checkForm(of request: Request) throws(APIError) {
        func refusal(_ message: String) -> APIError {
            APIError(status: .unsupportedMediaType, code: "unsupported_media_type", message: message)
        }
        let type = request.headers[.contentType]?.prefix { $0 != ";" }.trimmingCharacters(in: .whitespaces)
        guard type?.lowercased() == "application/json" else {
            throw refusal("The body is JSON, and Content-Type says so: application/json.")
        }
        guard request.headers[.contentEncoding].map({ $0.lowercased() == "identity" }) ?? true else {
            throw refusal("The body is sent as it is, without a Content-Encoding.")
        }
    }

    /// The version to ask.
    private func current() throws(APIError) -> OpenWarehouse {
        if let warehouse = monitor.current { return warehouse }
        throw monitor.obstacle == nil ? .noWarehouse : .unavailable
    }

    /// Whether the program is well and what it serves. Says so also while nothing has been loaded.
    private func health(_ request: Request) async throws -> Response {
        // Every endpoint takes days, also one that has nothing to do with them.
        _ = try QueryString(request.uri.query ?? "", HealthDescription.parameters).period(defaultDays: nil)
        let warehouse = monitor.current
        if let warehouse { await models.refresh(over: warehouse) }
        let model = models.current?.number
        let database = monitor.obstacle != nil ? "unavailable" : warehouse == nil ? "empty" : "connected"
        let body = JSON.object([
            ("success", .boolean(true)),
            (
                "data",
                .object([
                    ("status", .text("healthy")),
                    ("database", .text(database)),
                    ("ml_model", .text(model == nil ? "not loaded" : "loaded")),
                    ("warehouse_version", .text(orNull: warehouse?.version.name)),
                    ("as_of", .text(orNull: warehouse?.calendar.toldAsOf)),
                ])
            ),
            ("meta", .object([])),
        ])
        let key = AnswerKey(
            version: warehouse?.identity ?? "none", question: "health",
            beside: "\(database) model \(model ?? 0)")
        return try await answers.respond(to: request, with: key, as: Self.json) { ByteBuffer(bytes: body.encoded) }
    }
}

extension Asked {
    /// An answer in the form that all answers have, in UTF-8.
    func envelope(_ payload: Payload) -> ByteBuffer {
        let head = #"{"success":true,"data":"#
        var tail: [UInt8] = []
        for (name, value) in payload.beside + [("meta", meta(payload.meta))] {
            tail.append(UInt8(ascii: ","))
            JSON.text(name).write(to: &tail)
            tail.append(UInt8(ascii: ":"))
            value.write(to: &tail)
        }
        tail.append(UInt8(ascii: "}"))
        func whole(_ data: UnsafeBufferPointer<UInt8>) -> ByteBuffer {
            // Of the very size: what is kept takes what it has.
            var bytes = ByteBufferAllocator().buffer(capacity: head.utf8.count + data.count + tail.count)
            bytes.writeString(head)
            bytes.writeBytes(data)
            bytes.writeBytes(tail)
            return bytes
        }
        switch payload.data {
        case .rows(let rows):
            let text = rows.json
            return whole(text.bytes)
        case .json(let json): return json.encoded.withUnsafeBufferPointer(whole)
        }
    }

    private func meta(_ more: [(String, JSON)]) -> JSON {
        func range(_ days: DayRange) -> [(String, JSON)] {
            [
                ("from", .text(days.first.description)), ("to", .text(days.last.description)),
                ("days", .integer(days.count)),
            ]
        }
        var fields: [(String, JSON)] = [
            ("as_of", .text(orNull: warehouse.calendar.toldAsOf)), ("range", .object(range(days))),
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

extension OpenWarehouse.Calendar {
    /// The as-of day as answers tell it: none without orders.
    var toldAsOf: String? { hasOrders ? asOf.description : nil }
}
