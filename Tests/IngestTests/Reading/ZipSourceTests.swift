import Testing

@testable import Ingest

/// Zips: entries, limits, and archives that are damaged or mean harm.
struct ZipSourceTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func list(
        _ bytes: [UInt8], name: String = "archive.zip", _ change: (inout ArchiveLimits) -> Void = { _ in }
    ) throws -> SourceListing {
        var limits = ArchiveLimits()
        change(&limits)
        return try Sources.list(folder.write(name, bytes), limits: limits)
    }

    private func list(_ entries: [ArchiveWriter.Entry]) throws -> SourceListing {
        try list(ArchiveWriter.zip(entries))
    }

    @Test("Entries, stored or deflated, can be read one by one and side by side", arguments: [true, false])
    func entries(isDeflated: Bool) async throws {
        let orders = "a,b\n" + String(repeating: "1,2\n", count: 100_000)
        let zip = try ArchiveWriter.zip(
            [.init("olist/orders.csv", orders), .init("items.csv", "c\n1\n")], isDeflated: isDeflated)
        let listing = try list(zip)
        #expect(listing.files.map(\.displayName) == ["archive.zip:items.csv", "archive.zip:olist/orders.csv"])
        #expect(listing.files.map(\.baseName) == ["items.csv", "orders.csv"])
        #expect(listing.files.map(\.size) == [4, orders.utf8.count])
        #expect(listing.files.allSatisfy { $0.plainPath == nil })
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for index in 0..<4 {
                let file = listing.files[index % 2]
                let expected = index % 2 == 0 ? "c\n1\n" : orders
                group.addTask { try allBytes(of: file.open()) == Array(expected.utf8) }
            }
            for try await isEqual in group { #expect(isEqual) }
        }
    }

    @Test("A zip is known by its content, whatever its name")
    func anyName() throws {
        #expect(try list(ArchiveWriter.zip([.init("a.csv", "a\n")]), name: "download").files.count == 1)
    }

    @Test("Names beyond ASCII")
    func unicodeNames() throws {
        let listing = try list([.init("données/ventes_é.csv", "a\n")])
        #expect(listing.files.map(\.baseName) == ["ventes_é.csv"])
        #expect(try listing.files.first.map { try allBytes(of: $0.open()).count } == 2)
    }

    @Test("Names that the zip says are UTF-8", arguments: ["données/ventes_é.csv", "日本/😀.csv", "pedidos.csv"])
    func namesMarkedAsUTF8(name: String) throws {
        let listing = try list(ArchiveWriter.markedAsUTF8(ArchiveWriter.zip([.init(name, "a\n")])))
        #expect(listing.files.map(\.displayName) == ["archive.zip:\(name)"])
        #expect(try listing.files.first.map { try allBytes(of: $0.open()).count } == 2)
    }

    @Test("Names in no encoding that is known can be read")
    func namesInAnotherEncoding() throws {
        var zip = try ArchiveWriter.zip([.init("sell_rs.csv", "a\n")])
        for place in zip.ranges(of: Array("sell_rs.csv".utf8)) { zip[place.lowerBound + 4] = 0xE9 }
        let file = try #require(try list(zip).files.first)
        #expect(file.baseName.hasSuffix("rs.csv"))
        #expect(try allBytes(of: file.open()).count == 2)
    }

    @Test("Folders are passed over; metadata, hidden files, archives and other files are told")
    func ignored() throws {
        let listing = try list([
            .folder("data/"), .init("data/a.csv", "a\n"), .init("__MACOSX/data/._a.csv", "x"),
            .init("data/.DS_Store", "x"), .init("inner.zip", "PK"), .init("notes.pdf", "x"),
        ])
        #expect(listing.files.map(\.baseName) == ["a.csv"])
        #expect(
            listing.ignored.map(\.displayName).sorted() == [
                "archive.zip:__MACOSX/data/._a.csv", "archive.zip:data/.DS_Store", "archive.zip:inner.zip",
                "archive.zip:notes.pdf",
            ])
    }

    @Test("Entries packed with gzip are unpacked twice")
    func gzippedEntry() throws {
        let listing = try list([.init("a.csv.gz", bytes: try ArchiveWriter.gzip(Array("a\n1\n".utf8)))])
        let file = try #require(listing.files.first)
        #expect(file.isGzipped && file.format == .csv)
        #expect(try allBytes(of: file.open()) == Array("a\n1\n".utf8))
    }

    @Test(
        "Names that lead out of the archive are refused",
        arguments: ["../evil.csv", "data/../../evil.csv", "/etc/evil.csv", "..\\evil.csv", "C:\\evil.csv"])
    func climbingNames(name: String) {
        let error = ingestError { _ = try list([.init("good.csv", "a\n"), .init(name, "a\n")]) }
        #expect(error?.kind == .refusedArchive)
        #expect(error?.problem.contains("evil.csv") == true)
    }

    @Test("Links are refused")
    func links() {
        #expect(ingestError { _ = try list([.link("a.csv", to: "/etc/passwd")]) }?.kind == .refusedArchive)
    }

    @Test("Encrypted entries are refused with the way out")
    func encrypted() throws {
        let zip: [UInt8]
        do {
            zip = try ArchiveWriter.zip([.init("a.csv", "a\n1\n")], password: "secret")
        } catch {
            // A libarchive without cryptography cannot make one; the flag of a plain zip is set instead.
            zip = try ArchiveWriter.zip([.init("a.csv", "a\n1\n")])
            Issue.record("libarchive cannot encrypt here: \(error)")
        }
        let error = ingestError { _ = try list(zip) }
        #expect(error?.kind == .refusedArchive)
        #expect(error?.problem == "is encrypted")
        #expect(error?.file == "archive.zip:a.csv")
    }

    @Test("An archive that declares far more than it holds is refused before it is unpacked")
    func declaredBomb() throws {
        let zeros = ArchiveWriter.Entry("a.csv", bytes: [UInt8](repeating: 48, count: 32 << 20))
        let bomb = try ArchiveWriter.zip([zeros], isDeflated: true)
        #expect(ingestError { _ = try list(bomb) }?.problem.contains("decompression bomb") == true)
        let many = try ArchiveWriter.zip((0..<5).map { .init("\($0).csv", "abcdefghij") })
        let error = ingestError { _ = try list(many) { $0.maximumTotalBytes = 49 } }
        #expect(error?.problem == "unpacks to more than 49 bytes")
        #expect(try list(many) { $0.maximumTotalBytes = 50 }.files.count == 5)
    }

    @Test("An entry is refused while it is unpacked once it is far larger than what was read of it")
    func bombWithinAnHonestArchive() throws {
        var generator = SeededGenerator(seed: 3)
        let noise = (0..<200_000).map { _ in UInt8.random(in: 33...120, using: &generator) }
        let zeros = ArchiveWriter.Entry("b.csv", bytes: [UInt8](repeating: 48, count: 20 << 20))
        let zip = try ArchiveWriter.zip([.init("a.csv", bytes: noise), zeros], isDeflated: true)
        let listing = try list(zip)
        #expect(try listing.files.first.map { try allBytes(of: $0.open()) } == noise)
        let error = ingestError { try listing.files.last.map { _ = try allBytes(of: $0.open()) } }
        #expect(error?.kind == .refusedArchive)
        #expect(error?.file == "archive.zip:b.csv")
    }

    @Test("More entries than there may be are refused")
    func tooManyEntries() throws {
        let zip = try ArchiveWriter.zip((0..<5).map { .init("\($0).csv", "a\n") })
        #expect(ingestError { _ = try list(zip) { $0.maximumEntries = 4 } }?.kind == .refusedArchive)
        #expect(try list(zip) { $0.maximumEntries = 5 }.files.count == 5)
    }

    @Test("A changed byte shows in the checksum, and the error names the entry")
    func checksum() throws {
        var zip = try ArchiveWriter.zip([.init("a.csv", "needle,b\n1,2\n")])
        let place = try #require(zip.firstRange(of: Array("needle".utf8)))
        zip[place.lowerBound] ^= 1
        let file = try #require(try list(zip).files.first)
        let error = ingestError { _ = try allBytes(of: file.open()) }
        #expect(error?.kind == .damaged)
        #expect(error?.file == "archive.zip:a.csv")
        #expect(error?.description.contains("CRC") == true)
    }

    @Test("A zip that is cut off anywhere is damaged, never a crash")
    func cutOff() throws {
        let zip = try ArchiveWriter.zip([.init("a.csv", "a,b\n1,2\n"), .init("b.csv", "c\n")], isDeflated: true)
        for count in stride(from: 4, to: zip.count, by: 3) {
            let error = ingestError {
                for file in try list(Array(zip[..<count])).files { _ = try allBytes(of: file.open()) }
            }
            #expect(error != nil, "\(count) of \(zip.count) bytes")
        }
    }

    @Test("What is named .zip but is none, or is empty")
    func notAZip() {
        #expect(ingestError { _ = try list(Array("a,b\n1,2\n".utf8)) }?.problem == "is not a zip archive")
        #expect(ingestError { _ = try list([UInt8]()) }?.problem == "is empty")
    }

    @Test("A zip without entries holds nothing")
    func emptyZip() throws {
        #expect(try list([ArchiveWriter.Entry]()).files.isEmpty)
    }

    @Test("Random damage never crashes or hangs", arguments: 0..<100)
    func randomDamage(seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        var zip = try ArchiveWriter.zip([.init("a.csv", "a,b\n1,2\n"), .init("b.csv", "c\n")], isDeflated: true)
        for _ in 0..<4 {
            zip[Int.random(in: 4..<zip.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
        }
        _ = ingestError {
            for file in try list(zip).files { _ = try allBytes(of: file.open()) }
        }
    }
}
