import HTTPTypes
import Hummingbird

/// A failure as the API tells it: a status, a code for programs, a message for people, and the parameter at fault.
struct APIError: Error, HTTPResponseError {
    let status: HTTPResponse.Status
    let code: String
    let message: String
    var parameter: String?
    /// After how many seconds it is worth asking again.
    var retryAfter: Int?
    /// More headers of the answer.
    var headers: HTTPFields = [:]

    /// A parameter that is unknown or holds what it may not.
    static func badParameter(_ parameter: String, _ message: String) -> APIError {
        APIError(status: .badRequest, code: "bad_parameter", message: message, parameter: parameter)
    }

    /// Nothing has been loaded yet.
    static let noWarehouse = APIError(
        status: .serviceUnavailable, code: "no_warehouse",
        message: "No data has been loaded yet. Load an export with: vitrine load SOURCE", retryAfter: 5)

    /// The database server does not answer; what exactly it says is in the server's log.
    static let unavailable = APIError(
        status: .serviceUnavailable, code: "warehouse_unavailable",
        message: "The database that holds the data does not answer at the moment.", retryAfter: 5)

    /// As much is being worked on as may be.
    static let busy = APIError(
        status: .serviceUnavailable, code: "busy",
        message: "The server has as much of this to do as it takes on at a time; ask again in a few seconds.",
        retryAfter: 5)

    /// Nobody reads this answer; the log and the counts tell of it.
    static let clientLeft = APIError(
        status: HTTPResponse.Status(code: 499, reasonPhrase: "Client Closed Request"), code: "client_left",
        message: "The client left before it had its answer.")

    /// There is nothing at this path.
    static let notFound = APIError(
        status: .notFound, code: "not_found", message: "There is no such page or endpoint.")

    /// There is something at this path, and it cannot be used this way.
    ///
    /// - Parameter allow: The methods that there are, as in an `Allow` header.
    static func notAllowed(_ allow: String) -> APIError {
        APIError(
            status: .methodNotAllowed, code: "method_not_allowed", message: "This answers \(allow).",
            headers: [.allow: allow])
    }

    /// What went wrong is in the server's log, not in the answer.
    static let inside = APIError(
        status: .internalServerError, code: "internal_error",
        message: "The question could not be answered; the server's log says why.")

    /// A failure of this status, with the words for it.
    init(
        status: HTTPResponse.Status, code: String, message: String, parameter: String? = nil, retryAfter: Int? = nil,
        headers: HTTPFields = [:]
    ) {
        self.status = status
        self.code = code
        self.message = message
        self.parameter = parameter
        self.retryAfter = retryAfter
        self.headers = headers
    }

    func response(from request: Request, context: some RequestContext) -> Response { response }

    /// The body of the answer that tells of the failure.
    var body: ByteBuffer {
        var fields: [(String, JSON)] = [("code", .text(code)), ("message", .text(message))]
        if let parameter { fields.append(("parameter", .text(parameter))) }
        return ByteBuffer(bytes: JSON.object([("success", .boolean(false)), ("error", .object(fields))]).encoded)
    }

    /// The answer that tells of the failure.
    var response: Response {
        var response = Response(
            status: status, headers: [.contentType: "application/json; charset=utf-8", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: body))
        if let retryAfter { response.headers[.retryAfter] = String(retryAfter) }
        response.headers.append(contentsOf: headers)
        return response
    }
}
