import Foundation
import Testing
import Warehouse

@testable import Learning

/// A server's models are looked for until they are there.
struct MonitorTests {
    @Test func whoAskedFirstMayLeave() async throws {
        let shop = try await LearnedShop.shared.value
        let monitor = PredictorMonitor(home: shop.home)
        await Task {
            withUnsafeCurrentTask { $0?.cancel() }
            _ = await monitor.refresh(over: shop.warehouse)
        }.value
        #expect(monitor.current?.number == 1)
        #expect(monitor.refusal == nil)
        #expect(await !monitor.refresh(over: shop.warehouse))
    }

    @Test func refusedModelsAreNotReadAgainUntilThereAreOthers() async throws {
        let shop = try await LearnedShop.shared.value
        let home = try shop.copy()
        let path = home.path + "/models/1/order_value.ubj"
        let sound = try #require(FileManager.default.contents(atPath: path))
        try Data("foreign".utf8).write(to: URL(fileURLWithPath: path))
        let monitor = PredictorMonitor(home: home)
        #expect(await monitor.refresh(over: shop.warehouse))
        #expect(monitor.refusal?.kind == .refusedModel)
        try sound.write(to: URL(fileURLWithPath: path))
        #expect(await !monitor.refresh(over: shop.warehouse))
        try ModelStore(home: home).publish(shop.models)
        #expect(await monitor.refresh(over: shop.warehouse))
        #expect(monitor.current?.number == 2)
    }
}
