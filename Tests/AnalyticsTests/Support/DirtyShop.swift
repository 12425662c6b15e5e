import Demo
import Foundation
import Warehouse

/// A demo shop with all its dirt, loaded, and after it a second batch: rows that replace earlier ones, and the cases that
/// the demo does not have.
final class DirtyShop: Sendable {
    let folder: String
    let home: Home

    /// The shop that the tests of this process share.
    static let shared = Result { try DirtyShop(orders: 2400) }

    /// Small as it is, it has the marts that small shops do not have.
    static let resources = {
        var resources = Loader.Resources()
        resources.ordersOfLargeShop = 0
        return resources
    }()

    init(orders: Int) throws {
        folder = FileManager.default.temporaryDirectory.path + "/vitrine-analytics-" + UUID().uuidString
        home = try Home(path: folder + "/home")
        let export = folder + "/export"
        _ = try DemoShop(options: DemoShop.Options(orders: orders, seed: 7)).write(to: export, progress: nil)
        try Loader(home: home, resources: Self.resources).load([export])
        let later = folder + "/later"
        try FileManager.default.createDirectory(atPath: later, withIntermediateDirectories: true)
        for (table, rows) in try Self.laterRows(than: export) {
            let name = "/olist_\(table)_dataset.csv"
            let header = try Self.lines(export + name)[0]
            try Data(([header] + rows).joined(separator: "\n").utf8).write(to: URL(fileURLWithPath: later + name))
        }
        try Loader(home: home, resources: Self.resources).load([later])
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    private static func lines(_ path: String) throws -> [String] {
        try String(contentsOfFile: path, encoding: .utf8).split(whereSeparator: \.isNewline).map(String.init)
    }

    /// Every so many rows of a file, changed: their keys stay, so they replace the rows that are there.
    private static func changed(
        _ path: String, every step: Int, _ change: (inout [String]) -> Void
    ) throws -> [String] {
        try lines(path).dropFirst().enumerated().filter { $0.offset % step == 0 }.map { _, line in
            var fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            change(&fields)
            return fields.joined(separator: ",")
        }
    }

    private static func laterRows(than export: String) throws -> [(table: String, rows: [String])] {
        let someone = try lines(export + "/olist_customers_dataset.csv")[1].split(separator: ",")[1]
        return [
            (
                "orders",
                try changed(export + "/olist_orders_dataset.csv", every: 50) { $0[2] = "canceled" } + [
                    // No such customer, and no promise.
                    "x1,nobody,delivered,2018-03-05 10:00:00,,,2018-03-09 09:00:00,",
                    "x2,cx2,delivered,2018-03-05 10:00:00,,,2018-03-25 10:00:00,2018-03-25 00:00:00",
                    // The same person at the same second, and a place in other letters.
                    "x3,cx3,delivered,2018-03-05 10:00:00,,,2018-04-25 23:59:59,2018-04-24 00:00:00",
                    // Says when it was delivered, but is not; and nothing belongs to it.
                    "x4,cx4,shipped,2018-05-31 23:59:59,,,2018-06-03 00:00:00,2018-06-02 00:00:00",
                    "x5,cx5,lost,2018-06-01 00:00:00,,,,",
                    "x6,cx6,delivered,2018-06-02 00:00:00,,,,2018-06-30 00:00:00",
                ]
            ),
            (
                "customers",
                try changed(export + "/olist_customers_dataset.csv", every: 60) { fields in
                    fields[3] = ""
                    fields[4] = ""
                } + [
                    "cx2,px2,01001,,", "cx3,px2,01001,SÃO PAULO,sp", "cx4,\(someone),01001,=1+1,RJ",
                    "cx5,px5,,campinas,XX", "cx6,px6,20000,niteroi,RJ",
                ]
            ),
            (
                "sellers", ["sx1,,,", "sx2,01001,SÃO PAULO,sp"]
            ),
            (
                "products",
                ["kx1,never_translated,1,1,1,1,1,1,1", "kx2,,,,,,,,", "kx3,beleza_saude,1,1,1,1,1,1,1"]
            ),
            (
                "order_items",
                try changed(export + "/olist_order_items_dataset.csv", every: 40) { $0[5] = "199.99" } + [
                    "x1,1,unknown,nobody,,50.00,1.00", "x1,2,kx1,sx1,,49.99,0.00",
                    "x2,1,kx1,sx2,,500.00,10.01", "x2,2,kx3,sx1,,500.00,0.02", "x2,3,kx2,sx2,,0.00,0.00",
                    "x5,1,kx3,sx2,,100.00,5.00", "x5,2,kx3,sx2,,100.00,5.00", "x5,3,kx3,sx1,,200.00,5.00",
                    "x6,1,kx2,nobody,,49.99,1.00",
                ]
            ),
            (
                "order_payments",
                [
                    "x1,1,voucher,1,50.00", "x1,2,voucher,1,49.99", "x1,3,credit_card,12,1000.00",
                    "x2,1,boleto,0,0.00", "x2,2,credit_card,2,500.00", "x5,2,not_defined,1,200.00",
                ]
            ),
            (
                "order_reviews",
                [
                    "r1,x1,1,,,2018-03-10 00:00:00,", "r1,x2,1,,bad,2018-03-10 00:00:00,",
                    "r2,x2,5,good, ,2018-03-11 00:00:00,", "r3,x2,5, , ,,", "r4,x6,3,,,,",
                ]
            ),
        ]
    }
}
