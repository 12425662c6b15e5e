import DuckDB
import Foundation
import Testing

@testable import Ingest

/// Parquet files land as the same rows in a text file would.
struct ParquetSourceTests {
    private let place: LandingPlace

    init() throws { place = try LandingPlace() }

    private func seller(_ id: String, city: String = "x") -> String {
        "select '\(id)' as seller_id, '01001' as seller_zip_code_prefix, '\(city)' as seller_city, 'SP' as seller_state"
    }

    @Test("Names of folders that look like columns are none")
    func foldersNamedLikeColumns() throws {
        try place.writeParquet(seller("a"), to: "seller_state=XX/seller_id=1/sellers.parquet")
        let batch = try place.land("seller_state=XX/seller_id=1/sellers.parquet")
        #expect(try batch.rows("sellers", "seller_id, seller_state") == ["a|SP"])
        #expect(batch.files.first?.extraColumns == [])
    }

    @Test("Names that look like patterns are those of one file", arguments: ["s*", "s?", "s[x]", "**", "s'x"])
    func namesLikePatterns(name: String) throws {
        for (name, id) in [(name, "meant"), ("sx", "not meant")] {
            try place.writeParquet(seller(id), to: "\(name).parquet")
            try place.writeParquet(seller(id), to: "\(name)/deep/sellers.parquet")
        }
        #expect(try place.land("\(name).parquet").rows("sellers", "seller_id") == ["meant"])
        #expect(try place.land("\(name)/deep").rows("sellers", "seller_id") == ["meant"])
    }

    @Test("Columns that may be missing land as null")
    func missingColumns() throws {
        try place.writeParquet("select 's' as seller_id, 'SP' as seller_state", to: "sellers.parquet")
        let batch = try place.land("sellers.parquet")
        #expect(try batch.rows("sellers", "seller_id, seller_city, seller_state") == ["s|NULL|SP"])
    }

    @Test("Names of columns may differ in case and spaces")
    func namesOfColumns() throws {
        try place.writeParquet(
            #"select 's' as "Seller ID", 'town' as " SELLER_CITY", 'SP' as seller_state"#, to: "sellers.parquet")
        #expect(try place.land("sellers.parquet").rows("sellers", "seller_id, seller_city") == ["s|town"])
    }

    @Test("Amounts kept as binary fractions are exact cents, or none")
    func binaryFractions() throws {
        try place.writeParquet(
            """
            select
                'o' as order_id, row_number() over () as order_item_id, 'p' as product_id, 's' as seller_id, price,
                cast(9.99 as float) as freight_value
            from (
                values
                    (58.9::double), (0.1::double + 0.2::double), (58.905::double), ('nan'::double), ('inf'::double),
                    (1e300::double), (-1::double), (9999999999.99::double), (null)
            ) as prices (price)
            """, to: "order_items.parquet")
        let batch = try place.land("order_items.parquet")
        #expect(
            try batch.rows("order_items", "price, freight_value") == ["58.90|9.99", "0.30|9.99", "9999999999.99|9.99"])
        let noAmount = "is not an amount of money: digits, with two decimals at most"
        #expect(
            try batch.rejects() == [
                "4|price|58.905|\(noAmount)", "5|price|nan|\(noAmount)", "6|price|inf|\(noAmount)",
                "7|price|1e+300|\(noAmount)", "8|price|-1.00|is negative",
                "10|price|NULL|is empty, but every row needs it",
            ])
    }

    @Test("Whole numbers kept as binary fractions are ids without a point")
    func wholeNumbers() throws {
        try place.writeParquet(
            "select 7::float as seller_id, 2795::double as seller_zip_code_prefix, 'SP' as seller_state",
            to: "sellers.parquet")
        #expect(try place.land("sellers.parquet").rows("sellers", "seller_id, seller_zip_code_prefix") == ["7|2795"])
    }

    @Test("Bytes are text where they are UTF-8")
    func bytes() throws {
        try place.writeParquet(
            """
            select encode(id) as seller_id, city as seller_city, 'SP' as seller_state
            from (values ('a', encode('são paulo')), ('b', '\\xE3\\x20'::blob), ('c', null)) as sellers (id, city)
            """, to: "sellers.parquet")
        let batch = try place.land("sellers.parquet")
        #expect(try batch.rows("sellers", "seller_id, seller_city") == ["a|são paulo", "c|NULL"])
        #expect(try batch.rejects() == ["3|seller_city|\u{FFFD} |not valid UTF-8"])
    }

    @Test("What no field of text may hold is rejected")
    func fieldsThatTextCannotHold() throws {
        try place.writeParquet(
            """
            select id as seller_id, [id] as seller_city, 'SP' as seller_state
            from (values ('a'), ('b')) as sellers (id)
            """, to: "nested/sellers.parquet")
        #expect(try place.land("nested").rejects().allSatisfy { $0.contains("holds an object or array") })
        try place.writeParquet(
            """
            select id as seller_id, city as seller_city, 'SP' as seller_state
            from (
                values ('a', 'x' || chr(0) || 'y'), ('b', repeat('x', 1048577)), ('c', repeat('x', 1048576))
            ) as sellers (id, city)
            """, to: "long/sellers.parquet")
        let batch = try place.land("long")
        #expect(try batch.rows("sellers", "seller_id, length(seller_city)") == ["c|1048576"])
        let reasons = try batch.rejects().compactMap { $0.split(separator: "|").last }
        #expect(reasons == ["holds a byte of zero", "field longer than 1048576 bytes"])
        #expect(batch.files.map(\.rowsRejected) == [2])
    }

    /// Writes a seller as Parquet in a zip.
    private func writeZip(_ name: String) throws {
        try place.writeParquet(seller("a"), to: "sellers.parquet")
        let bytes = try Data(contentsOf: URL(fileURLWithPath: place.sources.path + "/sellers.parquet"))
        _ = try place.sources.write(name, ArchiveWriter.zip([.init("sellers.parquet", bytes: Array(bytes))]))
    }

    @Test("A packed file is unpacked beside the batch, and not left there")
    func packed() throws {
        try writeZip("export.zip")
        let batch = try place.land("export.zip")
        #expect(try batch.rows("sellers", "seller_id") == ["a"])
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: batch.folder).sorted()
                == ["manifest.json", "sellers.parquet"])
    }

    @Test("Where a packed file cannot be unpacked, the batch is what cannot be written")
    func noRoomToUnpack() throws {
        try writeZip("export.zip")
        // A file where a folder belongs cannot be written into, not even by root.
        let folder = try place.sources.makeFolder("batch")
        _ = try place.sources.write("batch/.unpacked", "")
        let landing = Landing(memoryLimit: "256MB", threads: 2)
        let error = #expect(throws: IngestError.self) {
            try landing.land([place.sources.path + "/export.zip"], into: folder, progress: LandingProgress())
        }
        #expect(error?.kind == .unwritable)
        #expect(error?.description.contains("export.zip:sellers.parquet: cannot be unpacked to \(folder)") == true)
    }
}
