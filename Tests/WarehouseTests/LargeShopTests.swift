import DuckDB
import Testing

@testable import Warehouse

/// Marts that only large shops gain from are left empty in others.
struct LargeShopTests {
    @Test(arguments: [(601, false), (600, true)])
    func martsOfLargeShopsAreMadeInThem(ordersOfLargeShop: Int, areMade: Bool) throws {
        let shop = try Shop()
        var resources = Loader.Resources()
        resources.ordersOfLargeShop = ordersOfLargeShop
        let summary = try shop.load(shop.export("export", orders: 600).path, resources: resources)
        #expect(summary.checks.filter { $0.severity == .error && !$0.isPassed }.isEmpty)
        let connection = try shop.connection()
        let marts = try ModelCatalog().models.filter(\.isForLargeShops).map(\.name)
        #expect(marts.count == 4)
        for mart in marts {
            let rows = try connection.scalar("select count(*) from \(mart)", as: Int64.self)
            #expect(((rows ?? 0) > 0) == areMade, "\(mart)")
            let counted = try connection.scalar(
                "select row_count from mart_row_counts where table_name = '\(mart)'", as: Int64.self)
            #expect(counted == rows, "\(mart)")
        }
    }
}
