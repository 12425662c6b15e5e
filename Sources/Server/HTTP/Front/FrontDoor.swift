import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

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

    func respond(to request: Request, context: BasicRequestContext) async throws -> Response {
        let start = NIODeadline.now()
        metrics.begin()
        let id = RequestIdentifier(request, else: Self.identifier(in: context))
        var context = context
        if id.isClients { context.logger[metadataKey: "hb.request.id"] = .string(id.value) }

        let route = routes.route(to: request.uri.path)
        var response = await answer(request, route, context)
        response.headers.append(contentsOf: SecurityHeaders.fields)
        response.headers[.requestIdentifier] = id.value
        if request.method == .head { response = response.createHeadResponse() }
        let seconds = Double((NIODeadline.now() - start).nanoseconds) / 1e9
        record(request, response, id: id.value, label: route?.template ?? Self.label(response), seconds: seconds)
        return response
    }

    private func answer(_ request: Request, _ route: RouteTable.Route?, _ context: BasicRequestContext) async
        -> Response
    {
        do {
            if let refusal = refusal(of: request) { return refusal.response }
            guard let route else {
                guard !Self.isAPI(request.uri.path) else { return APIError.notFound.response }
                return try await files.response(to: request)
            }
            if let preflight = crossOrigin?.preflight(request, methods: route.allow) { return preflight }
            var response = try await answer(request, at: route, context)
            crossOrigin?.open(&response, to: request)
            return response
        } catch {
            if let error = APIError(error) { return error.response }
            context.logger.error("a request failed", metadata: ["error": "\(error)", "path": "\(request.uri.path)"])
            return APIError.inside.response
        }
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

    /// The answer to what was refused before it was a request; told and counted like others.
    func refused(_ refusal: APIError, _ client: Client) -> Response {
        let id = RequestID().description
        var response = refusal.response
        response.headers.append(contentsOf: SecurityHeaders.fields)
        response.headers[.requestIdentifier] = id
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

    /// The label of what is no route: paths are many, labels are few.
    private static func label(_ response: Response) -> String {
        response.status.code < 400 ? "(file)" : "(none)"
    }

    private func record(_ request: Request, _ response: Response, id: String, label: String, seconds: Double) {
        let method = Metrics.label(request.method)
        let bytes = response.body.contentLength ?? 0
        metrics.end(
            Metrics.Labels(route: label, method: method, status: response.status.code), seconds: seconds, bytes: bytes)
        log?.write(
            AccessLog.Entry(
                time: Date().timeIntervalSince1970 - seconds, id: id, client: Client.current?.address ?? "-",
                method: method, route: label, target: request.head.path ?? "", status: response.status.code,
                bytes: bytes, seconds: seconds, cache: response.headers[.cacheStatus].map(AnswerCache.Source.logged)))
    }
}
