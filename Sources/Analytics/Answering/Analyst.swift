import DuckDB
import Warehouse

/// Answers questions from one version of the warehouse.
public struct Analyst: Sendable {
    /// The version that it asks.
    public let warehouse: OpenWarehouse

    /// Asks a version.
    public init(_ warehouse: OpenWarehouse) { self.warehouse = warehouse }

    /// The rows that answer a question.
    ///
    /// Over time, every bucket of the range is there for each combination of the other dimensions: with zeros where there
    /// is no data.
    ///
    /// - Throws: `DuckDBError` where the warehouse cannot be read, `CancellationError` when the task is cancelled.
    public func answer(_ question: Question) async throws -> Answer {
        if let time = question.time { return try await answer(question, over: time) }
        let question = Self.sorted(question)
        let (main, other) = try await rowsAndCompared(question)
        let compared = other?.byKeys
        let nothing = question.metrics.map(\.formula.resultOfNothing)
        var shown = question.limit.map { Array(main.rows.prefix($0)) } ?? main.rows
        // A statement that tells earlier days from others has no row for those without data.
        if question.dimensions.isEmpty, shown.isEmpty { shown = [Part(keys: [], results: nothing, isEarlier: false)] }
        return Self.answer(
            to: question, isTruncated: shown.count < main.rows.count, sources: main.sources,
            rows: shown.map { row in
                Self.row(row.keys, row.results, compared.map { $0[row.keys] ?? nothing })
            })
    }

    /// The SQL that a question is answered by, the values that it binds, and the tables it reads. Where the days of
    /// comparison are asked for apart, it is the statement over the question's own days.
    public func explanation(of question: Question) -> String {
        var asked = question.time == nil ? Self.sorted(question) : question
        if asked.time != nil {
            asked.limit = nil
            asked.sort = nil
        }
        let compiled = compiled(asked)
        let values = compiled.values.enumerated().map { "-- $\($0 + 1) = \($1)" }
        let sources = compiled.sources.sorted { $0.key < $1.key }.map { "-- \($0.key) from \($0.value)" }
        return (sources + values + [compiled.sql]).joined(separator: "\n")
    }

    /// A row before its comparison: the dimensions' values, and the metrics'.
    private struct Part {
        let keys: [Value]
        let results: [Value]
        let isEarlier: Bool
    }

    private func answer(_ question: Question, over time: Dimension) async throws -> Answer {
        let position = question.dimensions.firstIndex(of: time) ?? 0
        var all = question
        all.limit = nil
        all.sort = nil
        async let bothRows = rowsAndCompared(all)
        async let ranking = ranking(question, without: time)
        let ((main, other), ranked) = try await (bothRows, ranking)
        let buckets = time.grain?.buckets(over: question.days).map(Value.date) ?? []
        let grid = Grid(buckets, ranked.combinations, timeAt: position)
        let values = grid.filled(with: main)
        let otherValues = other.map(grid.filled)
        let isReversed = question.sort.map { $0.name == time.name && $0.isDescending } ?? false
        let nothing = question.metrics.map(\.formula.resultOfNothing)
        var rows: [[Value]] = []
        rows.reserveCapacity(buckets.count * ranked.combinations.count)
        for bucket in isReversed ? Array(buckets.indices.reversed()) : Array(buckets.indices) {
            for (index, combination) in ranked.combinations.enumerated() {
                var keys = combination
                keys.insert(buckets[bucket], at: position)
                let cell = bucket * ranked.combinations.count + index
                rows.append(Self.row(keys, values[cell] ?? nothing, otherValues.map { $0[cell] ?? nothing }))
            }
        }
        if question.dimensions.count == 1 { Self.sort(&rows, as: question) }
        return Self.answer(to: question, isTruncated: ranked.isTruncated, sources: main.sources, rows: rows)
    }

    /// Puts buckets of time in the order of a metric, where that is asked for; equal ones stay in the order of time.
    private static func sort(_ rows: inout [[Value]], as question: Question) {
        guard let sort = question.sort, let metric = question.metrics.firstIndex(where: { $0.name == sort.name }) else {
            return
        }
        let position = 1 + metric * (question.comparison == nil ? 1 : 2)
        rows.sort { left, right in
            switch (left[position].real, right[position].real) {
            case (let left?, let right?): sort.isDescending ? left > right : left < right
            case (_?, nil): true
            default: false
            }
        }
    }

    /// The combinations of the dimensions beside time, in the order asked for, as many as asked for.
    private func ranking(
        _ question: Question, without time: Dimension
    ) async throws -> (combinations: [[Value]], isTruncated: Bool) {
        var others = question
        others.dimensions.removeAll { $0 == time }
        guard !others.dimensions.isEmpty else { return ([[]], false) }
        others.comparison = nil
        if others.sort?.name == time.name { others.sort = nil }
        others = Self.sorted(others)
        let rows = try await rows(of: compiled(others), others).rows
        let combinations = rows.map(\.keys)
        guard let limit = question.limit, rows.count > limit else { return (combinations, false) }
        return (Array(combinations.prefix(limit)), true)
    }

    /// The rows over the question's days, and over those that it is compared with.
    private func rowsAndCompared(_ question: Question) async throws -> (main: Rows, compared: Rows?) {
        guard let comparison = question.comparison else {
            return (try await rows(of: compiled(question), question), nil)
        }
        if earlierDays(of: question) != nil {
            let both = try await rows(of: compiled(question), question)
            return (both.filter { !$0.isEarlier }, both.filter(\.isEarlier))
        }
        var unlimited = question
        unlimited.limit = nil
        let apart = Compiler.compile(
            unlimited, over: comparison.days(for: question.days), shift: comparison.shift(of: question.days),
            in: warehouse.engine)
        async let main = rows(of: compiled(question), question)
        async let other = rows(of: apart, unlimited)
        return try await (main, other)
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
            return Compiler.compile(question, over: question.days, in: warehouse.engine)
        }
        return Compiler.compile(
            question, comparedWith: earlier, shift: comparison.shift(of: question.days), in: warehouse.engine)
    }

    /// The rows of one statement, and where they came from.
    private struct Rows: Sendable {
        let rows: [Part]
        let sources: [String: String]

        var byKeys: [[Value]: [Value]] {
            Dictionary(rows.map { ($0.keys, $0.results) }, uniquingKeysWith: { first, _ in first })
        }

        func filter(_ isIncluded: (Part) -> Bool) -> Rows { Rows(rows: rows.filter(isIncluded), sources: sources) }
    }

    /// Every bucket of time with every combination of the other dimensions.
    private struct Grid {
        private let buckets: [Value: Int]
        private let combinations: [[Value]: Int]
        private let position: Int

        init(_ buckets: [Value], _ combinations: [[Value]], timeAt position: Int) {
            self.position = position
            self.buckets = Dictionary(uniqueKeysWithValues: zip(buckets, buckets.indices))
            self.combinations = Dictionary(
                zip(combinations, combinations.indices), uniquingKeysWith: { first, _ in first })
        }

        /// The results of each cell, bucket by bucket; nil where there is no row.
        func filled(with rows: Rows) -> [[Value]?] {
            var cells = [[Value]?](repeating: nil, count: buckets.count * combinations.count)
            for row in rows.rows {
                var others = row.keys
                guard let bucket = buckets[others.remove(at: position)], let combination = combinations[others] else {
                    continue
                }
                cells[bucket * combinations.count + combination] = row.results
            }
            return cells
        }
    }

    private func rows(of compiled: CompiledQuestion, _ question: Question) async throws -> Rows {
        let rows = try await warehouse.rows(compiled.sql, compiled.values)
        let width = question.dimensions.count
        let calculations = question.metrics.map { metric in
            metric.formula.calculation(
                at: metric.formula.measures.compactMap(compiled.measures.firstIndex).map { width + $0 })
        }
        let labels = question.dimensions.map(\.keyLabels)
        let place = width + compiled.measures.count
        let parts = rows.map { row in
            let values = row.values
            var keys = Array(values.prefix(width))
            for index in 0..<width where labels[index] != nil {
                keys[index] = Dimension.written(keys[index], with: labels[index])
            }
            return Part(
                keys: keys, results: calculations.map { $0.result(values) },
                isEarlier: values.count > place && values[place] == .integer(1))
        }
        return Rows(rows: parts, sources: compiled.sources)
    }

    private static func sorted(_ question: Question) -> Question {
        guard question.sort == nil, let first = question.metrics.first else { return question }
        var question = question
        question.sort = Question.Sort(first.name, isDescending: true)
        return question
    }

    private static func row(_ keys: [Value], _ results: [Value], _ compared: [Value]?) -> [Value] {
        guard let compared else { return keys + results }
        return keys + zip(results, compared).flatMap { [$0, $1] }
    }

    private static func answer(
        to question: Question, isTruncated: Bool, sources: [String: String], rows: [[Value]]
    ) -> Answer {
        let metrics = question.metrics.flatMap { metric -> [Answer.Column] in
            let column = Answer.Column(content: .metric(metric))
            return question.comparison == nil ? [column] : [column, Answer.Column(content: .comparison(metric))]
        }
        return Answer(
            columns: question.dimensions.map { Answer.Column(content: .dimension($0)) } + metrics, rows: rows,
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
