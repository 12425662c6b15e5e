import Foundation

/// A folder outside the home that goes with the value that holds it.
final class TemporaryFolder {
    let path: String

    init() throws(WarehouseError) {
        path = FileManager.default.temporaryDirectory.path + "/vitrine-" + UUID().uuidString
        try Disk.makeFolder(path)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
