import Testing

@testable import Learning

/// XGBoost, wrapped.
struct BoosterTests {
    private let matrix: FeatureMatrix
    private let labels: [Float]

    init() {
        var matrix = FeatureMatrix(columns: 3)
        var labels: [Float] = []
        var state: UInt64 = 42
        func random() -> Float {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Float(state >> 40) / Float(1 << 24)
        }
        for row in 0..<4000 {
            let values = [random(), random(), row.isMultiple(of: 7) ? .nan : random()]
            matrix.append(values)
            labels.append(3 * values[0] - values[1] * values[1])
        }
        self.matrix = matrix
        self.labels = labels
    }

    @Test(arguments: [1, 2])
    func theSameSeedGivesTheSameBytes(threads: Int) throws {
        var settings = Booster.Settings()
        settings.threads = threads
        settings.rounds = 20
        let one = try Booster.train(matrix, labels: labels, settings: settings).serialised()
        let other = try Booster.train(matrix, labels: labels, settings: settings).serialised()
        #expect(one == other)
        settings.seed = 2
        #expect(try Booster.train(matrix, labels: labels, settings: settings).serialised() != one)
    }

    @Test func itLearns() throws {
        let predictions = try Booster.train(matrix, labels: labels).predict(matrix)
        let error = zip(predictions, labels).reduce(0) { $0 + abs($1.0 - $1.1) } / Float(labels.count)
        #expect(error < 0.05)
    }

    @Test func contributionsAddUpToThePrediction() throws {
        let booster = try Booster.train(matrix, labels: labels)
        let few = matrix.selecting(0..<50)
        for (prediction, parts) in zip(try booster.predict(few), try booster.contributions(few)) {
            #expect(parts.count == 4)
            #expect(abs(parts.reduce(0, +) - prediction) < 1e-3)
        }
    }

    @Test func whatIsReadBackPredictsTheSame() throws {
        let booster = try Booster.train(matrix, labels: labels)
        let read = try Booster(serialised: booster.serialised())
        #expect(try read.predict(matrix) == booster.predict(matrix))
        #expect(try read.featureCount() == 3)
    }

    @Test func whatIsNoModelIsRefusedInTheLibrarysWords() throws {
        let good = try Booster.train(matrix, labels: labels).serialised()
        for bytes in [Array("not a model at all, not even nearly".utf8), Array(good.prefix(good.count / 2))] {
            let error = #expect(throws: LearningError.self) { try Booster(serialised: bytes) }
            #expect(error?.message.hasPrefix("XGBoost could not read the model: ") == true)
        }
    }

    @Test func aWrongNumberOfFeaturesIsAnError() throws {
        let booster = try Booster.train(matrix, labels: labels)
        var wide = FeatureMatrix(columns: 5)
        wide.append([1, 2, 3, 4, 5])
        #expect(throws: LearningError.self) { try booster.predict(wide) }
    }
}
