import Demo
import Testing

/// The summary's counts are what a check finds in the files.
struct DirtTests {
    let export: Export

    init() throws { export = try Export.usual.get() }

    @Test func everyKindOccurs() {
        for kind in DemoDirt.allCases { #expect(export.summary[kind] > 0, "\(kind)") }
        #expect(export.summary.dirt.count == DemoDirt.allCases.count)
    }

    @Test func proportionsAreOlists() {
        // One in ten of Olist's orders: a tenth of its dirt.
        #expect(abs(export.summary[.orderWithoutItems] - 78) <= 4)
        #expect(export.summary[.orderWithoutReview] == 77)
        #expect(export.summary[.orderPaymentsDiffer] == 30)
        #expect(export.summary[.carrierBeforeApproval] == 137)
        #expect(export.summary[.reviewIdShared] == 82)
        #expect(export.summary[.orderFirstSequentialNotOne] == 8)
        #expect(export.summary[.productWithoutCategory] == 61)
        #expect(export.summary[.categoryWithoutTranslation] == 2)
        #expect(abs(export.summary[.geolocationDuplicate] - 26_179) < 50)
    }

    @Test func categories() {
        let known = Set(export.column("product_category_name_translation", 0))
        let used = Set(export.column("products", 1)).subtracting([""])
        #expect(used.subtracting(known) == ["pc_gamer", "portateis_cozinha_e_preparadores_de_alimentos"])
        #expect(used.count == 73)
    }

    @Test func products() {
        let rows = export.rows("products")
        expect(.productWithoutCategory, rows.count { $0[1...4].allSatisfy(\.isEmpty) })
        #expect(rows.allSatisfy { $0[1].isEmpty == $0[4].isEmpty })
        expect(.productWithoutDimensions, rows.count { $0[5...8].allSatisfy(\.isEmpty) })
        expect(.productWeightZero, rows.count { $0[5] == "0" })
    }

    @Test func reviews() {
        let rows = export.rows("order_reviews")
        expect(.reviewWithLineBreak, rows.count { $0[4].utf8.contains(UInt8(ascii: "\n")) })
        let lines = export.content["order_reviews"]?.count { $0 == UInt8(ascii: "\n") } ?? 0
        expect(.reviewExtraLine, lines - rows.count - 1)
        var orders: [String: Set<String>] = [:]
        for row in rows { orders[row[0], default: []].insert(row[1]) }
        expect(.reviewIdShared, orders.values.count { $0.count > 1 })
        #expect(orders.values.allSatisfy { $0.count <= 2 })
    }

    @Test func places() {
        let points = export.rows("geolocation")
        let known = Set(points.map { $0[0] })
        #expect(known.count == export.summary[.prefixes])
        #expect(known.count <= 19_000)
        expect(.geolocationDuplicate, points.count - Set(points).count)
        expect(
            .geolocationOutsideBrazil,
            points.count { row in
                let latitude = Double(row[1]) ?? 0
                let longitude = Double(row[2]) ?? 0
                return !(-33.8...5.3).contains(latitude) || !(-74.0 ... -32.0).contains(longitude)
            })
        expect(.geolocationZipLeadingZero, points.count { $0[0].hasPrefix("0") })
        expect(.customerZipLeadingZero, export.rows("customers").count { $0[2].hasPrefix("0") })
        expect(.customerPrefixUnknown, export.rows("customers").count { !known.contains($0[2]) })
        expect(.sellerZipLeadingZero, export.rows("sellers").count { $0[1].hasPrefix("0") })
        expect(.sellerPrefixUnknown, export.rows("sellers").count { !known.contains($0[1]) })
    }

    @Test func sellerCities() {
        let cities = export.column("sellers", 2)
        expect(.sellerCityZipCode, cities.count { $0.allSatisfy(\.isNumber) })
        expect(.sellerCityEmail, cities.count { $0.contains("@") })
        expect(.sellerCityStateSuffix, cities.count { $0.contains("/") || $0.contains(" - ") || $0.contains(",") })
        expect(.sellerCityAccented, cities.count { $0.utf8.contains { $0 > 127 } })
        #expect(cities.contains("são paulo") && cities.contains("sao paulo"))
    }

    @Test func orders() {
        let rows = export.rows("orders")
        let withItems = Set(export.column("order_items", 0))
        let withPayment = Set(export.column("order_payments", 0))
        let withReview = Set(export.column("order_reviews", 1))
        expect(.orderWithoutItems, rows.count { !withItems.contains($0[0]) })
        expect(.orderWithoutPayment, rows.count { !withPayment.contains($0[0]) })
        expect(.orderWithoutReview, rows.count { !withReview.contains($0[0]) })
        expect(.deliveredWithoutTime, rows.count { $0[2] == "delivered" && $0[6].isEmpty })
        expect(.canceledWithTime, rows.count { $0[2] == "canceled" && !$0[6].isEmpty })
        expect(.carrierBeforeApproval, rows.count { !$0[5].isEmpty && !$0[4].isEmpty && $0[5] < $0[4] })
        expect(.deliveredBeforeCarrier, rows.count { !$0[6].isEmpty && !$0[5].isEmpty && $0[6] < $0[5] })
    }

    @Test func payments() {
        let rows = export.rows("order_payments")
        expect(.paymentZero, rows.count { $0[4] == "0.00" })
        expect(.paymentZeroInstallments, rows.count { $0[3] == "0" })
        expect(.paymentNotDefined, rows.count { $0[2] == "not_defined" })
        var paid: [String: Int] = [:]
        var first: [String: Int] = [:]
        for row in rows {
            paid[row[0], default: 0] += Self.cents(row[4])
            first[row[0]] = min(first[row[0]] ?? .max, Int(row[1]) ?? 0)
        }
        expect(.orderFirstSequentialNotOne, first.values.count { $0 != 1 })
        var due: [String: Int] = [:]
        for row in export.rows("order_items") { due[row[0], default: 0] += Self.cents(row[5]) + Self.cents(row[6]) }
        let differences = due.compactMap { order, cents in paid[order].map { abs($0 - cents) } }
        expect(.orderPaymentsDiffer, differences.count { $0 > 1 })
        expect(.orderPaymentsDifferByOneCent, differences.count { $0 == 1 })
    }

    @Test func days() throws {
        var counts: [String: Int] = [:]
        for time in export.column("orders", 3) { counts[String(time.prefix(10)), default: 0] += 1 }
        let days = counts.keys.sorted()
        #expect(days.first == export.summary.firstDay && days.last == export.summary.lastDay)
        // 2016-09-04 … 2018-10-17 are 774 days in 26 months; 2016-11 has no order.
        #expect(export.summary.firstDay == "2016-09-04" && export.summary.lastDay == "2018-10-17")
        expect(.dayWithoutOrders, 774 - days.count)
        expect(.monthWithoutOrders, 26 - Set(days.map { $0.prefix(7) }).count)
        #expect(!days.contains { $0.hasPrefix("2016-11") })
        let sorted = counts.values.sorted()
        let median = Double(sorted[sorted.count / 2] + sorted[(sorted.count - 1) / 2]) / 2
        let asOf = try #require(days.last { Double(counts[$0] ?? 0) >= median / 10 })
        #expect(asOf == export.summary.asOfDay)
        #expect(asOf == "2018-08-29")
        expect(.orderAfterAsOfDay, export.column("orders", 3).count { $0.prefix(10) > asOf })
    }

    @Test func totals() {
        let summary = export.summary
        #expect(summary[.people] == Set(export.column("customers", 1)).count)
        #expect(summary[.priceCents] == export.column("order_items", 5).reduce(0) { $0 + Self.cents($1) })
        #expect(summary[.freightCents] == export.column("order_items", 6).reduce(0) { $0 + Self.cents($1) })
        #expect(summary[.paymentCents] == export.column("order_payments", 4).reduce(0) { $0 + Self.cents($1) })
        #expect(summary[.reviewScores] == export.column("order_reviews", 2).reduce(0) { $0 + (Int($1) ?? 0) })
        let late = export.rows("orders").count { $0[2] == "delivered" && $0[6].prefix(10) > $0[7].prefix(10) }
        #expect(summary[.deliveredLate] == late)
        let statuses: [(DemoTotal, String)] = [
            (.ordersDelivered, "delivered"), (.ordersShipped, "shipped"), (.ordersCanceled, "canceled"),
            (.ordersUnavailable, "unavailable"), (.ordersInvoiced, "invoiced"), (.ordersProcessing, "processing"),
            (.ordersCreated, "created"), (.ordersApproved, "approved"),
        ]
        for (total, status) in statuses {
            #expect(summary[total] == export.rows("orders").count { $0[2] == status }, "\(status)")
        }
    }

    private func expect(_ kind: DemoDirt, _ count: Int, _ location: SourceLocation = #_sourceLocation) {
        #expect(export.summary[kind] == count, "\(kind)", sourceLocation: location)
    }

    private static func cents(_ text: String) -> Int { Int(text.filter { $0 != "." }) ?? 0 }
}
