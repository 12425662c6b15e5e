import Foundation
import PrivateCluster
import Testing

@testable import Analytics
@testable import Warehouse

/// DuckDB and PostgreSQL answer every question alike, to the last bit.
@Suite(.enabled(if: PrivateCluster.obstacle == nil, "PostgreSQL is not installed"))
struct ConformanceTests {
    private let embedded: OpenWarehouse
    private let published: OpenWarehouse
    private let oracle: Oracle

    init() throws {
        let shop = try DirtyShop.shared.get()
        embedded = try #require(try OpenWarehouse.current(of: shop.home))
        published = try #require(try OpenWarehouse.current(of: shop.home, in: Self.address.get()))
        oracle = try Oracle(embedded, in: shop.home)
    }

    /// The shop once more, in a database.
    static let address = Result {
        let cluster = try PrivateCluster.shared.get()
        let address = try WarehouseAddress(
            cluster.url(database: cluster.makeDatabase(), user: "postgres", password: PrivateCluster.password))
        let shop = try DirtyShop.shared.get()
        let home = try Home(path: shop.folder + "/published")
        for export in ["export", "later"] {
            try Loader(home: home, warehouse: address, resources: DirtyShop.resources)
                .load(["\(shop.folder)/\(export)"])
        }
        return address
    }

    /// More can be asked by hand with `VITRINE_QUESTIONS`, other ones with `VITRINE_SEED`.
    @Test func randomQuestionsAreAnsweredAlike() async throws {
        let environment = ProcessInfo.processInfo.environment
        let count = environment["VITRINE_QUESTIONS"].flatMap(Int.init) ?? 2000
        let seed = environment["VITRINE_SEED"].flatMap(UInt64.init) ?? 20_180_829
        #expect(published.engine == .postgreSQL && published.calendar == embedded.calendar)
        var maker = QuestionMaker(seed: seed, oracle: oracle, calendar: embedded.calendar)
        var failures = 0
        for number in 0..<count where failures < 10 {
            let question = try maker.next()
            let expected = try await Analyst(embedded).answer(question)
            do {
                let answer = try await Analyst(published).answer(question)
                guard let difference = Self.difference(answer, expected) else { continue }
                failures += 1
                Issue.record("question \(number) of seed \(seed): \(question.words)\n\(difference)")
            } catch {
                failures += 1
                Issue.record("question \(number) of seed \(seed): \(question.words)\n\(error)")
            }
        }
    }

    /// PostgreSQL does not guess how many orders several filters choose, and compared all with all where it guessed one.
    @Test func chosenOrdersAreLookedUp() async throws {
        let (catalogue, calendar) = (Catalogue.standard, published.calendar)
        var filters = Filters()
        for (name, values) in [("seller_region", ["SE", "S"]), ("customer_type", ["new"]), ("weekday", ["2"])] {
            try filters.restrict(try #require(catalogue.dimension(name)), to: values)
        }
        let question = Question(
            [try #require(catalogue.metric("orders"))], by: [],
            over: DayRange(first: calendar.first, last: calendar.last), filters: filters)
        let compiled = Analyst(published).compile(question)
        let plan = try await published.rows("explain " + compiled.sql, compiled.values).map { "\($0[0])" }
        #expect(plan.contains { $0.contains("hashed SubPlan") }, "\(plan.joined(separator: "\n"))")
    }

    @Test func questionsWithFilesOfTheirOwnAreAnsweredAlike() async throws {
        var maker = QuestionMaker(seed: 7, oracle: oracle, calendar: embedded.calendar)
        let timed: Set<NamedQuestion> = [.loads, .qualityHistory]
        for _ in 0..<40 {
            let question = try maker.next()
            for named in NamedQuestion.allCases where !timed.contains(named) {
                let answers = try await [embedded, published].asyncMap { warehouse in
                    try await Analyst(warehouse).rows(named, over: question.days, filters: question.filters)
                        .map(\.values)
                }
                #expect(answers[0] == answers[1], "\(named) \(question.words)")
            }
            let shapes = try await [embedded, published].asyncMap { warehouse in
                let analyst = Analyst(warehouse)
                let deliveries = try await analyst.deliveryStatistics(over: question.days, filters: question.filters)
                let tiers = try await analyst.lifetimeValue(over: question.days, filters: question.filters)
                let sellers = try await analyst.sellerConcentration(over: question.days, filters: question.filters)
                let points = try await analyst.points(over: question.days, filters: question.filters)
                let density = try await analyst.density(over: question.days, filters: question.filters).cells
                return "\(deliveries)\n\(tiers)\n\(sellers)\n\(points.order)\(points.counts.cells)\n\(density)"
            }
            #expect(shapes[0] == shapes[1], "\(question.words)")
        }
    }

    /// The first difference between two answers; nil where they are alike.
    private static func difference(_ answer: Answer, _ expected: Answer) -> String? {
        guard answer.columns.map(\.name) == expected.columns.map(\.name) else { return "other columns" }
        for (index, (row, wanted)) in zip(answer.rows, expected.rows).enumerated() where row != wanted {
            return "row \(index) is \(row.map(\.description)), expected \(wanted.map(\.description))"
        }
        guard answer.rows.count == expected.rows.count else {
            return "\(answer.rows.count) rows, expected \(expected.rows.count)"
        }
        return answer.isTruncated == expected.isTruncated ? nil : "truncated: \(answer.isTruncated)"
    }
}

extension Sequence {
    /// What a body makes of each element, one after the other.
    fileprivate func asyncMap<Result>(_ body: (Element) async throws -> Result) async rethrows -> [Result] {
        var results: [Result] = []
        for element in self { results.append(try await body(element)) }
        return results
    }
}
