import Foundation
import Testing

@testable import Ingest

/// What is found behind a path: files, folders, formats.
struct SourcesTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test("A single file, its names and its bytes")
    func singleFile() throws {
        let path = try folder.write("Olist_Orders.csv", "a,b\n")
        let listing = try Sources.list(path)
        let file = try #require(listing.files.first)
        #expect(listing.files.count == 1)
        #expect(file.displayName == path)
        #expect(file.baseName == "Olist_Orders.csv")
        #expect(file.stem == "Olist_Orders")
        #expect(file.format == .csv)
        #expect(file.size == 4)
        #expect(file.plainPath == path)
        #expect(try allBytes(of: file.open()) == Array("a,b\n".utf8))
    }

    @Test("A path that names nothing")
    func missing() {
        let path = folder.path + "/none.csv"
        let error = ingestError { _ = try Sources.list(path) }
        #expect(error?.kind == .unreadable)
        #expect(error?.file == path)
    }

    @Test("A device is no source", .enabled(if: FileManager.default.fileExists(atPath: "/dev/null")))
    func device() {
        #expect(ingestError { _ = try Sources.list("/dev/null") }?.kind == .unreadable)
    }

    @Test("A file that may not be read", .disabled(if: getuid() == 0, "root may read everything"))
    func unreadable() throws {
        let path = try folder.write("secret.csv", "a\n")
        chmod(path, 0)
        #expect(ingestError { _ = try Sources.list(path) }?.kind == .unreadable)
    }

    @Test(
        "Formats by extension, gzip apart",
        arguments: [
            ("a.csv", SourceFormat.csv), ("A.TSV", .csv), ("a.txt", .csv), ("a.jsonl", .jsonLines),
            ("a.ndjson.gz", .jsonLines), ("a.JSON", .jsonLines), ("a.parquet", .parquet), ("a.b.csv.GZ", .csv),
        ])
    func formatsByName(name: String, format: SourceFormat) {
        #expect(SourceFormat(fileName: name) == format)
    }

    @Test("Formats by content where the name does not tell")
    func formatsByContent() throws {
        #expect(try Sources.list(folder.write("table", "a,b\n")).files.first?.format == .csv)
        #expect(try Sources.list(folder.write("export.dat", " {\"a\":1}\n")).files.first?.format == .jsonLines)
        #expect(try Sources.list(folder.write("p.bin", "PAR1\0\0")).files.first?.format == .parquet)
        let image = try folder.write("image.png", [0x89, 0x50, 0, 1])
        let error = ingestError { _ = try Sources.list(image) }
        #expect(error?.kind == .unsupported)
    }

    @Test("Content that is named like text but is none is said to be what it is")
    func foreignContent() throws {
        let gzip = try ArchiveWriter.gzip(Array("a\n".utf8))
        let contents: [([UInt8], String)] = [
            (gzip, "is gzip data, not text"), (Array("BZh91AY&SY".utf8) + [0, 1], "is bzip2 data, not text"),
            ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0, 1], "is xz data, not text"),
            ([0x28, 0xB5, 0x2F, 0xFD, 4], "is zstd data, not text"),
            (Array("PAR1".utf8) + [0x15, 0], "is a Parquet file, not text"),
            ([0x50, 0x4B, 3, 4, 0], "is a zip archive or a workbook, not text"),
        ]
        for (bytes, problem) in contents {
            #expect(ingestError { _ = try readCSV(bytes) }?.problem == problem)
            #expect(ingestError { _ = try readJSONLines(bytes) }?.problem == problem)
        }
        #expect(try readCSV("PAR1,BZh,PK\n1,2,3\n").rows == [["1", "2", "3"]])
    }

    @Test("File names are taken apart")
    func nameParts() {
        #expect(FileNameParts("x.tar.gz").isArchive)
        #expect(FileNameParts("Orders.CSV.gz").stem == "Orders")
        #expect(FileNameParts("Orders.CSV.gz").fileExtension == "csv")
        #expect(FileNameParts(".csv").stem == ".csv")
        #expect(FileNameParts("orders").fileExtension.isEmpty)
    }

    @Test("A folder's files in the order of their names; the rest is told")
    func folderListing() throws {
        _ = try folder.write("b.csv", "a\n")
        _ = try folder.write("a.jsonl", "{}\n")
        _ = try folder.write("readme.md", "text")
        _ = try folder.write(".hidden.csv", "a\n")
        _ = try folder.write("more.zip", "PK")
        _ = try folder.makeFolder("deeper")
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/dangling.csv", withDestinationPath: folder.path + "/nothing")
        let listing = try Sources.list(folder.path + "/")
        #expect(listing.files.map(\.baseName) == ["a.jsonl", "b.csv"])
        #expect(
            Set(listing.ignored.map { $0.displayName.split(separator: "/").last ?? "" })
                == ["readme.md", ".hidden.csv", "more.zip", "deeper", "dangling.csv"])
        #expect(listing.ignored.allSatisfy { !$0.reason.isEmpty })
    }

    @Test("A colon is no part of what leads to a file's name")
    func colonInName() throws {
        #expect(try Sources.list(folder.write("orders:2018.csv", "a\n")).files.first?.baseName == "orders:2018.csv")
    }

    @Test("An empty folder holds nothing")
    func emptyFolder() throws {
        let listing = try Sources.list(folder.path)
        #expect(listing.files.isEmpty && listing.ignored.isEmpty)
    }

    @Test("Archives of other kinds are refused by name")
    func otherArchives() throws {
        let path = try folder.write("data.7z", "7z..")
        #expect(ingestError { _ = try Sources.list(path) }?.kind == .unsupported)
    }

    @Test("The hash is that of the unpacked bytes")
    func hashing() throws {
        let stream = HashingStream(ChunkedStream("abc", chunk: 2))
        try stream.drain()
        #expect(stream.byteCount == 3)
        #expect(stream.hexDigest == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(
            HashingStream(ChunkedStream("")).hexDigest
                == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    }

    @Test("An error says where, what and what to do in one line")
    func errorText() {
        let error = IngestError(
            .malformed, "is empty", file: "a.csv", line: 3, column: "price", advice: "Fill it")
        #expect(error.description == "a.csv, line 3, column price: is empty. Fill it.")
    }
}
