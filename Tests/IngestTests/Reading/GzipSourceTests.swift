import Foundation
import Testing

@testable import Ingest

/// Files packed with gzip, whole, in several members, and damaged.
struct GzipSourceTests {
    private let folder: TemporaryFolder
    private let text: [UInt8]

    init() throws {
        folder = try TemporaryFolder()
        var generator = SeededGenerator(seed: 11)
        text = (0..<300_000).map { _ in UInt8.random(in: 97...112, using: &generator) }
    }

    private func read(_ bytes: [UInt8], name: String = "a.csv.gz", limits: ArchiveLimits = .init()) throws -> [UInt8] {
        let listing = try Sources.list(folder.write(name, bytes), limits: limits)
        return try allBytes(of: #require(listing.files.first).open())
    }

    @Test("A gzip file reads, by name or by content")
    func whole() throws {
        let packed = try ArchiveWriter.gzip(text)
        #expect(try read(packed) == text)
        #expect(try read(packed, name: "a.csv") == text)
        let listing = try Sources.list(folder.write("export", packed))
        #expect(listing.files.first?.format == .csv)
        #expect(listing.files.first?.plainPath == nil)
    }

    @Test("A gzip file of nothing is an empty file")
    func empty() throws {
        #expect(try read(ArchiveWriter.gzip([])) == [])
    }

    @Test("Several members one after another are one file")
    func members() throws {
        let parts = [text[..<1000], text[1000..<1001], text[1001..<200_000], text[200_000...]]
        let packed = try parts.flatMap { try ArchiveWriter.gzip(Array($0)) }
        #expect(try read(packed) == text)
        var damaged = packed
        let last = damaged.count - 5
        damaged[last] ^= 1
        #expect(ingestError { _ = try read(damaged) }?.kind == .damaged)
    }

    @Test("A wrong checksum or length is damage", arguments: [1, 5])
    func trailer(fromEnd: Int) throws {
        var packed = try ArchiveWriter.gzip(text)
        packed[packed.count - fromEnd] ^= 0x10
        let error = ingestError { _ = try read(packed) }
        #expect(error?.kind == .damaged)
        #expect(error?.file?.hasSuffix("a.csv.gz") == true)
    }

    @Test("A gzip file that is cut off is damage", arguments: [1, 4, 8, 9, 1000])
    func cutOff(missing: Int) throws {
        let packed = try ArchiveWriter.gzip(text)
        #expect(ingestError { _ = try read(Array(packed.dropLast(missing))) }?.kind == .damaged)
    }

    @Test("What is named .gz but is none, or is empty")
    func notGzip() {
        #expect(ingestError { _ = try read(Array("a,b\n".utf8)) }?.problem.contains("not a gzip file") == true)
        #expect(ingestError { _ = try read([]) }?.problem == "is empty")
    }

    @Test("What was packed twice, and what follows the packed file, is said")
    func packedTwiceOrFollowed() throws {
        let packed = try ArchiveWriter.gzip(text)
        #expect(ingestError { _ = try read(ArchiveWriter.gzip(packed)) }?.problem == "is packed with gzip twice")
        for rest in [1, 100, 1_000_000] {
            let error = ingestError { _ = try read(packed + [UInt8](repeating: 65, count: rest)) }
            #expect(error?.problem.hasPrefix("is followed by \(rest) byte") == true, "\(error?.problem ?? "")")
        }
    }

    @Test("A gzip bomb is refused while it is unpacked")
    func bomb() throws {
        let packed = try ArchiveWriter.gzip([UInt8](repeating: 48, count: 2 << 20))
        #expect(try read(packed).count == 2 << 20)
        var limits = ArchiveLimits()
        limits.ratioAppliesBeyondBytes = 1 << 20
        #expect(ingestError { _ = try read(packed, limits: limits) }?.kind == .refusedArchive)
        limits.maximumTotalBytes = 1000
        let small = try ArchiveWriter.gzip(text)
        let error = ingestError { _ = try read(small, limits: limits) }
        #expect(error?.problem == "unpacks to more than 1000 bytes")
    }

    @Test("The checksum is CRC-32, and two combine to that of both texts")
    func checksum() {
        func crc(_ bytes: some Collection<UInt8>) -> UInt32 {
            var checksum = CRC32()
            Array(bytes).withUnsafeBytes { checksum.update($0) }
            return checksum.value
        }
        #expect(crc(Array("123456789".utf8)) == 0xCBF4_3926)
        #expect(crc([]) == 0)
        for split in [0, 1, 7, 8, 1000, 299_999, 300_000] {
            let combined = CRC32.combine(
                crc(text[..<split]), crc(text[split...]), secondLength: text.count - split)
            #expect(combined == crc(text), "split at \(split)")
        }
    }
}
