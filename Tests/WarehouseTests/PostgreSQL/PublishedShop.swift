import Foundation
import PostgreSQL
import PrivateCluster
import Testing

@testable import Warehouse

/// A shop whose warehouse is a database of its own on the tests' server.
final class PublishedShop: Sendable {
    let shop: Shop
    let cluster: PrivateCluster
    let database: String

    init(_ cluster: PrivateCluster? = nil) throws {
        shop = try Shop()
        self.cluster = try cluster ?? PrivateCluster.shared.get()
        database = try self.cluster.makeDatabase()
    }

    /// The database, as a role.
    func address(user: String = "postgres", password: String = PrivateCluster.password) throws -> WarehouseAddress {
        try WarehouseAddress(cluster.url(database: database, user: user, password: password))
    }

    @discardableResult
    func load(_ sources: String..., home: String? = nil, as user: String = "postgres") throws -> LoadSummary {
        try Loader(home: try Home(path: home ?? shop.homePath), warehouse: try address(user: user)).load(sources)
    }

    func open(connections: Int = 2, meter: QueryMeter = QueryMeter()) throws -> OpenWarehouse {
        try #require(
            try OpenWarehouse.current(of: shop.home(), in: address(), connections: connections, meter: meter))
    }

    /// Runs SQL as the superuser, past Vitrine.
    @discardableResult
    func execute(_ sql: String) throws -> String { try cluster.execute(sql, database: database) }

    /// The schemas of versions that there are.
    func schemas() throws -> [String] {
        try execute("select nspname from pg_namespace where nspname like 'vitrine\\_v%' order by nspname")
            .split(separator: "\n").map(String.init)
    }
}

/// Whether these tests can run.
let hasPostgreSQL = PrivateCluster.obstacle == nil
