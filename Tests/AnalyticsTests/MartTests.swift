import DuckDB
import PrivateCluster
import Testing

@testable import Analytics
@testable import Warehouse

/// What is answered out of marts only in large shops, or only without filters, is what the facts say; in both engines.
@Suite(.enabled(if: PrivateCluster.obstacle == nil, "PostgreSQL is not installed"))
struct MartTests {
    private let warehouses: [OpenWarehouse]
    private let oracle: Oracle

    init() throws {
        let shop = try DirtyShop.shared.get()
        let embedded = try #require(try OpenWarehouse.current(of: shop.home))
        let published = try #require(try OpenWarehouse.current(of: shop.home, in: ConformanceTests.address.get()))
        warehouses = [embedded, published]
        oracle = try Oracle(embedded, in: shop.home)
    }

    /// Asks as if the shop were so large that marts of months are worth it.
    private static func large(_ warehouse: OpenWarehouse) -> Analyst {
        Analyst(
            warehouse,
            rowCounts: warehouse.rowCounts.mapValues { $0 + 10_000_000 }
                .merging(MonthlyMart.all.map { ($0.table, 1) }) { $1 })
    }

    /// Metrics and dimensions that marts of months know, together with some that they do not.
    private static let families: [(metrics: [String], dimensions: [String])] = [
        (
            [
                "revenue", "items", "orders_with_items", "avg_price", "freight_share", "active_sellers",
                "avg_order_value",
            ],
            ["seller", "seller_state", "seller_city", "seller_region", "month", "year", "week"]
        ),
        (
            ["revenue", "items", "orders_with_items", "avg_price", "freight", "products_sold", "items_per_order"],
            ["product", "category", "category_english", "month", "quarter", "hour"]
        ),
        (["orders", "customers", "repeat_rate"], ["city", "state", "region", "month", "quarter", "status"]),
    ]

    @Test func wholeMonthsOutOfMartsAreThoseOfTheFacts() async throws {
        let catalogue = Catalogue.standard
        var maker = QuestionMaker(seed: 11, oracle: oracle, calendar: warehouses[0].calendar)
        var random = SeededGenerator(seed: 12)
        var tables: [String: Int] = [:]
        for _ in 0..<900 {
            var question = try maker.next()
            let family = Self.families[Int.random(in: 0..<3, using: &random)]
            question.metrics = family.metrics.shuffled(using: &random)
                .prefix(Int.random(in: 1...3, using: &random)).compactMap(catalogue.metric)
            question.dimensions = family.dimensions.shuffled(using: &random)
                .prefix(Int.random(in: 0...2, using: &random)).compactMap(catalogue.dimension)
            if question.dimensions.filter(\.isTime).count > 1 { question.dimensions.removeFirst() }
            question.filters = Filters()
            if Bool.random(using: &random), let state = catalogue.dimension(family.dimensions[1]) {
                try question.filters.restrict(state, to: state.name.hasPrefix("category") ? ["beleza_saude"] : ["SP"])
            }
            question.sort = nil
            for warehouse in warehouses {
                let answer = try await Self.large(warehouse).answer(question)
                for table in answer.sources.values where table.hasPrefix("mart_monthly") {
                    tables[table, default: 0] += 1
                }
                let expected = try await Analyst(warehouse).answer(question)
                #expect(answer.cells == expected.cells, "\(warehouse.engine) \(question.words)")
            }
        }
        for mart in MonthlyMart.all { #expect(tables[mart.table, default: 0] > 50, "\(mart.table) \(tables)") }
    }

    /// Without filters, marts may answer; under a filter that every order meets, only the facts can.
    @Test func questionsWithFilesOfTheirOwnAreAnsweredAlikeWithoutMarts() async throws {
        var maker = QuestionMaker(seed: 13, oracle: oracle, calendar: warehouses[0].calendar)
        var everything = Filters()
        try everything.restrict(
            #require(Catalogue.standard.dimension("weekday")), to: (0...6).map(String.init))
        for _ in 0..<60 {
            let days = try maker.next().days
            for warehouse in warehouses {
                let facts = try await Self.shapes(Analyst(warehouse), over: days, filters: everything)
                for analyst in [Analyst(warehouse), Self.large(warehouse)] {
                    let shapes = try await Self.shapes(analyst, over: days, filters: Filters())
                    for (shape, wanted) in zip(shapes, facts) {
                        #expect(shape == wanted, "\(warehouse.engine) \(days)")
                    }
                }
            }
        }
    }

    private static func shapes(_ analyst: Analyst, over days: DayRange, filters: Filters) async throws -> [String] {
        let deliveries = try await analyst.deliveryStatistics(over: days, filters: filters)
        let tiers = try await analyst.lifetimeValue(over: days, filters: filters)
        let cohorts = try await analyst.rows(.cohorts, over: days, filters: filters)
        let frequency = try await analyst.rows(.orderFrequency, over: days, filters: filters)
        let points = try await analyst.points(over: days, filters: filters)
        let density = try await analyst.density(over: days, filters: filters)
        return [
            "\(deliveries.count) \(deliveries.median.map { $0 * 86_400 } ?? 0) \(deliveries.onTimeRate ?? 0)",
            "\(deliveries.shortest ?? 0) \(deliveries.longest ?? 0) \(deliveries.mean ?? 0)", "\(tiers)",
            "\(cohorts.map(\.values))", "\(frequency.map(\.values))", "\(points.order)\(points.counts.cells)",
            "\(density.cells)",
        ]
    }
}
