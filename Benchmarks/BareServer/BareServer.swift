import Hummingbird
import Logging

/// The baseline that cached answers are measured against: one Hummingbird route that sends the same bytes each time.
///
///     BareServer PORT BYTES
@main
enum BareServer {
    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst().compactMap { Int($0) }
        guard arguments.count == 2 else {
            print("usage: BareServer PORT BYTES")
            return
        }
        let body = ByteBuffer(repeating: UInt8(ascii: "x"), count: arguments[1])
        let router = Router(context: BasicRequestContext.self)
        router.get("/") { _, _ in
            Response(
                status: .ok, headers: [.contentType: "application/json; charset=utf-8"],
                body: ResponseBody(byteBuffer: body))
        }
        var logger = Logger(label: "bare")
        logger.logLevel = .error
        let application = Application(
            router: router,
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: arguments[0])),
            logger: logger)
        try await application.runService()
    }
}
