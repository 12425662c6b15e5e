import Demo
import Testing

/// The shop looks like Olist's: shares and averages within tolerances.
struct DistributionTests {
    let export: Export

    init() throws { export = try Export.usual.get() }

    @Test func statesHaveTheirShares() {
        let shares = shares(export.column("customers", 4))
        #expect(shares.count == 27)
        #expect(abs((shares["SP"] ?? 0) - 0.42) < 0.02)
        #expect(abs((shares["RJ"] ?? 0) - 0.129) < 0.015)
        #expect(abs((shares["MG"] ?? 0) - 0.117) < 0.015)
    }

    @Test func pricesAreSkewed() {
        let prices = export.column("order_items", 5).compactMap(Double.init).sorted()
        let mean = prices.reduce(0, +) / Double(prices.count)
        #expect((105...140).contains(mean))
        #expect((65...85).contains(prices[prices.count / 2]))
    }

    @Test func paymentsAreMixed() {
        let shares = shares(export.column("order_payments", 2))
        #expect(abs((shares["credit_card"] ?? 0) - 0.739) < 0.02)
        #expect(abs((shares["boleto"] ?? 0) - 0.19) < 0.02)
        #expect(abs((shares["voucher"] ?? 0) - 0.055) < 0.02)
        #expect(abs((shares["debit_card"] ?? 0) - 0.015) < 0.01)
    }

    @Test func baskets() {
        let items = Double(export.rows("order_items").count)
        #expect(abs(items / 10_000 - 1.1328) < 0.03)
        let people = Double(export.summary[.people])
        #expect(abs(people / 10_000 - 0.966) < 0.01)
    }

    @Test func deliveryAndItsReviews() {
        let late = Double(export.summary[.deliveredLate]) / Double(export.summary[.ordersDelivered])
        #expect((0.045...0.095).contains(late))
        var lateness: [String: Bool] = [:]
        for row in export.rows("orders") where !row[6].isEmpty {
            lateness[row[0]] = row[6].prefix(10) > row[7].prefix(10)
        }
        var scores: [Bool: [Double]] = [:]
        for row in export.rows("order_reviews") {
            if let isLate = lateness[row[1]] { scores[isLate, default: []].append(Double(row[2]) ?? 0) }
        }
        let inTime = mean(scores[false] ?? [])
        let tooLate = mean(scores[true] ?? [])
        #expect((4.1...4.45).contains(inTime))
        #expect((1.9...2.9).contains(tooLate))
    }

    @Test func deliveryTakesLongerFarAway() {
        var home: [String: String] = [:]
        for row in export.rows("customers") { home[row[0]] = row[4] }
        var freight: [String: [Double]] = [:]
        var states: [String: String] = [:]
        for row in export.rows("orders") { states[row[0]] = home[row[1]] }
        for row in export.rows("order_items") {
            if let state = states[row[0]] { freight[state, default: []].append(Double(row[6]) ?? 0) }
        }
        #expect(mean(freight["SP"] ?? []) < mean(freight["RS"] ?? []))
        #expect(mean(freight["RS"] ?? []) < mean(freight["CE"] ?? []))
    }

    @Test func timesHaveSeasons() {
        var days: [String: Int] = [:]
        var hours = [Int](repeating: 0, count: 24)
        for time in export.column("orders", 3) {
            days[String(time.prefix(10)), default: 0] += 1
            hours[Int(time.dropFirst(11).prefix(2)) ?? 0] += 1
        }
        #expect(days.max { $0.value < $1.value }?.key == "2017-11-24")
        #expect(hours[4] * 10 < hours[14])
        let months = shares(export.column("orders", 3).map { String($0.prefix(7)) })
        #expect((months["2018-03"] ?? 0) > 1.7 * (months["2017-04"] ?? 1))
    }

    private func shares(_ values: [String]) -> [String: Double] {
        var counts: [String: Double] = [:]
        for value in values { counts[value, default: 0] += 1 / Double(values.count) }
        return counts
    }

    private func mean(_ values: [Double]) -> Double {
        values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
    }
}
