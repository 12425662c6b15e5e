import Demo
import Foundation
import Hummingbird
import HummingbirdTesting
import Learning
import Logging
import NIOCore
import Testing
import Warehouse

@testable import Server

/// A loaded demo shop, and the server over it.
final class ServedShop: Sendable {
    let folder: String
    let home: Home
    let warehouse: WarehouseAddress
    let summary: DemoSummary?

    /// - Parameter orders: How many orders to load; 0 leaves the home empty.
    init(orders: Int = 2000) throws {
        folder = FileManager.default.temporaryDirectory.path + "/vitrine-tests-" + UUID().uuidString
        home = try Home(path: folder + "/home")
        warehouse = .embedded
        if orders > 0 {
            summary = try DemoShop(options: DemoShop.Options(orders: orders)).write(
                to: folder + "/export", progress: nil)
            try Loader(home: home).load([folder + "/export"])
        } else {
            summary = nil
        }
    }

    /// A shop of what some paths hold.
    init(loading sources: [String], into warehouse: WarehouseAddress = .embedded) throws {
        folder = FileManager.default.temporaryDirectory.path + "/vitrine-tests-" + UUID().uuidString
        home = try Home(path: folder + "/home")
        self.warehouse = warehouse
        summary = nil
        for source in sources { try Loader(home: home, warehouse: warehouse).load([source]) }
    }

    /// A demo shop that the tests of this process share, of which they only ask.
    static let shared = Result { try ServedShop() }

    /// A shop with models, which the tests of this process share.
    static let learned = Task { () throws -> ServedShop in
        let shop = try ServedShop(orders: 8000)
        let warehouse = try #require(try OpenWarehouse.current(of: shop.home))
        try ModelStore(home: shop.home).publish(try await Trainer(seed: 1, rounds: 8).train(on: warehouse))
        return shop
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// Publishes a version with more orders.
    func publishAnother(orders: Int, seed: UInt64) throws {
        let path = folder + "/export-\(seed)"
        _ = try DemoShop(options: DemoShop.Options(orders: orders, seed: seed)).write(to: path, progress: nil)
        try Loader(home: home, warehouse: warehouse).load([path])
    }

    /// A server over the shop.
    func server(_ setUp: (inout VitrineServer.Options) -> Void = { _ in }) throws -> VitrineServer {
        var options = VitrineServer.Options(port: 0, refreshInterval: .milliseconds(20))
        setUp(&options)
        return try VitrineServer(
            home: home, warehouse: warehouse, options: options,
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
    }

    /// Runs the server's application in memory.
    func test(
        _ setUp: (inout VitrineServer.Options) -> Void = { _ in },
        _ body: @escaping @Sendable (any TestClientProtocol) async throws -> Void
    ) async throws {
        try await server(setUp).application().test(.router, body)
    }
}

/// An answer of the API, read as a program would read it.
struct Answer {
    let status: Int
    let tag: String?
    let body: [String: Any]

    init(_ response: TestResponse) throws {
        status = response.status.code
        tag = response.headers[.eTag]
        let data = Data(response.body.readableBytesView)
        body = data.isEmpty ? [:] : try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
    }

    var data: [String: Any] { body["data"] as? [String: Any] ?? [:] }
    var rows: [[String: Any]] { body["data"] as? [[String: Any]] ?? [] }
    var meta: [String: Any] { body["meta"] as? [String: Any] ?? [:] }
    var error: [String: Any] { body["error"] as? [String: Any] ?? [:] }
}

extension TestClientProtocol {
    /// Asks the API.
    func get(_ uri: String, tag: String? = nil) async throws -> Answer {
        try await execute(uri: uri, method: .get, headers: tag.map { [.ifNoneMatch: $0] } ?? [:]) { try Answer($0) }
    }
}
