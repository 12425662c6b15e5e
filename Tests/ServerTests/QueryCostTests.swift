import DuckDB
import Foundation
import Testing

@testable import Analytics
@testable import Server
@testable import Warehouse

/// What questions cost: how many rows DuckDB reads out of tables, and how many its operators hand on, on a fixed shop.
///
/// A question that costs more than it did fails here without a clock: one that reads a table it did not need before, or
/// multiplies rows on its way. One that costs less fails too: then write the new figure down.
struct QueryCostTests {
    /// A question and its cost, in rows.
    struct Cost: Sendable, CustomTestStringConvertible {
        let path: String
        let query: String
        /// Read out of tables.
        let read: Int
        /// Handed on by operators, as a measure of the work after reading. Statements over little data, which are not
        /// optimized, hand on whole tables.
        let passed: Int

        init(_ path: String, _ query: String = "", read: Int, passed: Int) {
            self.path = path
            self.query = query
            self.read = read
            self.passed = passed
        }

        var testDescription: String { "\(path)?\(query)" }
    }

    /// How far a cost may be off: a twentieth for what is read, a fifth for the rest, which depends on the plan.
    private static let tolerances = (read: 0.05, passed: 0.2)

    private static let costs: [Cost] = [
        Cost("overview", read: 6833, passed: 8304),
        Cost("orders/timeline", read: 394, passed: 604),
        Cost("orders/by-status", read: 2794, passed: 3465),
        Cost("orders/delivery-performance", read: 3775, passed: 2468),
        Cost("orders/value-distribution", read: 1211, passed: 1436),
        Cost("customers/geography", read: 1526, passed: 5070),
        Cost("customers/top-cities", read: 2443, passed: 6382),
        Cost("customers/lifetime-value", read: 577, passed: 3173),
        Cost("customers/cohort", read: 1526, passed: 9662),
        Cost("customers/frequency", read: 523, passed: 2893),
        Cost("products/top-selling", read: 2970, passed: 741),
        Cost("products/categories", read: 4153, passed: 1541),
        Cost("products/price-distribution", read: 1164, passed: 3517),
        Cost("sellers/performance", read: 2366, passed: 579),
        Cost("sellers/geography", read: 2461, passed: 773),
        Cost("sellers/concentration", read: 2304, passed: 474),
        Cost("payments/methods", read: 1519, passed: 1796),
        Cost("payments/installments", read: 1519, passed: 1806),
        Cost("geography/states", read: 3987, passed: 2694),
        Cost("geography/points", read: 2646, passed: 6801),
        Cost("geography/density", read: 2646, passed: 6801),
        Cost("metrics", read: 0, passed: 0),
        Cost("quality", read: 318, passed: 945),
        Cost("overview", "days=all", read: 6833, passed: 24_099),
        Cost("overview", "state=SP&days=365", read: 7293, passed: 6607),
        Cost("overview", "category=beleza_saude", read: 8866, passed: 174),
        Cost("overview", "payment_type=boleto&review_score=5&days=all", read: 10_495, passed: 10_841),
        Cost("orders/timeline", "days=all", read: 394, passed: 2758),
        Cost("orders/timeline", "city=sao%20paulo&days=365", read: 2157, passed: 1298),
        Cost("orders/timeline", "seller_state=SP&price_band=R$%2050-100&days=all", read: 9383, passed: 6982),
        Cost("products/top-selling", "state=RJ&days=365", read: 2970, passed: 1051),
        Cost("customers/cohort", "region=SE", read: 2443, passed: 6031),
        Cost("geography/points", "payment_type=credit_card", read: 2517, passed: 6953),
        Cost("sellers/performance", "hour=12&days=all", read: 4366, passed: 653),
        Cost("query", "metrics=revenue&days=365", read: 394, passed: 1126),
        Cost("query", "metrics=revenue,orders&grain=month&days=all", read: 394, passed: 1260),
        Cost("query", "metrics=revenue,orders&grain=day&by=state&days=365&limit=5", read: 2794, passed: 15_944),
        Cost(
            "query", "metrics=revenue,payment_value,avg_review_score&by=category,state,payment_type&days=all",
            read: 15_183, passed: 46_747),
        Cost("query", "metrics=customers,repeat_rate&by=region&days=all", read: 1683, passed: 5070),
        Cost("query", "metrics=orders&by=product&days=all&limit=10", read: 4970, passed: 9601),
        Cost(
            "query", "metrics=median_delivery_days&by=seller_state&days=all&compare=previous", read: 4461,
            passed: 12_238),
        Cost(
            "query", "metrics=revenue,orders,customers&by=seller&state=SP&days=90&limit=5&compare=previous", read: 9103,
            passed: 5485),
        Cost("query", "metrics=orders&category=&review_score=1&days=all", read: 2074, passed: 468),
    ]

    @Test(arguments: costs)
    func aQuestionCostsWhatItDid(cost: Cost) async throws {
        let measured = try await measure(cost.path, cost.query)
        let isRight =
            Self.isNear(measured.read, cost.read, Self.tolerances.read)
            && Self.isNear(measured.passed, cost.passed, Self.tolerances.passed)
        let query = cost.query.isEmpty ? "" : "\"\(cost.query)\", "
        #expect(
            isRight, "Cost(\"\(cost.path)\", \(query)read: \(measured.read), passed: \(measured.passed)),")
    }

    @Test func everyEndpointHasItsCost() {
        let known = Set(Self.costs.filter { $0.query.isEmpty || $0.path == "query" }.map(\.path))
        #expect(Set(Endpoints.all.map(\.path)).subtracting(["ml/model-info", "ml/predict"]) == known)
    }

    private static func isNear(_ measured: Int, _ expected: Int, _ tolerance: Double) -> Bool {
        Double(abs(measured - expected)) <= max(50, Double(expected) * tolerance)
    }

    /// Asks a question, and runs each of its statements again under DuckDB's own counters.
    private func measure(_ path: String, _ query: String) async throws -> (read: Int, passed: Int) {
        let shop = try ServedShop.shared.get()
        let warehouse = try #require(try OpenWarehouse.current(of: shop.home, connections: 1))
        var total = (read: 0, passed: 0)
        for (sql, values) in try await Statements.of(path, query, in: warehouse) {
            let plan = try await warehouse.rows("explain (analyze, format json) " + sql, values)
            guard case .text(let text)? = plan.first?.values.last else {
                Issue.record("no plan for \(sql)")
                continue
            }
            let json = try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
            let figures = try #require(json["query"] as? [String: Any])
            total.read += try #require(figures["total_rows_scanned"] as? Int)
            total.passed += try #require(figures["total_intermediate_rows"] as? Int)
        }
        return total
    }
}
