import Demo
import Foundation
import Testing

@testable import Warehouse

/// Every kind of dirt that an export is known to have is counted by a check, exactly.
struct DirtTests {
    /// The check that counts each kind of dirt, where one row fails for each dirty one.
    static let checks: [DemoDirt: String] = [
        .categoryWithoutTranslation: "categories_without_translation",
        .productWithoutCategory: "products_without_category",
        .productWithoutDimensions: "products_without_dimensions",
        .productWeightZero: "products_of_no_weight",
        .reviewWithLineBreak: "reviews_with_line_breaks",
        .geolocationDuplicate: "geolocation_duplicates",
        .geolocationOutsideBrazil: "geolocation_outside_brazil",
        .customerPrefixUnknown: "customers_without_geolocation",
        .sellerPrefixUnknown: "sellers_without_geolocation",
        .orderWithoutItems: "orders_without_lines",
        .orderWithoutPayment: "orders_without_payment",
        .orderWithoutReview: "orders_without_review",
        .deliveredWithoutTime: "orders_delivered_without_time",
        .canceledWithTime: "orders_canceled_but_delivered",
        .carrierBeforeApproval: "orders_shipped_before_approval",
        .deliveredBeforeCarrier: "orders_delivered_before_shipped",
        .paymentZero: "payments_of_zero",
        .paymentZeroInstallments: "payments_without_installments",
        .paymentNotDefined: "payments_not_defined",
        .orderFirstSequentialNotOne: "payments_not_starting_at_one",
        .orderPaymentsDiffer: "orders_paid_differently",
        .orderAfterAsOfDay: "orders_after_as_of",
        .monthWithoutOrders: "months_without_orders",
    ]

    @Test func theChecksCountTheDirtThatTheDemoPlanted() throws {
        let shop = try Shop()
        let (path, export) = try shop.export("export", orders: 12_000)
        let results = try shop.load(path).checks
        for (dirt, name) in Self.checks {
            let check = try #require(results.first { $0.name == name }, "\(name)")
            #expect(check.failing == export[dirt], "\(name)")
            #expect(check.failing > 0, "\(name)")
            #expect(check.samples.count == min(check.failing, 5), "\(name)")
        }
    }

    @Test func checksRunAgainFindTheSame() throws {
        let shop = try Shop()
        let stored = try shop.load(try shop.export("export", orders: 1000).path).checks
        let again = try #require(try CheckRun.run(on: shop.home()))
        #expect(again.results.map(\.name) == stored.map(\.name))
        #expect(again.results.map(\.failing) == stored.map(\.failing))
    }
}

/// The list of checks in the documentation.
struct CheckDocumentationTests {
    @Test func everyCheckStandsInTheDocumentationWithItsRule() throws {
        let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../docs/data-quality.md").standardizedFileURL.path
        let lines = Set(try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map(String.init))
        let checks = try Check.all()
        #expect(checks.count > 90)
        for check in checks {
            #expect(lines.contains("| `\(check.name)` | \(check.table) | \(check.rule) |"), "\(check.name)")
        }
        #expect(lines.count { $0.hasPrefix("| `") } == checks.count)
    }
}
