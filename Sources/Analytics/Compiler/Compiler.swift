import DuckDB

/// A question as SQL.
struct CompiledQuestion: Sendable {
    /// One statement with parameters `$1`, `$2`, ….
    let sql: String
    /// Their values.
    let values: [Value]
    /// The measures in the rows, after the dimensions.
    let measures: [Measure]
    /// The table that each metric is answered from, by the metric's name.
    let sources: [String: String]
}

/// Turns questions into SQL that DuckDB and PostgreSQL both run.
///
/// Each fact is aggregated apart, in a common table expression of its own, to one row per combination of the dimensions;
/// only these rows meet. Rows of facts are never joined with rows of facts.
struct Compiler {
    private let question: Question
    private let free: [Dimension]
    private let measures: [Measure]
    private var sql = SQLText()
    private var first = ""
    private var last = ""
    private var shift: String?
    private var sources: [Measure: String] = [:]

    /// Compiles a question.
    ///
    /// - Parameters:
    ///   - question: What is asked; its comparison is another question.
    ///   - days: The days to look at, which may be those that the question is compared with.
    ///   - shift: How many days later a row's day counts.
    static func compile(_ question: Question, over days: DayRange, shift: Int = 0) -> CompiledQuestion {
        var compiler = Compiler(question)
        return compiler.compile(over: days, shift: shift)
    }

    private init(_ question: Question) {
        self.question = question
        free = question.dimensions.filter { question.determiner(of: $0) == nil }
        var measures: [Measure] = []
        for measure in question.metrics.flatMap(\.formula.measures) where !measures.contains(measure) {
            measures.append(measure)
        }
        self.measures = measures + Self.companions(of: measures, by: free)
    }

    /// What has to be counted beside some measures: only people with several orders are looked at one by one, so groups
    /// of orders without such people are there only where something counts all orders.
    private static func companions(of measures: [Measure], by dimensions: [Dimension]) -> [Measure] {
        let ofOrders = measures.filter { $0.fact == .orders }
        guard !dimensions.isEmpty, !ofOrders.isEmpty, ofOrders.allSatisfy(\.isPerPerson) else { return [] }
        return Catalogue.standard.metric("orders")?.formula.measures ?? []
    }

    private mutating func compile(over days: DayRange, shift: Int) -> CompiledQuestion {
        first = sql.bindApart(.date(days.first))
        last = sql.bindApart(.date(days.last))
        if shift != 0, question.time != nil { self.shift = sql.bindApart(.integer(Int64(shift))) }
        var steps: [(name: String, sql: String)] = []
        let parts = parts()
        for (index, part) in parts.enumerated() { steps.append(("part\(index)", aggregate(part))) }
        var answer = "part0"
        if parts.count > 1 {
            steps.append(("parts", meeting(of: parts)))
            answer = "parts"
        }
        let final = final(of: answer, &steps)
        let head = steps.map { "\($0.name) as (\n\($0.sql)\n)" }.joined(separator: ",\n")
        let metricSources = question.metrics.map { metric in
            (metric.name, sources[metric.formula.measures[0]] ?? metric.fact.table)
        }
        return CompiledQuestion(
            sql: "with \(head)\n\(final)", values: sql.values, measures: measures,
            sources: Dictionary(metricSources, uniquingKeysWith: { first, _ in first }))
    }

    /// The measures that one step aggregates together.
    private struct Part {
        let fact: Fact
        let isPerPerson: Bool
        let mart: Mart?
        var measures: [Measure]
    }

    private func parts() -> [Part] {
        var parts: [Part] = []
        for fact in Fact.allCases {
            for isPerPerson in [false, true] {
                let measures = measures.filter { $0.fact == fact && $0.isPerPerson == isPerPerson }
                guard !measures.isEmpty else { continue }
                let mart = Mart.smallest(of: fact, with: measures, by: free, filters: question.filters)
                if let mart, let index = parts.firstIndex(where: { $0.mart == mart }) {
                    parts[index].measures += measures
                } else {
                    parts.append(Part(fact: fact, isPerPerson: isPerPerson, mart: mart, measures: measures))
                }
            }
        }
        return parts
    }

    private mutating func aggregate(_ part: Part) -> String {
        for measure in part.measures { sources[measure] = part.mart?.table ?? part.fact.table }
        if let mart = part.mart { return aggregate(part, of: mart) }
        let selection = Selection(
            part.fact, filters: question.filters, dimensions: free, first: first, last: last, shift: shift, into: &sql)
        let keys = selection.keys.enumerated().map { "\($1) as d\($0)" }
        if !part.isPerPerson {
            let columns = keys + part.measures.map(Self.column)
            return "select \(columns.joined(separator: ", "))\n\(selection.source)\(grouping)"
        }
        let groups = (1...(free.count + 1)).map(String.init).joined(separator: ", ")
        let inner = (keys + ["f.person_key", "count(*) as orders_of_person"]).joined(separator: ", ")
        let columns =
            free.indices.map { "people.d\($0)" }
            + part.measures.map(Self.column)
        return """
            select \(columns.joined(separator: ", "))
            from (
            select \(inner)
            \(selection.source)
                and f.orders_of_person > 1
            group by \(groups)
            ) as people\(grouping)
            """
    }

    private mutating func aggregate(_ part: Part, of mart: Mart) -> String {
        let keys = free.enumerated().map { index, dimension in
            "\(mart.key(of: dimension, shift: shift)) as d\(index)"
        }
        let columns = keys + part.measures.map { "cast(sum(f.\($0.name)) as \(Self.type($0))) as \($0.name)" }
        var conditions = ["f.purchase_date between \(first) and \(last)"]
        for filter in question.filters.all {
            let isNamed = filter.dimension.lookup?.isOneToOne == true
            let key = mart.key(of: filter.dimension, shift: nil)
            conditions.append(
                Selection.predicate(filter, key: key, lookup: isNamed ? filter.dimension.lookup : nil, &sql))
        }
        return """
            select \(columns.joined(separator: ", "))
            from \(mart.table) as f
            where \(conditions.joined(separator: "\n    and "))\(grouping)\(presence(part))
            """
    }

    /// A group of a mart that has no row of the facts is no group.
    private func presence(_ part: Part) -> String {
        guard !free.isEmpty else { return "" }
        let facts = Fact.allCases.filter { fact in part.fact == fact || part.measures.contains { $0.fact == fact } }
        return "\nhaving " + facts.map { "sum(f.\($0.rowCount)) > 0" }.joined(separator: " or ")
    }

    private var grouping: String {
        free.isEmpty ? "" : "\ngroup by " + (1...free.count).map(String.init).joined(separator: ", ")
    }

    /// Puts the parts' rows together, one row per combination of the dimensions.
    private func meeting(of parts: [Part]) -> String {
        let keys = free.indices.map { "d\($0)" }
        let unions = parts.enumerated().map { index, part in
            let own = Set(part.measures)
            let columns =
                keys + measures.map { own.contains($0) ? $0.name : "cast(null as \(Self.type($0))) as \($0.name)" }
            return "select \(columns.joined(separator: ", ")) from part\(index)"
        }
        let columns = keys + measures.map { "max(\($0.name)) as \($0.name)" }
        return """
            select \(columns.joined(separator: ", "))
            from (
            \(unions.joined(separator: "\nunion all\n"))
            ) as rows_of_parts\(grouping)
            """
    }

    /// Sorts, cuts, and names what the keys stand for.
    private func final(of answer: String, _ steps: inout [(name: String, sql: String)]) -> String {
        let order = ordering.isEmpty ? "" : "\norder by " + ordering.joined(separator: ", ")
        let limit = question.limit.map { "\nlimit \($0 + 1)" } ?? ""
        let names = Naming(question, free: free)
        let columns = (names.columns + measures.map { "a.\($0.name)" }).joined(separator: ", ")
        guard !names.joins.isEmpty else {
            return "select \(columns.isEmpty ? "1" : columns)\nfrom \(answer) as a\(order)\(limit)"
        }
        if question.limit == nil {
            return "select \(columns)\nfrom \(answer) as a\n\(names.joins.joined(separator: "\n"))\(order)"
        }
        steps.append(("first_rows", "select *\nfrom \(answer) as a\(order)\(limit)"))
        return "select \(columns)\nfrom first_rows as a\n\(names.joins.joined(separator: "\n"))\(order)"
    }

    /// What the rows are put in order by: what was asked for, then the dimensions, so that the order is always the same.
    private var ordering: [String] {
        var terms: [String] = []
        if let sort = question.sort {
            if let metric = question.metrics.first(where: { $0.name == sort.name }) {
                terms.append("\(Self.expression(metric.formula)) \(sort.isDescending ? "desc" : "asc") nulls last")
            } else if let index = free.firstIndex(where: { $0.name == sort.name }) {
                terms.append("a.d\(index) \(sort.isDescending ? "desc" : "asc") nulls last")
            }
        }
        return terms + free.indices.map { "a.d\($0) asc nulls last" }
    }

    /// A metric as a number to sort by; equal metrics give equal numbers, whatever their parts.
    private static func expression(_ formula: Metric.Formula) -> String {
        // Hundredths are whole numbers, which a double holds exactly; their quotient then is rounded only once.
        func real(_ measure: Measure) -> String {
            let number = measure.kind == .money ? "a.\(measure.name) * 100" : "a.\(measure.name)"
            return "cast(coalesce(\(number), 0) as double precision)"
        }
        switch formula {
        case .value(let measure): return measure.kind == .real ? "a.\(measure.name)" : "coalesce(a.\(measure.name), 0)"
        case .scaled(let measure, _): return "round(a.\(measure.name) * 1000)"
        case .quotient(let first, let second, _): return "\(real(first)) / nullif(\(real(second)), 0)"
        case .shareOfSum(let first, let second):
            return "\(real(first)) / nullif(\(real(first)) + \(real(second)), 0)"
        }
    }

    private static func column(_ measure: Measure) -> String {
        let expression = expression(measure.aggregate)
        // Engines give sums other types than their terms.
        if case .sum = measure.aggregate { return "cast(\(expression) as \(type(measure))) as \(measure.name)" }
        return "\(expression) as \(measure.name)"
    }

    private static func type(_ measure: Measure) -> String {
        switch measure.kind {
        case .count: "bigint"
        case .money: "decimal(38, 2)"
        case .real: "double precision"
        }
    }

    private static func expression(_ aggregate: Measure.Aggregate) -> String {
        switch aggregate {
        case .rows: "count(*)"
        case .rowsWhere(let condition): "count(*) filter (where \(expression(condition)))"
        case .present(let column): "count(f.\(column))"
        case .distinct(let column, nil): "count(distinct f.\(column))"
        case .distinct(let column, let sole?):
            "count(*) filter (where f.\(sole) = 1) + count(distinct f.\(column)) filter (where f.\(sole) > 1)"
        case .distinctWhere(let column, let condition):
            "count(distinct f.\(column)) filter (where \(expression(condition)))"
        case .sum(let column): "sum(f.\(column))"
        case .percentile(let share, let column): "percentile_cont(\(share)) within group (order by f.\(column))"
        case .peopleWithOrders(let count): "count(*) filter (where people.orders_of_person >= \(count))"
        }
    }

    private static func expression(_ condition: Measure.Condition) -> String {
        switch condition {
        case .isTrue(let column): "f.\(column)"
        case .isFalse(let column): "not f.\(column)"
        case .equals(let column, let text): "f.\(column) = '\(text)'"
        case .equalsNumber(let column, let number): "f.\(column) = \(number)"
        case .atLeast(let column, let number): "f.\(column) >= \(number)"
        }
    }
}

/// Writes the names that the keys of an answer stand for.
private struct Naming {
    private(set) var columns: [String] = []
    private(set) var joins: [String] = []

    init(_ question: Question, free: [Dimension]) {
        var aliases: [String: String] = [:]
        for dimension in question.dimensions {
            let determiner = question.determiner(of: dimension)
            let keyed = determiner?.dimension ?? dimension
            guard let index = free.firstIndex(of: keyed) else {
                columns.append("null")
                continue
            }
            guard let lookup = determiner?.lookup ?? (dimension.lookup?.isOneToOne == true ? dimension.lookup : nil)
            else {
                columns.append("a.d\(index)")
                continue
            }
            let place = "\(lookup.table).\(index)"
            let alias = aliases[place] ?? "name\(aliases.count)"
            if aliases[place] == nil {
                aliases[place] = alias
                joins.append("left join \(lookup.table) as \(alias) on \(alias).\(lookup.key) = a.d\(index)")
            }
            columns.append("\(alias).\(lookup.column)")
        }
    }
}
