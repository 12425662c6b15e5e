import Foundation
import Testing
import Warehouse

@testable import Learning

/// What is learned, measured and stored.
struct TrainingTests {
    @Test func theSameSeedGivesTheSameModelsBitForBit() async throws {
        let shop = try await LearnedShop.shared.value
        let again = try await LearnedShop.trainer.train(on: shop.warehouse)
        for (one, other) in zip(shop.models.models, again.models) {
            #expect(try one.value.serialised() == other.value.serialised())
            #expect(try one.scale.serialised() == other.scale.serialised())
            #expect(one.bounds == other.bounds)
        }
        #expect(shop.models.reports == again.reports)
        #expect(shop.models.followed == again.followed)
    }

    @Test func everyTestComesAfterItsLesson() async throws {
        let shop = try await LearnedShop.shared.value
        #expect(shop.models.reports.count == 2)
        for report in shop.models.reports {
            #expect(report.windows.count >= 3)
            for window in report.windows {
                #expect(window.trainedUntil < window.testedFrom)
                #expect(window.testedFrom < window.testedTo)
                #expect(window.score.baselines.count >= 2)
            }
            #expect(
                zip(report.windows, report.windows.dropFirst()).allSatisfy { $0.samplesTrained < $1.samplesTrained })
            #expect(report.overall.samples == report.windows.reduce(0) { $0 + $1.score.samples })
            #expect(report.byBand.reduce(0) { $0 + $1.samples } == report.overall.samples)
            #expect(abs(report.features.reduce(0) { $0 + $1.importance } - 1) < 1e-9)
            #expect(report.calibration.map(\.coverage) == report.calibration.map(\.coverage).sorted())
        }
    }

    @Test func theVerdictSaysWhatTheFiguresSay() async throws {
        for report in try await LearnedShop.shared.value.models.reports {
            let beats = report.windows.allSatisfy { window in
                window.score.baselines.values.allSatisfy { window.score.mae < $0.mae }
            }
            #expect(report.beatsBaselines == beats)
            #expect(report.verdict.contains("does not beat") == !beats)
            #expect(report.verdict.contains("did not hold") == !report.coverageWithinThreePoints)
        }
    }

    @Test func whatIsStoredIsReadBack() async throws {
        let shop = try await LearnedShop.shared.value
        let (number, models) = try #require(try ModelStore(home: shop.home).load())
        #expect(number == 1)
        #expect(models.reports == shop.models.reports)
        #expect(try models.models[0].value.serialised() == shop.models.models[0].value.serialised())
    }

    @Test(arguments: [
        "order_value.ubj", "delivery_days.scale.ubj", "model.json", "report.json", "followed.json", "checksums.json",
    ])
    func aDamagedModelIsRefused(file: String) async throws {
        let home = try await LearnedShop.shared.value.copy()
        let path = "\(home.path)/models/1/\(file)"
        var data = try #require(FileManager.default.contents(atPath: path))
        data[data.count / 2] ^= 0x55
        try data.write(to: URL(fileURLWithPath: path))
        let error = #expect(throws: LearningError.self) { try ModelStore(home: home).load() }
        #expect(error?.kind == .refusedModel)
        #expect(error?.message.contains("vitrine train") == true)
    }

    @Test func aForeignModelIsRefusedEvenWithARightChecksum() async throws {
        let shop = try await LearnedShop.shared.value
        let home = try shop.copy()
        let models = shop.models.description
        let foreign = TrainedModels.Description(
            format: TrainedModels.format, program: "another", trainedAt: models.trainedAt, seed: 1, library: "",
            warehouseVersion: "",
            dataUntil: "", models: models.models)
        try ModelStore(home: home).publish(
            TrainedModels(
                description: foreign, models: shop.models.models, reports: shop.models.reports,
                followed: shop.models.followed))
        let error = #expect(throws: LearningError.self) { try ModelStore(home: home).load() }
        #expect(error?.kind == .refusedModel)
    }

    @Test func aMissingFileIsRefusedAndAnEmptyHomeHasNoModel() async throws {
        let shop = try await LearnedShop.shared.value
        let home = try shop.copy()
        try FileManager.default.removeItem(atPath: home.path + "/models/1/order_value.ubj")
        #expect(throws: LearningError.self) { try ModelStore(home: home).load() }
        #expect(try ModelStore(home: Home(path: shop.folder + "/nothing")).load() == nil)
    }
}
