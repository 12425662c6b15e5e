import Foundation
import Testing

@testable import Ingest

/// Files on disk, read from beginning to end.
struct FileStreamTests {
    /// What was read of a large file is let go from the system's cache; what is read stays what is there.
    @Test func aLargeFileIsReadToItsLastByte() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/large"
        let size = 300 << 20
        // Holes in between take no space on disk.
        let marks = [0, 1 << 20, (32 << 20) - 1, 32 << 20, 100_000_000, (256 << 20) + 1, size - 1]
        try Data().write(to: URL(fileURLWithPath: path))
        let file = try #require(FileHandle(forWritingAtPath: path))
        for mark in marks {
            try file.seek(toOffset: UInt64(mark))
            try file.write(contentsOf: [1])
        }
        try file.close()

        let stream = try FileStream(path: path, fileName: "large")
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
        defer { buffer.deallocate() }
        let nothing = Data(count: buffer.count)
        var place = 0
        var found: [Int] = []
        while case let count = try stream.read(into: buffer), count > 0 {
            if Data(buffer.prefix(count)) != nothing.prefix(count) {
                found += (0..<count).filter { buffer[$0] != 0 }.map { place + $0 }
            }
            place += count
        }
        #expect(place == size)
        #expect(found == marks)
    }

    @Test func aFileThatIsNotThereIsNamed() throws {
        let folder = try TemporaryFolder()
        let error = #expect(throws: IngestError.self) { try FileStream(path: folder.path + "/none", fileName: "none") }
        #expect(error?.file == "none")
        #expect(error?.problem == "cannot be opened: \(String(cString: strerror(ENOENT)))")
    }
}
