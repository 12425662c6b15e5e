import HTTPTypes
import Hummingbird

/// An answer whose whole body is in memory.
struct Outgoing: Sendable {
    /// The status.
    var status: HTTPResponse.Status
    /// The headers.
    var headers: HTTPFields
    /// The body; empty where there is none.
    var body = ByteBuffer()

    /// The status and the headers.
    var head: HTTPResponse { HTTPResponse(status: status, headerFields: headers) }

    /// The same for the router.
    var response: Response {
        Response(status: status, headers: headers, body: ResponseBody(byteBuffer: body))
    }
}
