import Foundation
import Testing

@testable import Warehouse

struct TemporaryFolderTests {
    private func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

    @Test func nobodyElseReadsItAndItGoesWithItsHolder() throws {
        let path = try {
            let folder = try TemporaryFolder()
            let rights = try FileManager.default.attributesOfItem(atPath: folder.path)[.posixPermissions] as? Int
            #expect(rights == 0o700)
            return folder.path
        }()
        #expect(!exists(path))
    }

    @Test func whatAnEndedProcessLeftGoesAndWhatIsInUseStays() throws {
        let held = try TemporaryFolder()
        // As a process leaves it that was killed: the lock is there, and nobody has it.
        let abandoned = FileManager.default.temporaryDirectory.path + "/vitrine-work-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: abandoned, withIntermediateDirectories: true)
        for file in ["lock", "warehouse.duckdb"] { try Data().write(to: URL(fileURLWithPath: "\(abandoned)/\(file)")) }
        let other = try TemporaryFolder()
        #expect(!exists(abandoned))
        #expect(exists(held.path) && exists(other.path))
    }
}
