import Foundation
import Synchronization
import Testing

@testable import Demo

/// What cannot be written ends in a clear error and leaves nothing behind.
struct FailureTests {
    private let shop = DemoShop(options: .init(orders: 200, seed: 1))

    @Test func folderUnderAFile() throws {
        let folder = try TemporaryFolder()
        let file = folder.path + "/file"
        try Data("x".utf8).write(to: URL(fileURLWithPath: file))
        let error = #expect(throws: DemoError.self) { try shop.write(to: file + "/export") }
        guard case .unusableDirectory(let path, let reason) = error else {
            Issue.record("unexpected error: \(String(describing: error))")
            return
        }
        #expect(path == file + "/export")
        #expect(!reason.isEmpty)
        #expect(throws: DemoError.unusableDirectory(path: file, reason: "it is a file")) {
            try shop.write(to: file)
        }
    }

    @Test func fileInTheWay() throws {
        let folder = try TemporaryFolder()
        let blocked = folder.path + "/.olist_orders_dataset.csv.part"
        try FileManager.default.createDirectory(atPath: blocked, withIntermediateDirectories: true)
        let error = #expect(throws: DemoError.self) { try shop.write(to: folder.path) }
        guard case .unwritableFile(let path, _) = error else {
            Issue.record("unexpected error: \(String(describing: error))")
            return
        }
        #expect(path == blocked)
        #expect(error?.description.contains(blocked) == true)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 1)
    }

    /// `/dev/full` takes no byte, as a full disk does.
    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
    func fullDisk() throws {
        let writer = try ByteWriter(path: "/dev/full")
        try writer.preamble("x")
        #expect(throws: DemoError.unwritableFile(path: "/dev/full", reason: "No space left on device")) {
            try writer.flush()
        }
    }

    @Test(arguments: [0, -1, 100_000_001])
    func ordersOutOfBounds(orders: Int) throws {
        let folder = try TemporaryFolder()
        #expect(throws: DemoError.invalidOption("orders must be from 1 to 100000000, not \(orders)")) {
            try DemoShop(options: .init(orders: orders)).write(to: folder.path)
        }
    }

    @Test func cancelledTask() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path
        let shop = shop
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            _ = try shop.write(to: path)
        }
        await #expect(throws: DemoError.cancelled) { try await task.value }
        #expect(try FileManager.default.contentsOfDirectory(atPath: path).isEmpty)
    }

    @Test func nothingButTheNineFilesIsLeft() throws {
        let folder = try TemporaryFolder()
        _ = try shop.write(to: folder.path + "/deep/er")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/deep/er")
        #expect(names.sorted() == DemoShop.tables.map(\.file).sorted())
    }

    @Test func progressRisesToOne() throws {
        let folder = try TemporaryFolder()
        let seen = Mutex<[DemoProgress]>([])
        let summary = try shop.write(to: folder.path) { progress in seen.withLock { $0.append(progress) } }
        let steps = seen.withLock { $0 }
        #expect(steps.count > 10)
        #expect(zip(steps, steps.dropFirst()).allSatisfy { $0.fraction <= $1.fraction && $0.rows <= $1.rows })
        #expect(steps.last?.fraction == 1)
        #expect(steps.last?.rows == summary.rows)
        #expect(steps.last?.bytes == summary.bytes)
    }
}
