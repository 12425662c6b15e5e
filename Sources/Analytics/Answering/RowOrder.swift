import DuckDB

/// The order that the rows of a question without time stand in: by what it is sorted by, then by its dimensions; what has no
/// value comes last. As the compiler writes it, for rows that no statement gives.
struct RowOrder {
    /// A dimension's place in a row, and how its values are put in order.
    private struct Term {
        let position: Int
        let labels: [String]?
        let isDescending: Bool
    }

    /// What groups of the same metric are put in order by, first to last.
    private let terms: [Term]
    /// Which metric is sorted by; nil where none is.
    private let metric: Int?
    /// That metric of no rows.
    private let nothing: Double?
    private let isDescending: Bool

    init(_ question: Question) {
        let sort = question.sort
        isDescending = sort?.isDescending == true
        let all = question.dimensions.enumerated().map { position, dimension in
            Term(
                position: position, labels: dimension.keyLabels,
                isDescending: sort?.name == dimension.name && sort?.isDescending == true)
        }
        terms = all.filter { question.dimensions[$0.position].name == sort?.name } + all
        metric = question.metrics.firstIndex { $0.name == sort?.name }
        nothing = metric.flatMap { question.metrics[$0].formula.resultOfNothing.real }
    }

    /// Whether a group with nothing comes after all that have something.
    var putsNothingLast: Bool { metric != nil && (nothing == nil || isDescending) }

    /// Whether a row comes before every group with nothing, whatever its dimensions.
    func comesBeforeNothing(_ rows: Parts, row: Int) -> Bool {
        guard let metric else { return false }
        return compared(rows.metric(metric, of: row).real, nothing) == .before
    }

    /// Whether a row comes before a group with nothing.
    func comes(_ row: Int, of rows: Parts, beforeNothingOf group: ArraySlice<Value>) -> Bool {
        if let metric {
            switch compared(rows.metric(metric, of: row).real, nothing) {
            case .before: return true
            case .after: return false
            case .beside: break
            }
        }
        return precedes(rows.dimensions(of: row), group)
    }

    /// Whether one group comes before another that has as much.
    func precedes(_ left: ArraySlice<Value>, _ right: ArraySlice<Value>) -> Bool {
        for term in terms {
            let (left, right) = (left[left.startIndex + term.position], right[right.startIndex + term.position])
            switch Self.compared(left, right, by: term) {
            case .before: return true
            case .after: return false
            case .beside: continue
            }
        }
        return false
    }

    private enum Place {
        case before
        case beside
        case after
    }

    private func compared(_ left: Double?, _ right: Double?) -> Place {
        Self.compared(left, right, isDescending: isDescending, by: <)
    }

    private static func compared(_ left: Value, _ right: Value, by term: Term) -> Place {
        let isDescending = term.isDescending
        if let labels = term.labels {
            return compared(
                position(of: left, in: labels), position(of: right, in: labels), isDescending: isDescending, by: <)
        }
        if case .text = left.isNull ? right : left {
            return compared(text(left), text(right), isDescending: isDescending) {
                $0.utf8.lexicographicallyPrecedes($1.utf8)
            }
        }
        return compared(left.real, right.real, isDescending: isDescending, by: <)
    }

    private static func text(_ value: Value) -> String? { if case .text(let text) = value { text } else { nil } }

    private static func position(of label: Value, in labels: [String]) -> Int? {
        text(label).flatMap(labels.firstIndex)
    }

    private static func compared<Key>(
        _ left: Key?, _ right: Key?, isDescending: Bool, by precedes: (Key, Key) -> Bool
    ) -> Place {
        switch (left, right) {
        case (nil, nil): return .beside
        case (_?, nil): return .before
        case (nil, _?): return .after
        case (let left?, let right?):
            if precedes(left, right) { return isDescending ? .after : .before }
            return precedes(right, left) ? (isDescending ? .before : .after) : .beside
        }
    }
}

extension Parts {
    /// These rows and, where the order has them, a row of nothing for each group that only other rows have.
    func with(groupsOf other: Parts, as question: Question) -> Parts {
        let known = positions()
        let order = RowOrder(question)
        let added = (0..<other.count).map(other.dimensions).filter { known[Key($0)] == nil }.sorted(by: order.precedes)
        guard !added.isEmpty else { return self }
        let nothing = question.metrics.map(\.formula.resultOfNothing)
        var all = self
        all.cells = []
        all.cells.reserveCapacity(cells.count + added.count * width)
        var rest = added[...]
        for row in 0..<count {
            while let group = rest.first, !order.comes(row, of: self, beforeNothingOf: group) {
                all.cells += group
                all.cells += nothing
                rest.removeFirst()
            }
            all.cells += cells[row * width..<(row + 1) * width]
        }
        for group in rest {
            all.cells += group
            all.cells += nothing
        }
        return all
    }
}
