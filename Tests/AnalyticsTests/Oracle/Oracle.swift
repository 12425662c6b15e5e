import Analytics
import DuckDB

@testable import Warehouse

/// Answers questions from the landed rows by looking at each, in plain Swift, after the contract's words.
///
/// Nothing here knows of the compiler or of SQL: where the two agree, both are right or both misread the contract.
struct Oracle {
    let shop: LandedShop
    let dimensions: [String: OracleDimension]

    init(_ warehouse: OpenWarehouse, in home: Home) throws {
        shop = try LandedShop(LandedRows(of: warehouse, in: home))
        dimensions = OracleDimensions.all(of: shop)
    }

    /// An answer of the oracle.
    struct Answer {
        let columns: [String]
        let rows: [Row]
        let isTruncated: Bool
    }

    /// A row: the dimensions' values, the metrics, and the metrics of the comparison.
    struct Row {
        let keys: [Value]
        let numbers: [OracleNumber]
        let compared: [OracleNumber]?
    }

    /// A group of rows: per dimension of the question the code of its value, or the day for time.
    typealias Key = [Int]

    /// Answers a question.
    func answer(_ question: Question) -> Answer {
        let columns =
            question.dimensions.map(\.name)
            + question.metrics.flatMap { metric in
                question.comparison == nil ? [metric.name] : [metric.name, metric.name + "_comparison"]
            }
        let main = numbers(question, over: question.days, shift: 0)
        let compared = question.comparison.map { comparison -> [Key: [OracleNumber]] in
            let shift = comparison == .year ? 364 : question.days.count
            let days = DayRange(
                first: question.days.first.adding(days: -shift), last: question.days.last.adding(days: -shift))
            return numbers(question, over: days, shift: shift)
        }
        let nothing = numbers(question, of: [:])
        let all = main.merging((compared ?? [:]).mapValues { _ in nothing }) { main, _ in main }
        let (keys, isTruncated) = keys(question, all)
        let rows = keys.map { key in
            Row(
                keys: zip(question.dimensions, key).map(value),
                numbers: main[key] ?? nothing, compared: compared.map { $0[key] ?? nothing })
        }
        return Answer(columns: columns, rows: rows, isTruncated: isTruncated)
    }

    private func value(_ dimension: Dimension, _ code: Int) -> Value {
        dimension.isTime ? .date(Day(daysSince1970: Int32(code))) : dimensions[dimension.name]?.value(code) ?? .null
    }

    // MARK: - Which rows an answer has, and their order

    private func keys(_ question: Question, _ main: [Key: [OracleNumber]]) -> (keys: [Key], isTruncated: Bool) {
        guard let position = question.dimensions.firstIndex(where: \.isTime) else {
            let all = question.dimensions.isEmpty ? [[]] : Array(main.keys)
            return cut(ordered(all, main, question), question.limit)
        }
        let time = question.dimensions[position]
        var buckets: [Int] = []
        var day = question.days.first
        while day <= question.days.last {
            let bucket = Int(OracleDimensions.bucket(time.name, of: day).daysSince1970)
            if buckets.last != bucket { buckets.append(bucket) }
            day = day.adding(days: 1)
        }
        if let sort = question.sort, sort.name == time.name, sort.isDescending { buckets.reverse() }
        if question.dimensions.count == 1, question.sort != nil, question.sort?.name != time.name {
            // Every bucket is there, so each has numbers: those of no rows where it has none.
            let nothing = numbers(question, of: [:])
            let keys = buckets.map { [$0] }
            let all = Dictionary(uniqueKeysWithValues: keys.map { ($0, main[$0] ?? nothing) })
            return (ordered(keys, all, question), false)
        }

        // The combinations of the other dimensions are those of the same question without time.
        var others = question
        others.dimensions.remove(at: position)
        if others.sort?.name == time.name { others.sort = nil }
        var combinations: [Key] = [[]]
        var isTruncated = false
        if !others.dimensions.isEmpty {
            var totals = numbers(others, over: question.days, shift: 0)
            if let days = question.comparison?.days(for: question.days) {
                let nothing = numbers(others, of: [:])
                for key in numbers(others, over: days, shift: 0).keys where totals[key] == nil { totals[key] = nothing }
            }
            (combinations, isTruncated) = cut(ordered(Array(totals.keys), totals, others), question.limit)
        }
        let keys = buckets.flatMap { bucket in
            combinations.map { combination -> Key in
                var key = combination
                key.insert(bucket, at: position)
                return key
            }
        }
        return (keys, isTruncated)
    }

    private func cut(_ keys: [Key], _ limit: Int?) -> ([Key], Bool) {
        guard let limit, keys.count > limit else { return (keys, false) }
        return (Array(keys.prefix(limit)), true)
    }

    /// By the sort, or else the first metric descending; ties by the dimensions ascending, what is none last.
    private func ordered(_ keys: [Key], _ numbers: [Key: [OracleNumber]], _ question: Question) -> [Key] {
        let sort = question.sort ?? Question.Sort(question.metrics[0].name, isDescending: true)
        let metric = question.metrics.firstIndex { $0.name == sort.name }
        let dimension = question.dimensions.firstIndex { $0.name == sort.name }
        let nulls = question.dimensions.map { dimensions[$0.name]?.values.count ?? .max }
        return keys.sorted { left, right in
            if let metric, let first = numbers[left]?[metric], let second = numbers[right]?[metric],
                let precedes = first.precedes(second, isDescending: sort.isDescending)
            {
                return precedes
            }
            if let dimension, left[dimension] != right[dimension] {
                if left[dimension] == nulls[dimension] { return false }
                if right[dimension] == nulls[dimension] { return true }
                return (left[dimension] < right[dimension]) != sort.isDescending
            }
            return left.lexicographicallyPrecedes(right)
        }
    }

    // MARK: - What the metrics are

    /// The metrics of every group that has rows over some days.
    private func numbers(_ question: Question, over days: DayRange, shift: Int) -> [Key: [OracleNumber]] {
        var groups: [Key: [Fact: [Int]]] = [:]
        for fact in Set(question.metrics.map(\.fact)) {
            let grouping = OracleGrouping(fact, question, self)
            for (key, rows) in grouping.groups(over: days, shift: shift) { groups[key, default: [:]][fact] = rows }
        }
        if question.dimensions.isEmpty, groups.isEmpty { groups[[]] = [:] }
        return groups.mapValues { numbers(question, of: $0) }
    }

    private func numbers(_ question: Question, of rows: [Fact: [Int]]) -> [OracleNumber] {
        question.metrics.map { metric in
            guard let definition = OracleMetrics.all[metric.name] else { return .none }
            return definition.value(shop, rows[definition.fact] ?? [])
        }
    }
}
