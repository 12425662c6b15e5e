import Foundation
import PrivateCluster
import Testing
import Warehouse

@testable import Learning

/// A model does not depend on the engine that it was trained over.
@Suite(.enabled(if: PrivateCluster.obstacle == nil, "PostgreSQL is not installed"))
struct EngineTests {
    @Test func overPostgreSQLTheSameModelsAreLearnedAndTheSameIsPredicted() async throws {
        let shop = try await LearnedShop.shared.value
        let cluster = try PrivateCluster()
        let address = try WarehouseAddress(
            cluster.url(database: cluster.makeDatabase(), user: "postgres", password: PrivateCluster.password))
        let home = try Home(path: shop.folder + "/published")
        try Loader(home: home, warehouse: address).load([shop.folder + "/export"])
        let published = try #require(try OpenWarehouse.current(of: home, in: address))
        #expect(published.engine == .postgreSQL && published.calendar == shop.warehouse.calendar)
        let models = try await LearnedShop.trainer.train(on: published)
        #expect(models.reports == shop.models.reports)
        try ModelStore(home: home).publish(models)
        let folders = [shop.home.path, home.path].map { $0 + "/models/1" }
        let names = try FileManager.default.contentsOfDirectory(atPath: folders[0]).sorted()
        #expect(names.count == 8)
        // Those two also say when and on which version.
        for name in names where name != "model.json" && name != "checksums.json" {
            let contents = folders.map { FileManager.default.contents(atPath: "\($0)/\(name)") }
            #expect(contents[0] != nil && contents[0] == contents[1], "\(name)")
        }
        #expect(models.description.models == shop.models.description.models)

        let product = try #require(
            try await shop.warehouse.rows(
                "select product_id, seller_id from fact_order_items order by order_key, order_item_id limit 1", []
            ).first)
        let orders = try [
            "{}", #"{"category": "beleza_saude", "customer_state": "SP", "item_count": 2}"#,
            #"{"product_id": "\#(product["product_id"])", "seller_id": "\#(product["seller_id"])"}"#,
        ].map { try OrderInput(JSONValue(parsing: Array($0.utf8))) }
        let embedded = try await shop.predictor().predict(orders, explained: true)
        let predictor = try #require(try await Predictor.current(of: home, over: published))
        #expect(try predictor.predict(orders, explained: true) == embedded)

        // A server that was not there when it was asked is asked again.
        let monitor = PredictorMonitor(home: home)
        try cluster.stop()
        #expect(await monitor.refresh(over: published))
        #expect(monitor.current == nil && monitor.refusal?.kind == .environment)
        try cluster.start()
        #expect(await monitor.refresh(over: published))
        #expect(monitor.current?.number == 1 && monitor.refusal == nil)
    }
}
