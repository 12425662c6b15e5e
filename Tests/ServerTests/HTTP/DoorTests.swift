import HTTPTypes
import Hummingbird
import Testing

@testable import Server

/// The pieces that requests pass on their way in.
struct DoorTests {
    private func request(_ path: String, _ method: HTTPRequest.Method = .get, _ headers: HTTPFields = [:]) -> Request {
        Request(
            head: HTTPRequest(
                method: method, scheme: "http", authority: "localhost", path: path, headerFields: headers),
            body: RequestBody(buffer: ByteBuffer()))
    }

    @Test(arguments: [
        ("localhost", true), ("localhost:5001", true), ("LocalHost", true), ("127.0.0.1:80", true),
        ("[::1]:5001", true),
        ("[::1]", true), ("evil.example", false), ("evil.example:5001", false), ("127.0.0.1.evil.example", false),
        ("localhost.evil.example", false), ("localhost@evil.example", false), ("localhost:5001:1", false),
        ("localhost:x", false), ("", false), (":5001", false), ("[::1", false), ("[::1]x", false), ("[::2]", false),
        ("192.168.0.1", false), ("localhost ", false),
    ])
    func aServerForThisMachineGoesByItsNamesOnly(authority: String, isAccepted: Bool) {
        #expect(HostCheck(listeningOn: "127.0.0.1", names: []).accepts(authority) == isAccepted)
    }

    @Test func moreNamesAreGivenByTheOperator() {
        let proxied = HostCheck(listeningOn: "127.0.0.1", names: ["Shop.example"])
        #expect(proxied.accepts("shop.example"))
        #expect(proxied.accepts("shop.example:443"))
        #expect(proxied.accepts("localhost:5001"))
        #expect(!proxied.accepts("other.example"))
        #expect(HostCheck(listeningOn: "0.0.0.0", names: []).accepts("any.example"))
        let strict = HostCheck(listeningOn: "192.168.0.1", names: ["shop.example"])
        #expect(strict.accepts("192.168.0.1:5001"))
        #expect(!strict.accepts("localhost"))
    }

    @Test(arguments: [
        ("abc-1.2_Z", true), (String(repeating: "x", count: 64), true), ("", false), ("a b", false), ("a\"", false),
        (String(repeating: "x", count: 65), false), ("é", false), ("a,b", false),
    ])
    func aClientsNameForItsRequestIsTakenWhereItIsWellFormed(given: String, isTaken: Bool) {
        let id = RequestIdentifier(request("/", .get, [.requestIdentifier: given]), else: "own")
        #expect(id.value == (isTaken ? given : "own"))
        #expect(id.isClients == isTaken)
        #expect(RequestIdentifier(request("/"), else: "own").value == "own")
    }

    @Test func routesAreFoundAsTheRouterFindsThem() throws {
        let router = Router()
        router.get("api/orders/timeline") { _, _ in HTTPResponse.Status.ok }
        router.get("api/orders/{id}") { _, _ in HTTPResponse.Status.ok }
        router.post("api/ml/predict") { _, _ in HTTPResponse.Status.ok }
        router.get("files/**") { _, _ in HTTPResponse.Status.ok }
        let table = RouteTable(router)
        #expect(table.route(to: "/api/orders/timeline")?.template == "/api/orders/timeline")
        #expect(table.route(to: "/api//orders/timeline/")?.template == "/api/orders/timeline")
        #expect(table.route(to: "/api/orders/17")?.template == "/api/orders/{id}")
        #expect(table.route(to: "/files/a/b")?.template == "/files/**")
        for path in ["/", "/api", "/api/orders", "/api/orders/17/x", "/api/Orders/17", ""] {
            #expect(table.route(to: path) == nil, "\(path)")
        }
        let predict = try #require(table.route(to: "/api/ml/predict"))
        #expect(predict.allow == "POST, OPTIONS")
        #expect(!predict.has(.get) && !predict.has(.head))
        #expect(table.route(to: "/api/orders/timeline")?.allow == "GET, HEAD, OPTIONS")
    }

    @Test(arguments: [
        ("https://shop.example", true), ("http://localhost:3000", true), ("http://[::1]:3000", true), ("*", true),
        ("HTTPS://Shop.example", true), ("shop.example", false), ("https://", false), ("https://a/b", false),
        ("https://a b", false), ("null", false), ("", false), ("file://x", false), ("https://a,https://b", false),
        ("https://a:99999", false), ("https://a:65535", true), ("https://a:0", false), ("https://a:", false),
        ("https://...", false), ("https://a..b", false), ("https://-a.example", true), ("https://user@a", false),
        ("https://[::1", false), ("https://[x]", false), ("https://a?x", false),
    ])
    func anOriginIsASchemeAndAHost(text: String, isOrigin: Bool) {
        #expect(CrossOrigin.isOrigin(text) == isOrigin)
    }

    @Test(arguments: [
        ("shop.example", true), ("Shop.Example:443", true), ("192.168.0.1", true), ("[::1]", true),
        ("[fe80::1]:80", true),
        ("a_b", true), ("http://x/", false), ("shop.example/", false), ("", false), (":80", false), ("...", false),
        ("a b", false), ("*", false), ("x:y", false), ("a@b", false),
    ])
    func aNameThatCanNeverBeCalledIsNone(text: String, isName: Bool) {
        #expect(HostCheck.isName(text) == isName)
    }

    @Test(arguments: [
        ("http://localhost/api/health?x=1", "localhost", "/api/health?x=1"), ("HTTP://A:80", "A:80", "/"),
        ("https://[::1]:5001?x", "[::1]:5001", "/?x"), ("http://a@b/c", "a@b", "/c"), ("http:///x", "", "/x"),
    ])
    func aTargetMayNameTheServer(text: String, authority: String, path: String) throws {
        let target = try #require(AbsoluteTarget(text))
        #expect(target.authority == authority)
        #expect(target.path == path)
    }

    @Test(arguments: ["/", "*", "localhost:80", "ftp://a/", "/http://a/", "http:/a", ""])
    func aTargetWithoutAServerIsNoSuchTarget(text: String) {
        #expect(AbsoluteTarget(text) == nil)
    }

    @Test(arguments: [(1024, 20_000, 1024), (1024, 1024, 896), (1024, 200, 100), (10, 200, 10), (5, 1, 1), (5, 0, 1)])
    func thereAreNoMoreConnectionsThanOpenFilesAllow(wanted: Int, files: Int, connections: Int) {
        #expect(OpenFiles.connections(wanted, within: files) == connections)
    }

    @Test func pagesOfNamedOriginsMayReadAnswers() {
        let some = CrossOrigin(origins: ["https://shop.example"])
        var response = Response(status: .ok, headers: [.vary: "Accept-Encoding"])
        some.open(&response.headers, to: request("/", .get, [.origin: "https://shop.example"]))
        #expect(response.headers[.accessControlAllowOrigin] == "https://shop.example")
        #expect(response.headers[.accessControlExposeHeaders]?.contains("ETag") == true)
        #expect(response.headers[.vary] == "Accept-Encoding, Origin")
        var other = Response(status: .ok)
        some.open(&other.headers, to: request("/", .get, [.origin: "https://evil.example"]))
        #expect(other.headers[.accessControlAllowOrigin] == nil)
        #expect(other.headers[.vary] == "Origin")
        var any = Response(status: .ok)
        CrossOrigin(origins: ["*"]).open(&any.headers, to: request("/", .get, [.origin: "https://evil.example"]))
        #expect(any.headers[.accessControlAllowOrigin] == "*")
    }

    @Test func aPreflightIsAnsweredForNamedOrigins() throws {
        let some = CrossOrigin(origins: ["https://shop.example"])
        func ask(_ headers: HTTPFields) -> Response? {
            some.preflight(request("/", .options, headers), methods: "GET, HEAD, OPTIONS")
        }
        let allowed = try #require(
            ask([.origin: "https://shop.example", .accessControlRequestMethod: "GET"]))
        #expect(allowed.status == .noContent)
        #expect(allowed.headers[.accessControlAllowOrigin] == "https://shop.example")
        #expect(allowed.headers[.accessControlAllowMethods] == "GET, HEAD, OPTIONS")
        #expect(allowed.headers[.accessControlMaxAge] == "600")
        let refused = try #require(ask([.origin: "https://evil.example", .accessControlRequestMethod: "GET"]))
        #expect(refused.headers[.accessControlAllowOrigin] == nil)
        #expect(refused.headers[.accessControlAllowMethods] == nil)
        #expect(ask([.origin: "https://shop.example"]) == nil)
        #expect(ask([.accessControlRequestMethod: "GET"]) == nil)
    }
}
