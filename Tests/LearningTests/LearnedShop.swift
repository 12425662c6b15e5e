import Demo
import DuckDB
import Foundation
import Testing
import Warehouse

@testable import Learning

/// A loaded demo shop, with models that were trained on it once for all tests.
final class LearnedShop: Sendable {
    let folder: String
    let home: Home
    let warehouse: OpenWarehouse
    let models: TrainedModels

    /// Few trees: what the tests are about does not depend on how good the models are.
    static let trainer = Trainer(seed: 7, rounds: 12)

    /// Made once; a training takes a while.
    static let shared = Task { try await LearnedShop() }

    private init() async throws {
        folder = FileManager.default.temporaryDirectory.path + "/vitrine-learning-" + UUID().uuidString
        home = try Home(path: folder + "/home")
        _ = try DemoShop(options: DemoShop.Options(orders: 8000)).write(to: folder + "/export", progress: nil)
        try Loader(home: home).load([folder + "/export"])
        warehouse = try #require(try OpenWarehouse.current(of: home))
        models = try await Self.trainer.train(on: warehouse)
        try ModelStore(home: home).publish(models)
    }

    /// A home of its own with the models, to damage.
    func copy() throws -> Home {
        let path = folder + "/copy-" + UUID().uuidString
        try FileManager.default.copyItem(atPath: home.path, toPath: path)
        return try Home(path: path)
    }

    func predictor() async throws -> Predictor {
        try #require(try await Predictor.current(of: home, over: warehouse))
    }
}
