import Crypto
import Foundation

/// A published version of the warehouse: one complete, checked star schema that never changes again.
public struct Version: Sendable, Hashable, Codable {
    /// Counts up from 1 with every publish.
    public let number: Int
    /// A name that no version of other content shares, also across homes: the number, and a part of the hash of all its
    /// batches and of the models.
    public let name: String
    /// The batches in it, oldest first. A later one's rows replaced an earlier one's.
    public let batches: [String]
    /// When it was published, in UTC.
    public let publishedAt: Date
    /// The fingerprint of the models and checks that built it; nil in versions from before they had one.
    public let models: String?

    init(number: Int, batches: [String], publishedAt: Date, models: String) {
        let content = SHA256.hash(data: Data((batches + [models]).joined(separator: "\n").utf8))
        self.init(
            number: number, name: "\(number)-\(content.description.suffix(64).prefix(12))", batches: batches,
            publishedAt: publishedAt, models: models)
    }

    /// A version as it was published.
    init(number: Int, name: String, batches: [String], publishedAt: Date, models: String?) {
        self.number = number
        self.name = name
        self.batches = batches
        self.publishedAt = publishedAt
        self.models = models
    }
}

/// The versions in a home: which one is current, how one becomes current, when one goes.
public struct VersionStore: Sendable {
    /// How many versions stay after a publish, the current one included.
    static let kept = 3

    private static let remedy = "`vitrine load --home DIR` builds it anew from what was landed"

    private let home: Home

    /// Looks at the versions of a home.
    public init(home: Home) { self.home = home }

    func folder(_ number: Int) -> String { "\(home.versions)/\(number)" }

    /// Where a new version is built; a name that no reader looks at.
    func buildingFolder(_ number: Int) -> String { "\(home.versions)/.building-\(number)" }

    /// The number of the current version, or nil where nothing was published yet. Costs one system call.
    public func currentNumber() -> Int? {
        guard let target = try? FileManager.default.destinationOfSymbolicLink(atPath: home.current) else { return nil }
        return Int((target as NSString).lastPathComponent)
    }

    /// The current version, or nil where nothing was published yet.
    public func current() throws(WarehouseError) -> Version? {
        guard let number = currentNumber() else { return nil }
        return try version(number)
    }

    func version(_ number: Int) throws(WarehouseError) -> Version {
        let path = folder(number) + "/version.json"
        guard let data = FileManager.default.contents(atPath: path) else {
            throw .environment("version \(number) is damaged: \(path) is missing. \(Self.remedy)")
        }
        do {
            return try JSONDecoder().decode(Version.self, from: data)
        } catch {
            throw .environment("version \(number) is damaged: \(path) cannot be read. \(Self.remedy)")
        }
    }

    /// The number that the next version gets: above every one that is there, current or not.
    func nextNumber() -> Int {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: home.versions)) ?? []
        return (names.compactMap(Int.init).max() ?? 0) + 1
    }

    /// Makes a built version the current one, in one step that a crash cannot split.
    func publish(_ version: Version, from building: String) throws(WarehouseError) {
        guard let description = try? JSONEncoder().encode(version) else {
            throw .environment("version \(version.name) cannot be described")
        }
        try Disk.write(description, to: building + "/version.json")
        try Disk.write(Data(), to: building + "/lock")
        for file in ["warehouse.duckdb", "version.json"] { try Disk.synchronise("\(building)/\(file)") }
        try Disk.synchronise(building)
        try Disk.move(building, to: folder(version.number))
        try Disk.synchronise(home.versions)
        try Disk.point(home.current, to: "versions/\(version.number)")
        try Disk.synchronise(home.path)
    }

    /// Points at the newest version where nothing does: the load that built it was stopped just before, or the link was
    /// removed. A version's folder has its name only once it is complete and checked.
    func recover() throws(WarehouseError) {
        guard currentNumber() == nil else { return }
        let newest = nextNumber() - 1
        // One without a description is not complete; a load builds it anew from what landed.
        guard newest > 0, (try? version(newest)) != nil else { return }
        try Disk.point(home.current, to: "versions/\(newest)")
    }

    /// Removes versions beyond the last few, but none that a reader has open.
    func removeOld() {
        guard let current = currentNumber() else { return }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: home.versions)) ?? []
        let numbers = names.compactMap(Int.init).sorted(by: >)
        // A number above the current one was built but never pointed at: its load was killed in between.
        let unwanted = numbers.filter { $0 > current } + numbers.filter { $0 <= current }.dropFirst(Self.kept)
        for number in unwanted {
            guard let lock = try? FileLock.exclusive(folder(number) + "/lock") else { continue }
            try? FileManager.default.removeItem(atPath: folder(number))
            _ = lock
        }
    }

    /// Takes hold of the current version for reading, so that no load removes it; nil where there is none.
    func holdCurrent() throws(WarehouseError) -> (version: Version, lock: FileLock)? {
        // A load may publish and remove between two of our steps; then the next look finds the newer version.
        for _ in 0..<10 {
            guard let number = currentNumber() else { return nil }
            if let lock = try? FileLock.shared(folder(number) + "/lock"), let version = try? version(number) {
                return (version, lock)
            }
        }
        guard let number = currentNumber() else { return nil }
        _ = try version(number)
        throw .environment("version \(number) cannot be opened for reading: is \(folder(number)) readable?")
    }
}
