import Foundation
import Testing

@testable import Ingest

/// What a batch makes of several files, and of files that change.
struct LandingTests {
    private static let sellers = "seller_id,seller_zip_code_prefix,seller_city,seller_state\n"
    private static let points =
        "geolocation_zip_code_prefix,geolocation_lat,geolocation_lng,geolocation_city,geolocation_state\n"

    private let place: LandingPlace

    init() throws { place = try LandingPlace() }

    private func write(_ name: String, _ text: String) throws {
        _ = try place.sources.makeFolder((name as NSString).deletingLastPathComponent)
        _ = try place.sources.write(name, text)
    }

    /// A zip with entries of these names and texts.
    private func write(_ name: String, _ entries: (String, String)...) throws {
        _ = try place.sources.makeFolder((name as NSString).deletingLastPathComponent)
        _ = try place.sources.write(name, ArchiveWriter.zip(entries.map { .init($0.0, $0.1) }))
    }

    /// Each file: its name from the sources on, and the rows that were read, landed and rejected.
    private func files(_ batch: LandedBatch) throws -> [String] {
        for file in batch.files { #expect(file.rowsRead == file.rowsLanded + file.rowsRejected) }
        return batch.files.map { file in
            let name = file.file.replacing(place.sources.path + "/", with: "")
            return "\(name) \(file.rowsRead) \(file.rowsLanded) \(file.rowsRejected)"
        }
    }

    @Test("The same files given twice land once, and it is said")
    func sourceGivenTwice() throws {
        try write("shop/sellers.csv", Self.sellers + "a,1,x,SP\na,1,y,SP\nb\n")
        try write("shop/geolocation.csv", Self.points + "01001,-23.5,-46.6,x,SP\n01001,-23.5,-46.6,x,SP\n")
        let once = try place.land("shop")
        let twice = try place.land("shop", "shop")
        #expect(try files(twice) == ["shop/geolocation.csv 2 2 0", "shop/sellers.csv 3 1 2"])
        #expect(twice.id == once.id)
        #expect(try twice.rejects() == once.rejects())
        #expect(try twice.rejects().count == 2)
        #expect(try twice.rows("geolocation", "_line") == ["2", "3"])
        #expect(twice.ignored.count == 2)
        #expect(twice.ignored.allSatisfy { $0.contains("has the same content as") })
    }

    @Test("The same content in another packing lands once")
    func contentGivenTwice() throws {
        let text = Self.sellers + "a,1,x,SP\n"
        try write("plain/sellers.csv", text)
        _ = try place.sources.write("packed.csv.gz", ArchiveWriter.gzip(Array(text.utf8)))
        let batch = try place.land("packed.csv.gz", "plain")
        #expect(batch.files.count == 1 && batch.ignored.count == 1)
        #expect(try batch.rows("sellers", "seller_id") == ["a"])
    }

    @Test("Files of one name in two zips of one name are two files; the last one counts")
    func zipsOfOneName() throws {
        try write("1/export.zip", ("sellers.csv", Self.sellers + "a,1,old,SP\nb,1,old,SP\n"))
        try write("2/export.zip", ("sellers.csv", Self.sellers + "a,1,new,SP\n"))
        for order in [["1/export.zip", "2/export.zip"], ["2/export.zip", "1/export.zip"]] {
            let batch = try place.land(order[0], order[1])
            #expect(try files(batch) == ["1/export.zip:sellers.csv 2 1 1", "2/export.zip:sellers.csv 1 1 0"])
            #expect(try batch.rows("sellers", "seller_id, seller_city") == ["b|old", "a|new"])
            #expect(try batch.rejects().first?.contains("2/export.zip:sellers.csv line 2, which is kept") == true)
        }
    }

    @Test("Entries of one name in a zip are files of their own, in its order")
    func entriesOfOneName() throws {
        let versions = (1...12).map { ("sellers.csv", Self.sellers + "\n" + "a,1,version \($0),SP\n") }
        _ = try place.sources.write("export.zip", ArchiveWriter.zip(versions.map { .init($0.0, $0.1) }))
        let batch = try place.land("export.zip")
        let path = place.sources.path + "/export.zip:sellers.csv"
        #expect(try batch.rows("sellers", "seller_city, _file") == ["version 12|\(path) (12)"])
        #expect(batch.files.map(\.rowsRejected) == Array(repeating: 1, count: 11) + [0])
        #expect(try batch.rejects().count == 11)
    }

    @Test("A file that is replaced between its header and its rows is refused")
    func replacedFile() throws {
        try write("sellers.csv", Self.sellers + "a,1,x,SP\n")
        try write("sellers.jsonl", "{\"seller_id\":\"a\",\"seller_state\":\"SP\"}\n")
        try place.writeParquet("select 'a' as seller_id, 'SP' as seller_state", to: "sellers.parquet")
        let scratch = place.sources.path + "/scratch"
        let (found, _) = try RecognisedFile.files(of: [place.sources.path], scratch: scratch)
        #expect(found.count == 3)
        for file in found { _ = try file.open() }
        try write("sellers.csv", "seller_zip_code_prefix,seller_id,seller_city,seller_state\n1,a,x,SP\n")
        try write("sellers.jsonl", "{\"seller_state\":\"SP\",\"seller_zip\":\"1\"}\n")
        try FileManager.default.removeItem(atPath: place.sources.path + "/sellers.parquet")
        try place.writeParquet("select 'a' as seller_name, 'SP' as seller_state", to: "sellers.parquet")
        for file in found {
            let error = ingestError { _ = try file.open() }
            #expect(error?.problem == "changed while it was being loaded", "\(file.source.baseName)")
            #expect(error?.file == file.source.displayName)
        }
    }

    @Test("Keys of JSON Lines may differ from the columns' names in case and spaces")
    func spellingOfKeys() throws {
        // The last line's spelling comes after what is looked at for the header.
        let many = String(repeating: #"{"seller_id":"x","seller_state":"SP"}"# + "\n", count: 10_000)
        try write(
            "sellers.jsonl",
            #"{"seller_id":"a","Seller City":"town","seller_state":"SP"}"# + "\n" + many
                + #"{"Seller ID":"b"," SELLER_CITY ":"village","seller_state":"SP"}"# + "\n")
        let batch = try place.land("sellers.jsonl")
        #expect(
            try batch.rows("sellers", "seller_id, seller_city").sorted() == ["a|town", "b|village", "x|NULL"])
    }

    @Test("Where nothing is known, it is said what was passed over")
    func nothingKnown() throws {
        try write("deep/er/sellers.csv", Self.sellers)
        let folders = ingestError { _ = try place.land("deep") }
        #expect(folders?.problem.contains("er: folder in the folder") == true, "\(folders?.problem ?? "")")
        try write("outer.zip", ("inner.zip", "PK"))
        let archive = ingestError { _ = try place.land("outer.zip") }
        #expect(archive?.problem.contains("inner.zip: archive within the source") == true, "\(archive?.problem ?? "")")
    }
}
