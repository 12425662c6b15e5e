import Crypto
import Foundation
import Warehouse

/// The models in a home:
///
///     home/models/<number>/      model.json, report.json, followed.json, the trees, checksums.json
///     home/models/current -> <number>
///
/// As with versions of the warehouse, the link is the only commit point.
public struct ModelStore: Sendable {
    /// How many models stay after a training, the current one included.
    private static let kept = 3

    private let folder: String

    /// Looks at the models of a home.
    public init(home: Home) { folder = home.path + "/models" }

    private var current: String { folder + "/current" }

    /// The number of the current model, or nil where none was trained. Costs one system call.
    public func currentNumber() -> Int? {
        guard let target = try? FileManager.default.destinationOfSymbolicLink(atPath: current) else { return nil }
        return Int((target as NSString).lastPathComponent)
    }

    /// Stores models and makes them the current ones, in one step.
    ///
    /// - Returns: Their number.
    /// - Throws: ``WarehouseError`` where the disk says no, ``LearningError`` of kind `environment` where another training is being
    ///   stored.
    @discardableResult
    public func publish(_ models: TrainedModels) throws -> Int {
        try Disk.makeFolder(folder)
        guard let lock = try FileLock.exclusive(folder + "/lock") else {
            throw LearningError(.environment, "Another training is being stored in \(folder); try again.")
        }
        defer { withExtendedLifetime(lock) {} }
        let number = (numbers().max() ?? 0) + 1
        let building = "\(folder)/.building"
        try? FileManager.default.removeItem(atPath: building)
        try Disk.makeFolder(building)
        var checksums: [String: String] = [:]
        for (name, data) in try files(of: models) {
            try Disk.write(data, to: "\(building)/\(name)")
            try Disk.synchronise("\(building)/\(name)")
            checksums[name] = Self.checksum(data)
        }
        try Disk.write(Self.encoder.encode(checksums), to: building + "/checksums.json")
        try Disk.synchronise(building + "/checksums.json")
        try Disk.synchronise(building)
        try Disk.move(building, to: "\(folder)/\(number)")
        try Disk.synchronise(folder)
        try Disk.point(current, to: "\(number)")
        try Disk.synchronise(folder)
        for old in numbers().sorted(by: >).dropFirst(Self.kept) {
            try? FileManager.default.removeItem(atPath: "\(folder)/\(old)")
        }
        return number
    }

    /// Reads the current models.
    ///
    /// - Returns: Nil where none were trained.
    /// - Throws: ``LearningError`` of kind `refusedModel` where a file is damaged or not this program's.
    public func load() throws(LearningError) -> (number: Int, models: TrainedModels)? {
        guard let number = currentNumber() else { return nil }
        let checksums: [String: String] = try decode("checksums.json", of: number, verifying: nil)
        let description: TrainedModels.Description = try decode("model.json", of: number, verifying: checksums)
        guard description.program == TrainedModels.program, description.format == TrainedModels.format else {
            throw LearningError(
                .refusedModel,
                "The model \(number) was written by another program or Vitrine; train it anew: vitrine train")
        }
        let reports: [Report] = try decode("report.json", of: number, verifying: checksums)
        let followed: StoredFollowing = try decode("followed.json", of: number, verifying: checksums)
        guard followed.isWhole else { throw Self.damaged("followed.json", number, "its lists differ in length") }
        var models: [TrainedModel] = []
        for model in description.models {
            do {
                models.append(
                    try TrainedModel(
                        model, value: bytes(Self.valueFile(model.target), of: number, verifying: checksums),
                        scale: bytes(Self.scaleFile(model.target), of: number, verifying: checksums)))
            } catch {
                throw LearningError(.refusedModel, error.message)
            }
        }
        return (number, TrainedModels(description: description, models: models, reports: reports, followed: followed))
    }

    /// Whether the current models learned from a version, so that learning from it again would say the same.
    ///
    /// Models that are damaged or another program's count as none.
    public func hasLearned(from version: Version) -> Bool {
        (try? load())?.models.warehouseVersion == version.name
    }

    private func files(of models: TrainedModels) throws -> [(String, Data)] {
        var files = [
            ("model.json", try Self.encoder.encode(models.description)),
            ("report.json", try Self.encoder.encode(models.reports)),
            ("followed.json", try Self.encoder.encode(models.followed)),
        ]
        for model in models.models {
            files.append((Self.valueFile(model.target), Data(try model.value.serialised())))
            files.append((Self.scaleFile(model.target), Data(try model.scale.serialised())))
        }
        return files
    }

    private func decode<Content: Decodable>(
        _ name: String, of number: Int, verifying checksums: [String: String]?
    ) throws(LearningError) -> Content {
        let data = Data(try bytes(name, of: number, verifying: checksums))
        do {
            return try Self.decoder.decode(Content.self, from: data)
        } catch {
            throw Self.damaged(name, number, "it cannot be read")
        }
    }

    private func bytes(
        _ name: String, of number: Int, verifying checksums: [String: String]?
    ) throws(LearningError) -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: "\(folder)/\(number)/\(name)") else {
            throw Self.damaged(name, number, "it is missing")
        }
        if let checksums, checksums[name] != Self.checksum(data) {
            throw Self.damaged(name, number, "its checksum is another than when it was written")
        }
        return [UInt8](data)
    }

    private func numbers() -> [Int] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).compactMap(Int.init)
    }

    private static func damaged(_ name: String, _ number: Int, _ reason: String) -> LearningError {
        LearningError(
            .refusedModel, "The model \(number) is refused, \(name): \(reason). Train it anew: vitrine train")
    }

    private static func valueFile(_ target: Target) -> String { target.rawValue + ".ubj" }
    private static func scaleFile(_ target: Target) -> String { target.rawValue + ".scale.ubj" }

    private static func checksum(_ data: Data) -> String { SHA256.hash(data: data).map(Self.hex).joined() }

    private static func hex(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16)
        return digits.count == 1 ? "0" + digits : digits
    }

    static var encoder: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        return encoder
    }

    private static var decoder: JSONDecoder {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        decoder.dateDecodingStrategy = .iso8601
        return decoder
    }
}
