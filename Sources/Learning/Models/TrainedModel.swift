import Foundation

/// A model as it is kept: trees for the value, trees for how unsure it is, and the bounds of its intervals.
public struct TrainedModel: Sendable {
    /// What is written beside the trees.
    struct Description: Sendable, Codable, Hashable {
        let target: Target
        let features: [String]
        let bounds: [Calibration.Bounds]
    }

    let target: Target
    let value: Booster
    let scale: Booster
    let bounds: [Calibration.Bounds]

    /// Takes what was trained; the trees are read back from their bytes, so that what is asked is what is stored.
    init(_ target: Target, booster: Booster, scale: Booster, bounds: [Calibration.Bounds]) throws(LearningError) {
        self.target = target
        value = try Booster(serialised: booster.serialised())
        self.scale = try Booster(serialised: scale.serialised())
        self.bounds = bounds
    }

    init(_ description: Description, value: [UInt8], scale: [UInt8]) throws(LearningError) {
        target = description.target
        guard description.features == target.features.map(\.name) else {
            throw LearningError(
                .refusedModel,
                "The stored model looks at other features than this program; train it anew: vitrine train")
        }
        self.value = try Booster(serialised: value)
        self.scale = try Booster(serialised: scale)
        bounds = description.bounds
        for booster in [self.value, self.scale] where try booster.featureCount() != description.features.count {
            throw LearningError(
                .refusedModel, "The stored trees of \(target.rawValue) have another number of features than they say.")
        }
    }

    var description: Description {
        Description(target: target, features: target.features.map(\.name), bounds: bounds)
    }
}

/// The models of a home, with what tells of them.
public struct TrainedModels: Sendable {
    /// The form of a stored model that this program writes and reads.
    static let format = 2
    static let program = "vitrine"

    /// What is written beside the models.
    struct Description: Sendable, Codable, Hashable {
        let format: Int
        let program: String
        let trainedAt: Date
        let seed: Int
        let library: String
        let warehouseVersion: String
        let dataUntil: String
        let models: [TrainedModel.Description]
    }

    let description: Description
    let models: [TrainedModel]
    /// How good each is.
    public let reports: [Report]
    /// The orders whose deliveries are still followed.
    let followed: StoredFollowing

    /// When they were trained.
    public var trainedAt: Date { description.trainedAt }
    /// What decided which rows each tree saw.
    public var seed: Int { description.seed }
    /// The version that they learned from.
    public var warehouseVersion: String { description.warehouseVersion }
    /// The last day that they learned from.
    public var dataUntil: String { description.dataUntil }
    /// The library that grew the trees.
    public var library: String { description.library }
}
