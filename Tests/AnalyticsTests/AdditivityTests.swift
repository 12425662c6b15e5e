import DuckDB
import Testing

@testable import Analytics
@testable import Warehouse

/// Parts add up to the whole, and a group is what a filter by its value gives.
struct AdditivityTests {
    private let analyst: Analyst
    private let days: DayRange
    private static let catalogue = Catalogue.standard

    init() throws {
        let shop = try DirtyShop.shared.get()
        let warehouse = try #require(try OpenWarehouse.current(of: shop.home))
        analyst = Analyst(warehouse)
        days = Period.all.days(in: warehouse.calendar)
    }

    @Test(arguments: Fact.allCases)
    func anAdditiveMetricAddsUpOverEveryDimensionOfItsRows(fact: Fact) async throws {
        let metrics = Self.catalogue.metrics.filter { $0.fact == fact && $0.isAdditive }
        try #require(!metrics.isEmpty)
        let total = try await analyst.answer(Question(metrics, over: days)).rows[0].map(\.amount)
        for dimension in Self.catalogue.dimensions where dimension.entity == fact || dimension.entity == .orders {
            let parts = try await analyst.answer(Question(metrics, by: [dimension], over: days)).rows
            let sums = metrics.indices.map { index in
                parts.reduce(FixedDecimal(0)) { $0.adding($1[index + 1].amount) }
            }
            #expect(sums == total, "\(fact) by \(dimension.name)")
        }
    }

    @Test(arguments: ["state", "category", "seller", "payment_type"], Analytics.Comparison.allCases)
    func whatAComparisonHasAddsUpAsWell(name: String, comparison: Analytics.Comparison) async throws {
        let dimension = try #require(Self.catalogue.dimension(name))
        let fact: Fact = dimension.entity == .orders ? .items : dimension.entity
        let metrics = Self.catalogue.metrics.filter { $0.fact == fact && $0.isAdditive }
        // A week, so that many groups have rows in one of the two ranges only.
        let days = DayRange(first: days.first.adding(days: 380), last: days.first.adding(days: 386))
        let all = try await analyst.answer(Question(metrics, over: days, comparison: comparison))
        let total = all.rows[0].map(\.amount)
        for limit in [nil, 1000] {
            for isDescending in [true, false] {
                var question = Question(metrics, by: [dimension], over: days, comparison: comparison, limit: limit)
                question.sort = .init(metrics[0].name, isDescending: isDescending)
                let parts = try await analyst.answer(question).rows
                let sums = total.indices.map { index in
                    parts.reduce(FixedDecimal(0)) { $0.adding($1[index + 1].amount) }
                }
                #expect(sums == total, "\(name), limit \(limit.map(String.init) ?? "none")")
            }
        }
    }

    @Test func theAdditiveMetricsAreThoseThatAre() {
        let additive = Self.catalogue.metrics.filter(\.isAdditive).map(\.name)
        let expected: Set = [
            "orders", "new_customers", "delivered_orders", "canceled_orders", "late_orders", "on_time_orders",
            "timed_deliveries", "revenue", "freight", "items", "payment_value", "payments", "reviews",
        ]
        #expect(Set(additive) == expected)
    }

    @Test(arguments: Catalogue.standard.filters.map(\.name))
    func aGroupIsWhatFilteringByItsValueGives(name: String) async throws {
        let dimension = try #require(Self.catalogue.dimension(name))
        for fact in Fact.allCases {
            let metrics = Self.catalogue.metrics.filter { $0.fact == fact }
            let groups = try await analyst.answer(
                Question(metrics, by: [dimension], over: days, sort: .init(name, isDescending: false))
            ).rows
            let step = max(1, groups.count / 8)
            for (index, group) in groups.enumerated() where index % step == 0 || index == groups.count - 1 {
                var filters = Filters()
                do {
                    try filters.restrict(dimension, to: [group[0].isNull ? "" : group[0].text])
                } catch {
                    // A status that no shop should have is in no list of values.
                    #expect(dimension.isClosed, "\(error)")
                    continue
                }
                let filtered = try await analyst.answer(Question(metrics, over: days, filters: filters)).rows[0]
                #expect(filtered == Array(group.dropFirst()), "\(fact) of \(name)=\(group[0])")
            }
        }
    }

    @Test func capitalsDoNotMatterInPlaces() async throws {
        let metrics = Self.catalogue.metrics("orders", "revenue")
        var answers: [[Value]] = []
        for (state, city) in [("SP", "são paulo"), ("sp", "SÃO PAULO")] {
            var filters = Filters()
            try filters.restrict(#require(Self.catalogue.dimension("state")), to: [state])
            try filters.restrict(#require(Self.catalogue.dimension("city")), to: [city])
            answers.append(try await analyst.answer(Question(metrics, over: days, filters: filters)).rows[0])
        }
        #expect(answers[0] == answers[1])
        #expect(answers[0][0].amount > FixedDecimal(0))
    }
}

extension Value {
    /// A count or an amount, exactly.
    fileprivate var amount: FixedDecimal {
        switch self {
        case .integer(let value): FixedDecimal(value)
        case .decimal(let value): value
        default: FixedDecimal(-1)
        }
    }
}

extension FixedDecimal {
    fileprivate func adding(_ other: FixedDecimal) -> FixedDecimal {
        let scale = max(scale, other.scale)
        let (left, right) = (rescaled(to: scale)?.unscaled ?? 0, other.rescaled(to: scale)?.unscaled ?? 0)
        return FixedDecimal(unscaled: left + right, scale: scale)
    }
}
