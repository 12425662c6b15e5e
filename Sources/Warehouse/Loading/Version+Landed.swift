import Foundation
import Ingest

extension Version {
    /// The batches that the version was built from, as they landed in a home.
    ///
    /// - Throws: ``WarehouseError`` of kind `environment` where one is damaged, or landed in another home.
    func landedBatches(in home: Home, of warehouse: WarehouseAddress) throws(WarehouseError) -> [LandedBatch] {
        var landed: [LandedBatch] = []
        for id in batches {
            let folder = "\(home.landing)/\(id)"
            if case .postgreSQL(let address) = warehouse, !FileManager.default.fileExists(atPath: folder) {
                throw .environment(
                    "version \(name) of \(address) was loaded from another home: batch \(id) is not in \(home.path). "
                        + "Use that home, or load into an empty database")
            }
            do {
                landed.append(try LandedBatch(folder: folder))
            } catch {
                throw .environment(error.description)
            }
        }
        return landed
    }
}
