import Foundation
import Testing

@testable import Ingest

/// The nine real files, where they are at hand.
struct OlistReadingTests {
    static let path =
        ProcessInfo.processInfo.environment["VITRINE_OLIST"]
        ?? URL(fileURLWithPath: #filePath).appendingPathComponent("../../../../../shared/olist/archive.zip")
        .standardizedFileURL.path

    private static let rows = [
        "olist_customers_dataset.csv": 99_441, "olist_geolocation_dataset.csv": 1_000_163,
        "olist_order_items_dataset.csv": 112_650, "olist_order_payments_dataset.csv": 103_886,
        "olist_order_reviews_dataset.csv": 99_224, "olist_orders_dataset.csv": 99_441,
        "olist_products_dataset.csv": 32_951, "olist_sellers_dataset.csv": 3_095,
        "product_category_name_translation.csv": 71,
    ]

    @Test(
        "Every row of the archive is read, none with a problem",
        .enabled(if: FileManager.default.fileExists(atPath: OlistReadingTests.path), "the Olist archive is not here"))
    func archive() throws {
        let listing = try Sources.list(Self.path)
        #expect(listing.ignored.isEmpty)
        #expect(Set(listing.files.map(\.baseName)) == Set(Self.rows.keys))
        for file in listing.files {
            let reader = try CSVReader(stream: file.open(), fileName: file.displayName)
            var count = 0
            var problems = 0
            while try reader.next() {
                count += 1
                if reader.record.problem != nil { problems += 1 }
            }
            #expect(count == Self.rows[file.baseName])
            #expect(problems == 0)
        }
    }
}
