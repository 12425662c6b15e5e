import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import Values
import Warehouse

/// What every request passes on its way in, and every answer on its way out.
///
/// In: the request's id, the checks of its host and size, the choice between the API's routes and the page's files. Out:
/// the headers that all answers have, a line in the log, the counts for `/metrics`.
struct FrontDoor: HTTPResponder {
    typealias Context = BasicRequestContext

    /// Answers what has a route.
    let router: RouterResponder<BasicRequestContext>
    /// The routes there are.
    let routes: RouteTable
    /// Answers everything else.
    let files: StaticFiles
    /// Answers again what was answered before.
    let answers: Answers
    /// What answers depend on: the version being served, and its as-of day where that was named.
    let currentVersion: @Sendable () -> String?
    /// Which names the server goes by.
    let hosts: HostCheck
    /// How large a request may be.
    let limits: RequestLimits
    /// Whose pages may read the API; nil for none but its own.
    let crossOrigin: CrossOrigin?
    /// Counts requests.
    let metrics: Metrics
    /// Told of requests, where there is one.
    let log: AccessLog?
    private let date = DateLine()
    /// The last reason why the warehouse did not answer, and when it was logged.
    private let lastOutage = Locked<(message: String, moment: ContinuousClock.Instant)?>(nil)

    /// What the server calls itself.
    static let serverName = "Vitrine"

    func respond(to request: Request, context: BasicRequestContext) async throws -> Response {
        metrics.begin()
        let visit = Visit(request: request, route: routes.route(to: request.uri.path), client: Client.current)
        let id = RequestIdentifier(request, else: Self.identifier(in: context))
        var response: Response
        if let known = known(visit) {
            response = known.response
        } else {
            var context = context
            if id.isClients { context.logger[metadataKey: "hb.request.id"] = .string(id.value) }
            response = await answer(request, visit.route, context)
        }
        decorate(&response.headers, id)
        if request.method == .head { response = response.createHeadResponse() }
        record(visit, response.head, bytes: response.body.contentLength ?? 0, id)
        return response
    }

    /// The answer to a request that needs nothing awaited, since it is kept; nil for all others.
    ///
    /// It is the same, to the last header, as ``respond(to:context:)`` gives in a little more time.
    func answerAtOnce(_ request: Request, from client: Client) -> Outgoing? {
        let visit = Visit(request: request, route: routes.route(to: request.uri.path), client: client)
        guard var answer = known(visit) else { return nil }
        metrics.begin()
        let id = RequestIdentifier(request, else: RequestID().description)
        decorate(&answer.headers, id)
        if request.method == .head { answer.body = ByteBuffer() }
        record(visit, answer.head, bytes: answer.body.readableBytes, id)
        answer.headers.append(HTTPField(name: .date, value: date.now))
        answer.headers.append(HTTPField(name: .server, value: Self.serverName))
        return answer
    }

    /// A request while it is being answered.
    private struct Visit {
        let request: Request
        let route: RouteTable.Route?
        let client: Client?
        let start = NIODeadline.now()
    }

    /// The kept answer to a request whose very URL was answered before.
    private func known(_ visit: Visit) -> Outgoing? {
        guard let route = visit.route, route.has(visit.request.method), let version = currentVersion(),
            visit.request.method == .get || visit.request.method == .head,
            var answer = answers.kept(for: visit.request, of: version), refusal(of: visit.request) == nil
        else { return nil }
        crossOrigin?.open(&answer.headers, to: visit.request)
        return answer
    }

    /// What every answer gets on its way out.
    private func decorate(_ headers: inout HTTPFields, _ id: RequestIdentifier) {
        headers.append(contentsOf: SecurityHeaders.fields)
        headers.append(HTTPField(name: .requestIdentifier, value: id.value))
    }

    private func answer(_ request: Request, _ route: RouteTable.Route?, _ context: BasicRequestContext) async
        -> Response
    {
        let refusal = refusal(of: request)
        if refusal == nil, let route, let preflight = crossOrigin?.preflight(request, methods: route.allow) {
            return preflight
        }
        var response: Response
        do {
            if let refusal { throw refusal }
            response =
                if let route { try await answer(request, at: route, context) } else { try await file(request) }
        } catch {
            let known = APIError(error)
            if known == nil {
                context.logger.error(
                    "a request failed", metadata: ["error": "\(error)", "path": "\(request.uri.path)"])
            }
            if let error = error as? WarehouseError, error.kind == .unavailable { tell(of: error, to: context.logger) }
            response = (known ?? .inside).response
        }
        // Failures can be read too.
        if route != nil || Self.isAPI(request.uri.path) { crossOrigin?.open(&response.headers, to: request) }
        return response
    }

    /// Logs why the warehouse does not answer: clients are told only that it does not. Once a minute, not once a request.
    private func tell(of outage: WarehouseError, to logger: Logger) {
        let isNews = lastOutage.withLock { last in
            let now = ContinuousClock.now
            if let last, last.message == outage.message, now < last.moment + .seconds(60) { return false }
            last = (outage.message, now)
            return true
        }
        if isNews { logger.error("\(outage.message)") }
    }

    private func file(_ request: Request) async throws -> Response {
        guard !Self.isAPI(request.uri.path) else { throw APIError.notFound }
        return try await files.response(to: request)
    }

    private func answer(
        _ request: Request, at route: RouteTable.Route, _ context: BasicRequestContext
    ) async throws -> Response {
        guard route.has(request.method) else {
            guard request.method == .options else { return APIError.notAllowed(route.allow).response }
            return Response(status: .noContent, headers: [.allow: route.allow])
        }
        // HEAD is answered like GET, to the last header, and loses its body at the door.
        var head = request.head
        if head.method == .head { head.method = .get }
        let request = Request(head: head, body: request.body)
        return try await router.respond(to: request, context: context).compressed(for: request)
    }

    /// Why a request is turned away at the door; nil where it may come in.
    private func refusal(of request: Request) -> APIError? {
        if let refusal = limits.refusal(of: request) { return refusal }
        guard request.uri.path.hasPrefix("/"), let host = request.uri.host ?? request.head.authority,
            request.headers[.secondHost] == nil
        else { return APIError(status: .badRequest) }
        if hosts.accepts(request.head.authority ?? host), hosts.accepts(host) { return nil }
        return APIError(
            status: .misdirectedRequest, code: "wrong_host",
            message:
                "This server does not go by the name it was called by. If it should, start it with --allow-host NAME.")
    }

    /// The name that the log already has for the request; a logger that throws everything away has none.
    private static func identifier(in context: BasicRequestContext) -> String {
        context.logger[metadataKey: "hb.request.id"]?.description ?? RequestID().description
    }

    /// What is said of a method that HTTP does not have: the same as of one that the target does not have.
    func unknownMethod(_ target: String) -> APIError {
        let path = URI(target).path
        if let route = routes.route(to: path) { return .notAllowed(route.allow) }
        return !Self.isAPI(path) && files.has(path) ? .notAllowed(StaticFiles.allow) : .notFound
    }

    /// The answer to what was refused before it was a request; told and counted like others.
    func refused(_ refusal: APIError, _ client: Client) -> Response {
        let id = RequestID().description
        var response = refusal.response
        response.headers.append(contentsOf: SecurityHeaders.fields)
        response.headers[.requestIdentifier] = id
        response.headers[.date] = date.now
        response.headers[.server] = Self.serverName
        let bytes = response.body.contentLength ?? 0
        metrics.begin()
        metrics.end(
            Metrics.Labels(route: "(none)", method: "other", status: refusal.status.code), seconds: 0, bytes: bytes)
        log?.write(
            AccessLog.Entry(
                time: Date().timeIntervalSince1970, id: id, client: client.address, method: "-", route: "(none)",
                target: "-", status: refusal.status.code, bytes: bytes, seconds: 0))
        return response
    }

    private static func isAPI(_ path: String) -> Bool { path == "/api" || path.hasPrefix("/api/") }

    private func record(_ visit: Visit, _ head: HTTPResponse, bytes: Int, _ id: RequestIdentifier) {
        let seconds = Double((NIODeadline.now() - visit.start).nanoseconds) / 1e9
        let status = head.status.code
        let label = visit.route?.template ?? (status < 400 ? "(file)" : "(none)")
        let method = Metrics.label(visit.request.method)
        metrics.end(Metrics.Labels(route: label, method: method, status: status), seconds: seconds, bytes: bytes)
        log?.write(
            AccessLog.Entry(
                time: Date().timeIntervalSince1970 - seconds, id: id.value, client: visit.client?.address ?? "-",
                method: method, route: label, target: visit.request.head.path ?? "", status: status, bytes: bytes,
                seconds: seconds, cache: head.headerFields[.cacheStatus].map(AnswerCache.Source.logged)))
    }
}
