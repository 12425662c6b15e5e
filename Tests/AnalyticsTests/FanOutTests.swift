import DuckDB
import Testing

@testable import Analytics
@testable import Warehouse

/// Metrics of different facts beside each other are what each is alone.
struct FanOutTests {
    private let warehouse: OpenWarehouse
    private let question: Question

    init() throws {
        let shop = try DirtyShop.shared.get()
        warehouse = try #require(try OpenWarehouse.current(of: shop.home))
        let catalogue = Catalogue.standard
        question = Question(
            catalogue.metrics("revenue", "payment_value", "avg_review_score"),
            by: catalogue.dimensions("category", "state", "payment_type"),
            over: Period.all.days(in: warehouse.calendar))
    }

    /// Each metric by looking at the rows of its own fact, and at which orders they belong to.
    @Test func eachMetricIsThatOfItsOwnFactAlone() async throws {
        let rows = try await Analyst(warehouse).answer(question).rows
        #expect(rows.count > 200)
        for row in rows.prefix(150) + rows.suffix(150) {
            let keys = Array(row.prefix(3))
            let expected = [
                try await value("coalesce(sum(price), 0)", of: "fact_order_items", keys),
                try await value("coalesce(sum(payment_value), 0)", of: "fact_payments", keys),
                try await value("avg(review_score)", of: "fact_reviews", keys),
            ]
            #expect(Array(row.suffix(3)) == expected, "\(keys)")
        }
    }

    @Test func eachMetricIsTheSameWithoutTheOthers() async throws {
        let analyst = Analyst(warehouse)
        let rows = try await analyst.answer(question).rows
        let together = Dictionary(uniqueKeysWithValues: rows.map { (Array($0.prefix(3)), $0) })
        for (index, metric) in question.metrics.enumerated() {
            var alone = question
            alone.metrics = [metric]
            let answer = try await analyst.answer(alone).rows
            #expect(!answer.isEmpty)
            for row in answer { #expect(together[Array(row.prefix(3))]?[3 + index] == row[3], "\(metric.name) \(row)") }
        }
    }

    /// However it is divided, what is counted in a category and a state stays what is sold there.
    @Test func revenueByItsOwnDimensionsIsNotMultipliedByPayments() async throws {
        let analyst = Analyst(warehouse)
        let catalogue = Catalogue.standard
        let total = try await analyst.answer(Question(catalogue.metrics("revenue"), over: question.days)).rows[0][0]
        var divided = question
        divided.dimensions = catalogue.dimensions("category", "state")
        let sum = try await analyst.answer(divided).rows.reduce(Int128(0)) { sum, row in
            guard case .decimal(let value) = row[2] else { return sum }
            return sum + value.unscaled
        }
        #expect(total == .decimal(FixedDecimal(unscaled: sum, scale: 2)))
    }

    /// One aggregate of the rows of one fact that are in a group, each row taken once.
    private func value(_ aggregate: String, of table: String, _ keys: [Value]) async throws -> Value {
        let category = Self.membership("i.product_category_name", keys[0], parameter: 1)
        let state = Self.membership("customer_state", keys[1], parameter: 2)
        let type = Self.membership("payment_type", keys[2], parameter: 3)
        let ofLine =
            table == "fact_order_items"
            ? "where (\(category))"
            : """
            where (order_key in (select order_key from lines as i where \(category))
                or ($1 is null and order_key not in (select order_key from lines)))
            """
        let ofPayment =
            table == "fact_payments"
            ? "and (\(type))"
            : """
            and (order_key in (select order_key from fact_payments where \(type))
                or ($3 is null and order_key not in (select order_key from fact_payments)))
            """
        let sql = """
            with lines as (
                select fact_order_items.*, dim_products.product_category_name
                from fact_order_items
                left join dim_products on dim_products.product_key = fact_order_items.product_key
            )
            select \(aggregate)
            from \(table == "fact_order_items" ? "lines" : table) as i
            \(ofLine)
            \(ofPayment)
            and order_key in (
                select order_key
                from fact_orders
                left join dim_customers on dim_customers.customer_key = fact_orders.customer_key
                where \(state)
            )
            """
        return try await warehouse.rows(sql, keys)[0][0]
    }

    private static func membership(_ column: String, _ value: Value, parameter: Int) -> String {
        value.isNull ? "\(column) is null and $\(parameter) is null" : "\(column) = $\(parameter)"
    }
}
