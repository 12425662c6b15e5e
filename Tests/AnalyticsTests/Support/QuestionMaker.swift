import DuckDB

@testable import Analytics
@testable import Warehouse

/// Makes random questions, the same ones for the same seed.
struct QuestionMaker {
    private var random: SeededGenerator
    private let oracle: Oracle
    private let calendar: OpenWarehouse.Calendar
    private let catalogue = Catalogue.standard

    /// The most cells over time that a question may ask for.
    private static let mostCells = 1500

    init(seed: UInt64, oracle: Oracle, calendar: OpenWarehouse.Calendar) {
        random = SeededGenerator(seed: seed)
        self.oracle = oracle
        self.calendar = calendar
    }

    /// The next question.
    mutating func next() throws -> Question {
        let days = period().days(in: calendar)
        let metrics = metrics()
        let dimensions = dimensions()
        var question = Question(metrics, by: dimensions, over: days)
        question.filters = try filters(beside: dimensions)
        if chance(40) { question.comparison = chance(50) ? .previous : .year }
        if chance(60) {
            let names = metrics.map(\.name) + dimensions.map(\.name)
            question.sort = Question.Sort(pick(names), isDescending: chance(50))
        }
        if chance(75) { question.limit = pick([1, 2, 3, 5, 10, 20, 50, 1000]) }
        limitCells(&question)
        return question
    }

    private mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }

    private mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int.random(in: 0..<elements.count, using: &random)]
    }

    private mutating func period() -> Period {
        let span = calendar.first.days(until: calendar.last)
        switch Int.random(in: 0..<10, using: &random) {
        case 0: return .all
        case 1, 2: return .lastDays(pick([1, 7, 30, 90, 365]))
        case 3: return .lastDays(Int.random(in: 1...900, using: &random))
        case 4:
            let day = calendar.first.adding(days: Int.random(in: -5...(span + 5), using: &random))
            return .between(day, day)
        case 5: return .between(calendar.last.adding(days: 1), calendar.last.adding(days: 40))
        default:
            let first = calendar.first.adding(days: Int.random(in: -20...span, using: &random))
            return .between(first, first.adding(days: Int.random(in: 0...200, using: &random)))
        }
    }

    private mutating func metrics() -> [Metric] {
        // Half of the questions stay on one fact, as most do in use.
        let fact = chance(50) ? pick(Fact.allCases) : nil
        let choice = catalogue.metrics.filter { fact == nil || $0.fact == fact }.shuffled(using: &random)
        return Array(choice.prefix(pick([1, 1, 1, 2, 2, 3, 4, 6, 12])))
    }

    private mutating func dimensions() -> [Dimension] {
        let all = catalogue.dimensions.filter { !$0.isTime }.shuffled(using: &random)
        var dimensions = Array(all.prefix(pick([0, 0, 1, 1, 1, 2, 2, 3])))
        if chance(35) {
            let time = pick(catalogue.dimensions.filter(\.isTime))
            dimensions.insert(time, at: Int.random(in: 0...dimensions.count, using: &random))
        }
        return dimensions
    }

    private mutating func filters(beside dimensions: [Dimension]) throws -> Filters {
        var filters = Filters()
        var count = pick([0, 0, 1, 1, 2, 2, 3, 5])
        var chosen = catalogue.filters.shuffled(using: &random)
        if chance(25) {
            // Several on one fact, which one and the same row must meet.
            let fact = pick([Fact.items, .payments])
            chosen = chosen.filter { $0.entity == fact }
            count = min(max(2, count), chosen.count)
        } else if chance(30) {
            // What is grouped by is filtered by as well.
            chosen.sort { dimensions.contains($0) && !dimensions.contains($1) }
        }
        for dimension in chosen.prefix(count) {
            try filters.restrict(dimension, to: values(of: dimension))
        }
        return filters
    }

    private mutating func values(of dimension: Dimension) -> [String] {
        guard let known = oracle.dimensions[dimension.name] else { return [] }
        return (0..<pick([1, 1, 2, 3])).map { _ in
            if chance(10) { return "" }
            if chance(4), !dimension.isClosed { return dimension.isWhole ? "-7" : "there is none" }
            // A random row's value, so that common values are common here too.
            let value = known.value(pick(known.codes))
            guard !value.isNull else { return "" }
            if dimension.isClosed, let values = dimension.values, !values.contains(where: { $0.value == value.text }) {
                return values[0].value
            }
            return value.text
        }
    }

    /// Keeps an answer over time to a size that both sides can make in a moment.
    private mutating func limitCells(_ question: inout Question) {
        guard let grain = question.time?.grain, question.dimensions.count > 1 else { return }
        let buckets = grain.buckets(over: question.days).count
        question.limit = min(question.limit ?? .max, max(1, Self.mostCells / buckets))
    }
}

extension Value {
    /// The value as a filter names it.
    var text: String {
        if case .text(let text) = self { text } else { description }
    }
}

extension Question {
    /// The question in words, to ask it again.
    var words: String {
        var words = ["metrics=" + metrics.map(\.name).joined(separator: ",")]
        if !dimensions.isEmpty { words.append("by=" + dimensions.map(\.name).joined(separator: ",")) }
        words.append("from=\(days.first) to=\(days.last)")
        for filter in filters.all { words.append("\(filter.dimension.name)=\(filter.values)") }
        if let comparison { words.append("compare=\(comparison.rawValue)") }
        if let sort { words.append("sort=" + (sort.isDescending ? "-" : "") + sort.name) }
        if let limit { words.append("limit=\(limit)") }
        return words.joined(separator: " ")
    }
}
