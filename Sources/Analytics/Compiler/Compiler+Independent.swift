import Warehouse

extension Compiler {
    /// A question without dimensions as questions that read nothing in common, for an engine that gives a statement one
    /// core: their answers stand side by side. Any other question is left whole.
    static func independent(_ question: Question, in engine: OpenWarehouse.Engine) -> [Question] {
        guard engine == .postgreSQL, question.dimensions.isEmpty else { return [question] }
        let parts = Compiler(question, in: engine).parts().map { Set($0.measures.map(\.name)) }
        var groups: [(parts: Set<Int>, metrics: [Metric])] = []
        for metric in question.metrics {
            let names = Set(metric.formula.measures.flatMap { [$0] + $0.components }.map(\.name))
            var group = (parts: Set(parts.indices.filter { !parts[$0].isDisjoint(with: names) }), metrics: [Metric]())
            for other in groups where !other.parts.isDisjoint(with: group.parts) {
                group.parts.formUnion(other.parts)
                group.metrics += other.metrics
            }
            groups.removeAll { !$0.parts.isDisjoint(with: group.parts) }
            group.metrics.append(metric)
            groups.append(group)
        }
        return groups.map { group in
            var part = question
            part.metrics = group.metrics
            return part
        }
    }
}
