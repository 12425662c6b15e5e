import DuckDB
import Warehouse

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
    let question: Question
    let engine: OpenWarehouse.Engine
    /// The marts that whole months are read out of.
    let months: Months
    let free: [Dimension]
    let measures: [Measure]
    var sql: SQLText
    var first = ""
    var last = ""
    var shift: DayShift?
    /// The days that rows are of: those asked about, or the earlier ones and those.
    var ranges: [DayRange] = []
    /// What tells earlier days, of comparison, from those that are asked about; nil where all rows are of one kind.
    private var isEarlier: Dimension?
    /// The parameter of the first day that is not an earlier one.
    var boundary: String?
    var sources: [String: String] = [:]

    /// Compiles a question.
    ///
    /// - Parameters:
    ///   - question: What is asked; its comparison is another question.
    ///   - days: The days to look at, which may be those that the question is compared with.
    ///   - shift: How many days later a row's day counts.
    ///   - engine: Who runs it.
    ///   - months: The marts that whole months are read out of.
    ///   - sql: What it is written into.
    static func compile(
        _ question: Question, over days: DayRange, shift: Int, in engine: OpenWarehouse.Engine, months: Months,
        into sql: SQLText
    ) -> CompiledQuestion {
        var compiler = Compiler(question, in: engine, months: months, into: sql)
        return compiler.compile(over: days, shift: shift)
    }

    /// Compiles a question and its comparison with the days directly before as one statement.
    ///
    /// The rows have one more column at their end: 1 in rows of the earlier days, which count later in time. They come
    /// after the others; where a limit leaves some of the others out, those are there whose values the rest have.
    static func compile(
        _ question: Question, comparedWith earlier: DayRange, shift: Int, in engine: OpenWarehouse.Engine,
        months: Months, into sql: SQLText
    ) -> CompiledQuestion {
        var compiler = Compiler(question, in: engine, months: months, into: sql)
        let boundary = compiler.sql.bindApart(.date(question.days.first))
        compiler.boundary = boundary
        compiler.isEarlier = Dimension("is_earlier", Label("", ""), of: .orders, .isBefore(boundary), form: .integer)
        return compiler.compile(
            over: DayRange(first: earlier.first, last: question.days.last), shift: shift)
    }

    /// A compiler for a question, before it is told the days.
    init(
        _ question: Question, in engine: OpenWarehouse.Engine, months: Months = .none, into sql: SQLText = SQLText()
    ) {
        self.question = question
        self.sql = sql
        self.months = months
        self.engine = engine
        free = question.dimensions.filter { question.determiner(of: $0) == nil }
        var measures: [Measure] = []
        for measure in question.metrics.flatMap(\.formula.measures) where !measures.contains(measure) {
            measures.append(measure)
        }
        self.measures = measures + Self.companions(of: measures, by: free)
    }

    /// What has to be counted beside some measures: where only people with several orders are looked at, groups of orders
    /// without such people are there only if something counts all orders.
    private static func companions(of measures: [Measure], by dimensions: [Dimension]) -> [Measure] {
        let ofOrders = measures.filter { $0.fact == .orders }
        guard !dimensions.isEmpty, !ofOrders.isEmpty, ofOrders.allSatisfy({ $0.severalKey != nil }) else { return [] }
        return Catalogue.standard.metric("orders")?.formula.measures ?? []
    }

    private mutating func compile(over days: DayRange, shift: Int) -> CompiledQuestion {
        ranges =
            boundary == nil
            ? [days] : [DayRange(first: days.first, last: question.days.first.adding(days: -1)), question.days]
        first = sql.bindApart(.date(days.first))
        last = sql.bindApart(.date(days.last))
        if shift != 0, question.time != nil {
            self.shift = DayShift(days: sql.bindApart(.integer(Int64(shift))), before: boundary)
        }
        var steps: [(name: String, sql: String)] = []
        let parts = parts()
        for (index, part) in parts.enumerated() { steps.append(("part\(index)", aggregate(part))) }
        for measure in measures where sources[measure.name] == nil {
            sources[measure.name] = sources[measure.components[0].name]
        }
        var answer = "part0"
        if parts.count > 1 {
            steps.append(("parts", meeting(of: parts)))
            answer = "parts"
        }
        let final = final(of: answer, &steps)
        let head = (sql.shared + steps).map { "\($0.name) as (\n\($0.sql)\n)" }.joined(separator: ",\n")
        let metricSources = question.metrics.map { metric in
            (metric.name, sources[metric.formula.measures[0].name] ?? metric.fact.table)
        }
        return CompiledQuestion(
            sql: "with \(head)\n\(final)", values: sql.values, measures: measures,
            sources: Dictionary(metricSources, uniquingKeysWith: { first, _ in first }))
    }

    /// What rows are grouped by: `d0`, `d1`, ….
    var groups: [Dimension] { free.map { $0.toldBy(free) } + (isEarlier.map { [$0] } ?? []) }

    /// The column of the last group, where that tells earlier days.
    private var earlier: String? { isEarlier.map { _ in "d\(free.count)" } }

    private mutating func aggregate(_ part: Part) -> String {
        for measure in part.measures { sources[measure.name] = part.table }
        if let mart = part.mart { return aggregate(part, of: mart) }
        if let recurrence = part.recurrence { return aggregate(part, of: recurrence) }
        let isRolledUp =
            part.severalKey == nil && Set(part.measures.compactMap(\.distinctColumn)).count <= 1
            && part.measures.allSatisfy { $0.isAdditive || $0.distinctColumn != nil }
        if isRolledUp, let mart = monthlyMart(of: part) { return rollUp(part, months: mart) }
        let selection = Selection(
            part.fact, of: part.severalKey, filters: question.filters, dimensions: groups, first: first, last: last,
            shift: shift, rowsOf: part.totalsOf, namesLater: isRolledUp || part.severalKey != nil && areKeysNames,
            in: engine, into: &sql)
        if let key = part.severalKey { return aggregate(part, by: key.column, of: selection) }
        // Of all rows together, or of two ranges of days.
        let areBitmapsFew = free.isEmpty && engine == .duckDB
        let keys = RolledUpKeys(selection)
        if isRolledUp, !areBitmapsFew, keys.areNamedLater || part.measures.contains(where: { $0.distinctColumn != nil })
        {
            return rollUp(part, by: keys, of: selection)
        }
        let columns =
            selection.keys.enumerated().map { "\($1) as d\($0)" }
            + part.measures.map { areBitmapsFew ? Self.columnByBitmap($0, in: engine) : Self.column($0, in: engine) }
        return "select \(columns.joined(separator: ", "))\n\(selection.source)\(grouping)"
    }

    /// Puts the rows of each key with several rows together, and counts such keys.
    private func aggregate(_ part: Part, by key: String, of selection: Selection) -> String {
        let keys = RolledUpKeys(selection)
        let counted =
            countOfFirstMet(part, by: keys, of: selection) ?? countOfSeveral(part, by: key, keys, of: selection)
        if groups.isEmpty { return counted }
        let named = keys.names.enumerated().map { "\($1) as d\($0)" } + part.measures.map { "r.\($0.name)" }
        return """
            select \(named.joined(separator: ", "))
            from (
            \(counted)
            ) as r\(keys.joins.map { "\n" + $0 }.joined())
            """
    }

    private func countOfSeveral(_ part: Part, by key: String, _ keys: RolledUpKeys, of selection: Selection) -> String {
        let inner = keys.places.enumerated().map { "\($1) as k\($0)" } + ["f.\(key)", "count(*) as row_count"]
        let columns = keys.places.indices.map { "several.k\($0)" } + part.measures.map { Self.column($0, in: engine) }
        return """
            select \(columns.joined(separator: ", "))
            from (
            select \(inner.joined(separator: ", "))
            \(selection.source)\(Self.grouping(by: keys.places.count + 1))
            ) as several\(Self.grouping(by: keys.places.count))
            """
    }

    /// Counts the rows of each place whose key was not met there earlier in the range: as many as there are keys. Nil where
    /// the rows do not tell.
    private func countOfFirstMet(_ part: Part, by keys: RolledUpKeys, of selection: Selection) -> String? {
        guard let key = part.severalKey, let place = key.lastMet,
            keys.places == ["f.\(place.key)"], question.filters.isEmpty,
            part.measures.allSatisfy({ $0.aggregate == .severalKeys(key, atLeast: 1) })
        else { return nil }
        let columns = ["f.\(place.key) as k0"] + part.measures.map { "count(*) as \($0.name)" }
        return """
            select \(columns.joined(separator: ", "))
            \(selection.source)
                and f.\(place.day) < \(first)\(Self.grouping(by: 1))
            """
    }

    private mutating func aggregate(_ part: Part, of mart: Mart) -> String {
        let keys = groups.enumerated().map { index, dimension in
            "\(mart.key(of: dimension, shift: shift)) as d\(index)"
        }
        let columns = keys + part.measures.map { "cast(sum(f.\($0.name)) as \(Self.type($0))) as \($0.name)" }
        return "select \(columns.joined(separator: ", "))\n\(rows(of: mart))\(grouping)\(presence(part))"
    }

    private mutating func aggregate(_ part: Part, of recurrence: Recurrence) -> String {
        let mart = recurrence.rows
        let keys = groups.enumerated().map { "\(mart.key(of: $1, shift: shift)) as d\($0)" }
        let columns = groups.indices.map { "f.d\($0)" } + part.measures.map(recurrence.column)
        return """
            select \(columns.joined(separator: ", "))
            from (
            select \((keys + ["f.*", "\(startOfBucket) as first_day"]).joined(separator: ", "))
            \(rows(of: mart))
            ) as f\(grouping)
            """
    }

    /// The first day that is asked about of the bucket of time that a row lies in.
    private var startOfBucket: String {
        let start = boundary.map { "case when f.purchase_date < \($0) then \(first) else \($0) end" } ?? first
        guard let time = free.first(where: \.isTime) else { return start }
        let bucket = Rows.expression(time.key, on: "f", shift: shift)
        return "greatest(\(start), \(shift?.unshifted(bucket, of: "f") ?? bucket))"
    }

    /// `from … where …` over the rows of a mart.
    private mutating func rows(of mart: Mart) -> String {
        var conditions = ["f.purchase_date between \(first) and \(last)"]
        for filter in question.filters.all {
            let isNamed = filter.dimension.lookup?.isOneToOne == true
            let key = mart.key(of: filter.dimension, shift: nil)
            conditions.append(
                Selection.predicate(filter, key: key, lookup: isNamed ? filter.dimension.lookup : nil, &sql))
        }
        return "from \(mart.table) as f\nwhere \(conditions.joined(separator: "\n    and "))"
    }

    /// A group of a mart that has no row of the facts is no group.
    private func presence(_ part: Part) -> String {
        guard !groups.isEmpty else { return "" }
        let facts = Fact.allCases.filter { fact in part.fact == fact || part.measures.contains { $0.fact == fact } }
        return "\nhaving " + facts.map { "sum(f.\($0.rowCount)) > 0" }.joined(separator: " or ")
    }

    var grouping: String {
        groups.isEmpty ? "" : "\ngroup by " + (1...groups.count).map(String.init).joined(separator: ", ")
    }

    /// Puts the parts' rows together, one row per combination of the dimensions.
    private func meeting(of parts: [Part]) -> String {
        let held = Set(parts.flatMap(\.measures).map(\.name))
        // Without dimensions each part is one row.
        if groups.isEmpty {
            let columns = measures.map { measure in
                let terms = (held.contains(measure.name) ? [measure] : measure.components).map(\.name)
                return terms.count == 1 ? terms[0] : Self.sum(terms) + " as \(measure.name)"
            }
            let tables = parts.indices.map { "part\($0)" }.joined(separator: " cross join ")
            return "select \(columns.joined(separator: ", "))\nfrom \(tables)"
        }
        let units = parts.flatMap(\.measures)
        let keys = groups.indices.map { "d\($0)" }
        let unions = parts.enumerated().map { index, part in
            let own = Set(part.measures.map(\.name))
            let columns =
                keys + units.map { own.contains($0.name) ? $0.name : "cast(null as \(Self.type($0))) as \($0.name)" }
            return "select \(columns.joined(separator: ", ")) from part\(index)"
        }
        let columns =
            keys
            + measures.map { measure in
                let terms = (held.contains(measure.name) ? [measure] : measure.components).map { "max(\($0.name))" }
                return "\(terms.count == 1 ? terms[0] : Self.sum(terms)) as \(measure.name)"
            }
        return """
            select \(columns.joined(separator: ", "))
            from (
            \(unions.joined(separator: "\nunion all\n"))
            ) as rows_of_parts\(grouping)
            """
    }

    private static func sum(_ terms: [String]) -> String {
        terms.map { "coalesce(\($0), 0)" }.joined(separator: " + ")
    }

    /// Sorts, cuts, and names what the keys stand for.
    private mutating func final(of answer: String, _ steps: inout [(name: String, sql: String)]) -> String {
        let names = Naming(question, free: free)
        let columns = (names.columns + measures.map { "a.\($0.name)" } + (earlier.map { ["a.\($0)"] } ?? []))
            .joined(separator: ", ")
        let joins = names.joins.map { "\n" + $0 }.joined()
        let order = ordering.isEmpty ? "" : "\norder by " + ordering.joined(separator: ", ")
        func rows(of table: String, _ end: String = "") -> String {
            "select \(columns.isEmpty ? "1" : columns)\nfrom \(table) as a\(joins)\(order)\(end)"
        }
        // Few rows are cut where they arrive: a step more costs more to plan than they do to read.
        guard let limit = question.limit, free.contains(where: { !$0.hasFewValues }) else { return rows(of: answer) }
        let cut = "\nlimit \(sql.bindApart(.integer(Int64(limit) + 1)))"
        guard let earlier else {
            if joins.isEmpty { return rows(of: answer, cut) }
            steps.append(("first_rows", "select *\nfrom \(answer) as a\(order)\(cut)"))
            return rows(of: "first_rows")
        }
        steps.append(("first_rows", "select *\nfrom \(answer) as a\nwhere a.\(earlier) = 0\(order)\(cut)"))
        // Where all rows are shown, earlier ones are needed that no row shown has the values of.
        let isNeeded = free.indices.map { "(a.d\($0) in (select d\($0) from first_rows) or a.d\($0) is null)" }
        let areAllShown = "(select count(*) from first_rows) <= \(sql.bindApart(.integer(Int64(limit))))"
        let needed = "\(areAllShown)\n    or \(isNeeded.joined(separator: "\n    and "))"
        let rest = "select *\nfrom \(answer) as a\nwhere a.\(earlier) = 1\n    and (\(needed))"
        steps.append(("compared_rows", "select * from first_rows\nunion all\n\(rest)"))
        return rows(of: "compared_rows")
    }

    /// What the rows are put in order by: what was asked for, then the dimensions, so that the order is always the same.
    private var ordering: [String] {
        var terms = earlier.map { ["a.\($0) asc"] } ?? []
        guard !free.isEmpty else { return terms }
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
}
