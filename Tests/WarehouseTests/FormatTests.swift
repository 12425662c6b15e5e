import DuckDB
import Foundation
import Testing

@testable import Warehouse

/// The same export in other forms makes the same warehouse.
struct FormatTests {
    /// A demo export and the fingerprints of its warehouse.
    private func reference() throws -> (shop: Shop, path: String, fingerprints: [String: String]) {
        let shop = try Shop()
        let path = try shop.export("export", orders: 400).path
        try shop.load(path)
        return (shop, path, try shop.fingerprints())
    }

    /// Writes each file of an export anew with DuckDB, in another form.
    private func convert(_ path: String, to folder: String, ending: String, options: String) throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let connection = try Database(.memory).connect()
        for file in try FileManager.default.contentsOfDirectory(atPath: path) {
            let source = quotedLiteral("\(path)/\(file)")
            let target = quotedLiteral("\(folder)/\((file as NSString).deletingPathExtension).\(ending)")
            try connection.execute(
                "copy (select * from read_csv(\(source), all_varchar = true, header = true)) to \(target) (\(options))")
        }
    }

    @Test(arguments: [
        ("csv", "format csv, header, delimiter ';', force_quote *"),
        ("csv.gz", "format csv, header, compression gzip"),
        ("jsonl", "format json"),
        ("jsonl.gz", "format json, compression gzip"),
        ("parquet", "format parquet"),
    ])
    func textInOtherForms(ending: String, options: String) throws {
        let (shop, path, expected) = try reference()
        let folder = shop.folder + "/converted"
        try convert(path, to: folder, ending: ending, options: options)
        let summary = try shop.load(folder, home: shop.folder + "/other")
        #expect(summary.tables.reduce(0) { $0 + $1.rowsRejected } == 0)
        #expect(try shop.fingerprints(home: shop.folder + "/other") == expected)
    }

    @Test func parquetWithTypesOfItsOwn() throws {
        let (shop, path, expected) = try reference()
        let folder = shop.folder + "/typed"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let connection = try Database(.memory).connect()
        for file in try FileManager.default.contentsOfDirectory(atPath: path) {
            let source = quotedLiteral("\(path)/\(file)")
            let target = quotedLiteral("\(folder)/\(file).parquet")
            // Prices become binary fractions, times timestamps, counts integers; prefixes stay text.
            try connection.execute(
                "copy (select * from read_csv(\(source)\(Self.types(for: file)))) to \(target) (format parquet)")
        }
        let summary = try shop.load(folder, home: shop.folder + "/other")
        #expect(summary.tables.reduce(0) { $0 + $1.rowsRejected } == 0)
        #expect(try shop.fingerprints(home: shop.folder + "/other") == expected)
    }

    /// The types that reading this file has to be told.
    private static func types(for file: String) -> String {
        let prefix = ["customers": "customer", "sellers": "seller", "geolocation": "geolocation"]
            .first { file.contains("olist_\($0.key)") }?.value
        return prefix.map { ", types = {'\($0)_zip_code_prefix': 'varchar'}" } ?? ""
    }
}
