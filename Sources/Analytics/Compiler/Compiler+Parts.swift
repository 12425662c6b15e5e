extension Compiler {
    /// The measures that one step aggregates together.
    struct Part {
        let fact: Fact
        var severalKey: Measure.Key?
        var mart: Mart?
        var recurrence: Recurrence?
        var measures: [Measure]
        /// The facts whose totals, and nothing else, are taken from the orders: orders without such rows do not count.
        var totalsOf: [Fact] = []

        /// The table that it reads, by the name that people know.
        var table: String { mart?.table ?? recurrence?.table ?? fact.table }
        /// Whether it reads the rows of the fact as they are.
        var isOfRows: Bool { severalKey == nil && mart == nil && recurrence == nil }
    }

    /// What is aggregated apart, for all measures.
    func parts() -> [Part] {
        var parts: [Part] = []
        for fact in Fact.allCases {
            let asked = measures.filter { $0.fact == fact }
                .map { $0.marked(by: free, filters: question.filters) }
            var whole = asked.filter { $0.severalKey == nil }
            var several = asked.filter { $0.severalKey != nil }
            add(recurring: &whole, to: &parts)
            var mart = Mart.smallest(of: fact, with: whole, by: free, filters: question.filters)
            if mart == nil {
                let components = whole.flatMap(\.components)
                whole = components.filter { $0.severalKey == nil }
                several += components.filter { $0.severalKey != nil }
                mart = Mart.smallest(of: fact, with: whole, by: free, filters: question.filters)
            }
            add(recurring: &several, to: &parts)
            let counted = whole.filter { $0.distinctColumn != nil }
            let others = whole.filter { $0.distinctColumn == nil }
            if mart == nil, !counted.isEmpty, !others.isEmpty {
                // What no mart can count is no reason to add everything up from the rows.
                mart = Mart.smallest(of: fact, with: others, by: free, filters: question.filters)
                if mart != nil {
                    parts.append(Part(fact: fact, measures: counted))
                    whole = others
                }
            }
            if mart == nil, keepsOrdersWhole(fact) {
                let totals = others.compactMap(\.ofOrderTotals)
                if !totals.isEmpty, totals.count == others.count {
                    Self.add(totals, of: fact, to: &parts)
                    whole = counted
                }
            }
            if !whole.isEmpty {
                if let mart, let index = parts.firstIndex(where: { $0.mart == mart }) {
                    parts[index].measures += whole
                } else {
                    parts.append(Part(fact: fact, mart: mart, measures: whole))
                }
            }
            if let key = several.first?.severalKey {
                parts.append(Part(fact: fact, severalKey: key, measures: several))
            }
        }
        return parts
    }

    /// Takes the measures that a mart of recurrences counts into parts of their own.
    private func add(recurring measures: inout [Measure], to parts: inout [Part]) {
        var others: [Measure] = []
        for measure in measures {
            guard let mart = Recurrence.counting(measure, by: free, filters: question.filters) else {
                others.append(measure)
                continue
            }
            if let index = parts.firstIndex(where: { $0.recurrence == mart }) {
                parts[index].measures.append(measure)
            } else {
                parts.append(Part(fact: measure.fact, recurrence: mart, measures: [measure]))
            }
        }
        measures = others
    }

    /// Puts measures into the part that reads the orders: they are totals of what the orders have.
    private static func add(_ totals: [Measure], of fact: Fact, to parts: inout [Part]) {
        let index = parts.firstIndex { $0.fact == .orders && $0.isOfRows }
        guard let index else {
            parts.append(Part(fact: .orders, measures: totals, totalsOf: [fact]))
            return
        }
        parts[index].measures += totals
        if !parts[index].totalsOf.isEmpty { parts[index].totalsOf.append(fact) }
    }

    /// Whether neither a dimension nor a filter tells rows of a fact apart within their order.
    private func keepsOrdersWhole(_ fact: Fact) -> Bool {
        !free.contains { $0.entity == fact } && question.filters.of(fact).isEmpty
    }
}
