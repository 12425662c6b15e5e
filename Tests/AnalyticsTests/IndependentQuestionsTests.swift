import DuckDB
import Testing

@testable import Analytics
@testable import Warehouse

/// What is asked at once of an engine that gives a statement one core.
struct IndependentQuestionsTests {
    private let catalogue = Catalogue.standard
    private let days: DayRange

    init() throws {
        days = DayRange(
            first: try #require(Day(year: 2017, month: 1, day: 1)),
            last: try #require(Day(year: 2017, month: 12, day: 31)))
    }

    private func names(_ question: Question, in engine: OpenWarehouse.Engine) -> [[String]] {
        Compiler.independent(question, in: engine).map { $0.metrics.map(\.name).sorted() }.sorted { $0[0] < $1[0] }
    }

    private func filtered(_ metrics: [Metric], by dimensions: [Dimension] = []) throws -> Question {
        let type = try #require(catalogue.dimension("payment_type"))
        var filters = Filters()
        try filters.restrict(type, to: ["credit_card"])
        return Question(metrics, by: dimensions, over: days, filters: filters)
    }

    @Test func metricsThatReadTheSameRowsStayTogether() throws {
        // Totals of the lines and of the reviews are read from the orders; so are people with several orders.
        let question = try filtered(
            catalogue.metrics("orders", "payments", "revenue", "products_sold", "repeat_rate", "avg_review_score"))
        #expect(
            names(question, in: .postgreSQL) == [
                ["avg_review_score", "orders", "repeat_rate", "revenue"], ["payments"], ["products_sold"],
            ])
    }

    @Test func aQuestionWithDimensionsIsOneStatement() throws {
        let question = try filtered(
            catalogue.metrics("orders", "payments"), by: catalogue.dimensions("state"))
        #expect(names(question, in: .postgreSQL) == [["orders", "payments"]])
    }

    @Test func anEngineThatUsesAllCoresIsAskedOnce() throws {
        #expect(names(try filtered(catalogue.metrics("orders", "payments")), in: .duckDB) == [["orders", "payments"]])
    }
}
