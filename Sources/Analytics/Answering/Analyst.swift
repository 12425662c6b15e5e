import DuckDB
import Warehouse

/// Answers questions from one version of the warehouse.
public struct Analyst: Sendable {
    /// The version that it asks.
    public let warehouse: OpenWarehouse
    /// The marts that whole months are read out of.
    private let months: Months
    /// Whether a mart has deliveries in their order, as all but small shops' have: there a few of them are read, in two statements,
    /// sooner than all of them in one.
    let hasDeliveriesInOrder: Bool

    /// Asks a version.
    public init(_ warehouse: OpenWarehouse) { self.init(warehouse, rowCounts: warehouse.rowCounts) }

    /// - Parameter rowCounts: How many rows tables have, which decides what is read.
    init(_ warehouse: OpenWarehouse, rowCounts: [String: Int]) {
        self.warehouse = warehouse
        months = Months(
            marts: MonthlyMart.all.filter { $0.isWorthwhile(rowCounts) }, asOf: warehouse.builtAsOf,
            days: DayRange(first: warehouse.calendar.first, last: warehouse.calendar.last))
        hasDeliveriesInOrder = rowCounts["mart_delivery_times", default: 0] > 0
    }

    /// A question as SQL, over the days that it is compared with where they are given.
    func compile(_ question: Question, over days: DayRange? = nil, shift: Int = 0) -> CompiledQuestion {
        Compiler.compile(
            question, over: days ?? question.days, shift: shift, in: warehouse.engine, months: months,
            into: SQLText(looksUpSets: warehouse.looksUpSets))
    }

    /// The rows that answer a question.
    ///
    /// Over time, every bucket of the range is there for each combination of the other dimensions: with zeros where there
    /// is no data.
    ///
    /// - Throws: `DuckDBError` where the warehouse cannot be read, `CancellationError` when the task is cancelled.
    public func answer(_ question: Question) async throws -> Answer {
        if let time = question.time { return try await answer(question, over: time) }
        let question = Self.sorted(question)
        let (main, other, isTruncated) = try await rows(of: question)
        let shown = question.limit.map { min($0, main.count) } ?? main.count
        guard question.comparison != nil || main.count == 0 else {
            let cells = shown == main.count ? main.cells : Array(main.cells.prefix(shown * main.width))
            return Self.answer(to: question, isTruncated: isTruncated, sources: main.sources, cells: cells)
        }
        let nothing = question.metrics.map(\.formula.resultOfNothing)[...]
        let positions = other?.positions() ?? [:]
        var cells: [Value] = []
        cells.reserveCapacity(shown * (main.width + main.metricCount))
        func add(_ dimensions: ArraySlice<Value>, _ metrics: ArraySlice<Value>) {
            cells += dimensions
            guard let other else { return cells += metrics }
            let compared = positions[Parts.Key(dimensions)].map(other.metrics) ?? nothing
            for (metric, compared) in zip(metrics, compared) { cells += [metric, compared] }
        }
        for row in 0..<shown { add(main.dimensions(of: row), main.metrics(of: row)) }
        // A statement that tells earlier days from others has no row for those without data.
        if question.dimensions.isEmpty, shown == 0 { add([], nothing) }
        return Self.answer(to: question, isTruncated: isTruncated, sources: main.sources, cells: cells)
    }

    /// The rows that a sorted question without time has, and those that it is compared with. Groups that only the days of
    /// comparison have are among the rows: what fell to nothing is what a comparison is asked for.
    private func rows(of question: Question) async throws -> (main: Parts, compared: Parts?, isTruncated: Bool) {
        func cut(_ main: Parts) -> Bool { question.limit.map { main.count > $0 } ?? false }
        guard let limit = question.limit, question.comparison != nil, !question.dimensions.isEmpty else {
            let (main, other) = try await partsAndCompared(question)
            guard let other, !question.dimensions.isEmpty else { return (main, other, cut(main)) }
            return (main.with(groupsOf: other, as: question), other, false)
        }
        let order = RowOrder(question)
        if order.putsNothingLast {
            let (main, other) = try await partsAndCompared(question)
            // What is left out comes after the last row, and so does a group that has nothing.
            if cut(main), order.comesBeforeNothing(main, row: limit - 1) { return (main, other, true) }
            if !cut(main), let other {
                let all = main.with(groupsOf: other, as: question)
                return (all, other, cut(all))
            }
        }
        var unlimited = question
        unlimited.limit = nil
        let (main, other, _) = try await rows(of: unlimited)
        return (main, other, cut(main))
    }

    /// The SQL that a question is answered by, the values that it binds, and the tables it reads. Where the days of
    /// comparison are asked for apart, it is the statement over the question's own days; statements that are asked at once
    /// follow one another.
    public func explanation(of question: Question) -> String {
        var asked = question.time == nil ? Self.sorted(question) : question
        if asked.time != nil {
            asked.limit = nil
            asked.sort = nil
        }
        return Compiler.independent(asked, in: warehouse.engine).map { part in
            let compiled = compiled(part)
            let values = compiled.values.enumerated().map { "-- $\($0 + 1) = \($1)" }
            let sources = compiled.sources.sorted { $0.key < $1.key }.map { "-- \($0.key) from \($0.value)" }
            return (sources + values + [compiled.sql]).joined(separator: "\n")
        }.joined(separator: ";\n\n")
    }

    private func answer(_ question: Question, over time: Dimension) async throws -> Answer {
        let position = question.dimensions.firstIndex(of: time) ?? 0
        var all = question
        all.limit = nil
        all.sort = nil
        async let bothParts = partsAndCompared(all)
        async let ranking = ranking(question, without: time)
        let ((main, other), ranked) = try await (bothParts, ranking)
        let buckets = time.grain?.buckets(over: question.days) ?? []
        let combinations = ranked.combinations
        let grid = Grid(buckets, combinations, timeAt: position)
        let rows = grid.rows(of: main)
        let otherRows = other.map(grid.rows)
        let isReversed = question.sort.map { $0.name == time.name && $0.isDescending } ?? false
        let nothing = question.metrics.map(\.formula.resultOfNothing)
        var cells: [Value] = []
        cells.reserveCapacity(rows.count * (main.width + (other == nil ? 0 : main.metricCount)))
        for bucket in isReversed ? Array(buckets.indices.reversed()) : Array(buckets.indices) {
            for (index, combination) in combinations.enumerated() {
                let cell = bucket * combinations.count + index
                // Value by value: rows come by the thousand, and pieces of arrays cost more than what is in them.
                for value in combination.prefix(position) { cells.append(value) }
                cells.append(.date(buckets[bucket]))
                for value in combination.dropFirst(position) { cells.append(value) }
                for metric in 0..<main.metricCount {
                    cells.append(rows[cell].map { main.metric(metric, of: $0) } ?? nothing[metric])
                    guard let other, let otherRows else { continue }
                    cells.append(otherRows[cell].map { other.metric(metric, of: $0) } ?? nothing[metric])
                }
            }
        }
        if question.dimensions.count == 1 { cells = Self.sorted(cells, as: question) }
        return Self.answer(to: question, isTruncated: ranked.isTruncated, sources: main.sources, cells: cells)
    }

    /// The cells with buckets of time in the order of a metric, where that is asked for; equal ones stay in the order of
    /// time.
    private static func sorted(_ cells: [Value], as question: Question) -> [Value] {
        guard let sort = question.sort, let metric = question.metrics.firstIndex(where: { $0.name == sort.name }) else {
            return cells
        }
        let step = question.comparison == nil ? 1 : 2
        let width = 1 + question.metrics.count * step
        let rows = stride(from: 0, to: cells.count, by: width).map { ($0, cells[$0 + 1 + metric * step].real) }
        return rows.sorted { left, right in
            switch (left.1, right.1) {
            case (let left?, let right?): sort.isDescending ? left > right : left < right
            case (_?, nil): true
            default: false
            }
        }.flatMap { cells[$0.0..<$0.0 + width] }
    }

    /// The combinations of the dimensions beside time, in the order asked for, as many as asked for.
    private func ranking(
        _ question: Question, without time: Dimension
    ) async throws -> (combinations: [ArraySlice<Value>], isTruncated: Bool) {
        var others = question
        others.dimensions.removeAll { $0 == time }
        guard !others.dimensions.isEmpty else { return ([[]], false) }
        if others.sort?.name == time.name { others.sort = nil }
        others = Self.sorted(others)
        let (main, _, isTruncated) = try await rows(of: others)
        let shown = min(question.limit ?? main.count, main.count)
        return ((0..<shown).map(main.dimensions), isTruncated)
    }

    /// The rows over the question's days, and over those that it is compared with.
    private func partsAndCompared(_ question: Question) async throws -> (main: Parts, compared: Parts?) {
        let independent = Compiler.independent(question, in: warehouse.engine)
        if independent.count > 1 { return try await sideBySide(independent, as: question) }
        guard let comparison = question.comparison, earlierDays(of: question) == nil else {
            let (main, earlier) = try await parts(of: compiled(question), question)
            return (main, question.comparison.map { _ in earlier })
        }
        var unlimited = question
        unlimited.limit = nil
        let apart = compile(
            unlimited, over: comparison.days(for: question.days), shift: comparison.shift(of: question.days))
        async let main = parts(of: compiled(question), question)
        async let other = parts(of: apart, unlimited)
        return (try await main.main, try await other.main)
    }

    /// The one row of each of several questions, asked at once, as the row of the question that they are parts of.
    private func sideBySide(
        _ independent: [Question], as question: Question
    ) async throws -> (main: Parts, compared: Parts?) {
        let answers = try await withThrowingTaskGroup(of: (Int, (main: Parts, compared: Parts?)).self) { group in
            for (index, part) in independent.enumerated() {
                group.addTask { (index, try await partsAndCompared(part)) }
            }
            var answers = [(main: Parts, compared: Parts?)?](repeating: nil, count: independent.count)
            for try await (index, answer) in group { answers[index] = answer }
            return answers.compactMap { $0 }
        }
        let main = Self.row(of: answers.map(\.main), for: independent, as: question)
        let compared = answers.compactMap(\.compared)
        return (main, compared.isEmpty ? nil : Self.row(of: compared, for: independent, as: question))
    }

    private static func row(of parts: [Parts], for independent: [Question], as question: Question) -> Parts {
        let sources = parts.reduce(into: [:]) { $0.merge($1.sources) { first, _ in first } }
        var values: [Metric: Value] = [:]
        for (part, asked) in zip(parts, independent) {
            for (metric, value) in zip(asked.metrics, part.cells) { values[metric] = value }
        }
        var row = Parts(dimensionCount: 0, metricCount: question.metrics.count, sources: sources)
        row.cells = question.metrics.map { values[$0] ?? .null }
        return row
    }

    /// The days of comparison where one statement answers for both: they lie directly before the question's own, and the
    /// engine gains by planning and reading once.
    private func earlierDays(of question: Question) -> DayRange? {
        guard warehouse.engine == .duckDB, let days = question.comparison?.days(for: question.days),
            days.last.adding(days: 1) == question.days.first
        else { return nil }
        return days
    }

    private func compiled(_ question: Question) -> CompiledQuestion {
        guard let earlier = earlierDays(of: question), let comparison = question.comparison else {
            return compile(question)
        }
        return Compiler.compile(
            question, comparedWith: earlier, shift: comparison.shift(of: question.days), in: warehouse.engine,
            months: months, into: SQLText(looksUpSets: warehouse.looksUpSets))
    }

    /// The rows of a statement; those of earlier days apart, where it tells them from others.
    private func parts(
        of compiled: CompiledQuestion, _ question: Question
    ) async throws -> (main: Parts, earlier: Parts) {
        let rows = try await warehouse.rows(compiled.sql, compiled.values)
        let width = question.dimensions.count
        let calculations = question.metrics.map { metric in
            metric.formula.calculation(
                at: metric.formula.measures.compactMap(compiled.measures.firstIndex).map { width + $0 })
        }
        let labels = question.dimensions.map(\.keyLabels)
        let place = width + compiled.measures.count
        let rowWidth = rows.layout.columns.count
        var main = Parts(dimensionCount: width, metricCount: calculations.count, sources: compiled.sources)
        var earlier = main
        main.cells.reserveCapacity(rows.count * main.width)
        for start in stride(from: 0, to: rows.cells.count, by: max(1, rowWidth)) {
            func add(to cells: inout [Value]) {
                for (index, labels) in labels.enumerated() {
                    cells.append(Dimension.written(rows.cells[start + index], with: labels))
                }
                for calculation in calculations { cells.append(calculation.result(of: rows.cells, from: start)) }
            }
            if rowWidth > place, rows.cells[start + place] == .integer(1) {
                add(to: &earlier.cells)
            } else {
                add(to: &main.cells)
            }
        }
        return (main, earlier)
    }

    private static func sorted(_ question: Question) -> Question {
        guard question.sort == nil, let first = question.metrics.first else { return question }
        var question = question
        question.sort = Question.Sort(first.name, isDescending: true)
        return question
    }

    private static func answer(
        to question: Question, isTruncated: Bool, sources: [String: String], cells: [Value]
    ) -> Answer {
        let metrics = question.metrics.flatMap { metric -> [Answer.Column] in
            let column = Answer.Column(content: .metric(metric))
            return question.comparison == nil ? [column] : [column, Answer.Column(content: .comparison(metric))]
        }
        return Answer(
            columns: question.dimensions.map { Answer.Column(content: .dimension($0)) } + metrics, cells: cells,
            days: question.days, comparisonDays: question.comparison?.days(for: question.days),
            isTruncated: isTruncated, sources: sources)
    }
}

extension Dimension {
    /// What its keys count, where they count labels.
    var keyLabels: [String]? { if case .labels(let labels) = form { labels } else { nil } }

    /// A key as it stands in answers.
    static func written(_ key: Value, with labels: [String]?) -> Value {
        guard let labels, case .integer(let position) = key else { return key }
        return labels.indices.contains(Int(position)) ? .text(labels[Int(position)]) : .null
    }
}
