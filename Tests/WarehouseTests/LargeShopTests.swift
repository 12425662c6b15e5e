import DuckDB
import Testing

@testable import Warehouse

/// Marts that only larger shops gain from are left empty in others.
struct LargeShopTests {
    @Test(arguments: [(601, 601, 0), (601, 600, 1), (600, 300, 4)])
    func martsOfLargerShopsAreMadeInThem(ordersOfLargeShop: Int, ordersOfMediumShop: Int, made: Int) throws {
        let shop = try Shop()
        var resources = Loader.Resources()
        resources.ordersOfLargeShop = ordersOfLargeShop
        resources.ordersOfMediumShop = ordersOfMediumShop
        let summary = try shop.load(shop.export("export", orders: 600).path, resources: resources)
        #expect(summary.checks.filter { $0.severity == .error && !$0.isPassed }.isEmpty)
        let connection = try shop.connection()
        let marts = try ModelCatalog().models.filter { $0.smallestShop > .small }
        #expect(marts.count == 4)
        // The first is that of medium shops.
        for (number, model) in marts.sorted(by: { $0.smallestShop < $1.smallestShop }).enumerated() {
            let mart = model.name
            let rows = try connection.scalar("select count(*) from \(mart)", as: Int64.self)
            #expect(((rows ?? 0) > 0) == (number < made), "\(mart)")
            let counted = try connection.scalar(
                "select row_count from mart_row_counts where table_name = '\(mart)'", as: Int64.self)
            #expect(counted == rows, "\(mart)")
        }
    }
}
