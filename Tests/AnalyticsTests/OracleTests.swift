import DuckDB
import Foundation
import Testing

@testable import Analytics
@testable import Warehouse

/// The compiler's answers against those of a slow evaluator that was written without it.
struct OracleTests {
    private let warehouse: OpenWarehouse
    private let oracle: Oracle

    init() throws {
        let shop = try DirtyShop.shared.get()
        warehouse = try #require(try OpenWarehouse.current(of: shop.home))
        oracle = try Oracle(warehouse, in: shop.home)
    }

    /// More can be asked by hand with `VITRINE_QUESTIONS`, other ones with `VITRINE_SEED`.
    @Test func randomQuestionsAreAnsweredAlike() async throws {
        let environment = ProcessInfo.processInfo.environment
        let count = environment["VITRINE_QUESTIONS"].flatMap(Int.init) ?? 2000
        let seed = environment["VITRINE_SEED"].flatMap(UInt64.init) ?? 20_180_829
        var maker = QuestionMaker(seed: seed, oracle: oracle, calendar: warehouse.calendar)
        let analyst = Analyst(warehouse)
        var failures = 0
        for number in 0..<count {
            let question = try maker.next()
            let answer = try await analyst.answer(question)
            if let difference = Self.difference(answer, oracle.answer(question)) {
                failures += 1
                Issue.record("question \(number) of seed \(seed): \(question.words)\n\(difference)")
                if failures == 10 { break }
            }
        }
    }

    @Test func theOracleKnowsEveryMetricAndDimension() {
        let catalogue = Catalogue.standard
        #expect(Set(catalogue.metrics.map(\.name)) == Set(OracleMetrics.all.keys))
        for metric in catalogue.metrics { #expect(OracleMetrics.all[metric.name]?.fact == metric.fact) }
        #expect(Set(catalogue.dimensions.map(\.name)) == Set(oracle.dimensions.keys))
        for dimension in catalogue.dimensions { #expect(oracle.dimensions[dimension.name]?.entity == dimension.entity) }
    }

    @Test func theCalendarIsThatOfTheRows() throws {
        let days = oracle.shop.orders.map(\.day)
        #expect(warehouse.calendar.first == days.min())
        #expect(warehouse.calendar.last == days.max())
        let perDay = Dictionary(grouping: days, by: { $0 }).mapValues(\.count)
        let span = try #require(days.min()).days(until: try #require(days.max()))
        let counts = (0...span).map { perDay[warehouse.calendar.first.adding(days: $0)] ?? 0 }
        let sorted = counts.sorted()
        let twiceTheMedian = sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]
        let last = try #require(counts.lastIndex { $0 * 20 >= twiceTheMedian })
        #expect(warehouse.calendar.asOf == warehouse.calendar.first.adding(days: last))
    }

    /// The first difference between two answers; nil where they are alike.
    private static func difference(_ answer: Answer, _ expected: Oracle.Answer) -> String? {
        let columns = answer.columns.map(\.name)
        guard columns == expected.columns else { return "columns \(columns), expected \(expected.columns)" }
        for (index, (row, wanted)) in zip(answer.rows, expected.rows).enumerated() {
            let numbers =
                wanted.compared.map { compared in zip(wanted.numbers, compared).flatMap { [$0, $1] } }
                ?? wanted.numbers
            let areKeysAlike = Array(row.prefix(wanted.keys.count)) == wanted.keys
            let values = row.dropFirst(wanted.keys.count)
            guard areKeysAlike, zip(numbers, values).allSatisfy({ $0.agrees(with: $1) }) else {
                return "row \(index) is \(row.map(\.description)), "
                    + "expected \(wanted.keys.map(\.description) + numbers.map(\.description))"
            }
        }
        guard answer.rows.count == expected.rows.count else {
            return "\(answer.rows.count) rows, expected \(expected.rows.count)"
        }
        guard answer.isTruncated == expected.isTruncated else { return "truncated: \(answer.isTruncated)" }
        return nil
    }
}
