/// Sums that are made by keys first, and named and put together afterwards.
extension Compiler {
    /// The mart that the whole months of the question's days can be read out of, for measures that add up or count its keys;
    /// nil where there is none, or no whole month.
    func monthlyMart(of part: Part) -> MonthlyMart? {
        guard part.totalsOf.isEmpty, ranges.flatMap(months.slices).contains(where: \.isOfMonths) else { return nil }
        return months.marts.first {
            $0.sums(part.measures, of: part.fact, by: groups, filters: question.filters)
        }
    }

    /// Whether the dimensions' names stand for one key each, so that rows may be put together by the key and named afterwards.
    var areKeysNames: Bool {
        let named = groups.filter { $0.lookup?.isOneToOne == false }
        let identities = named.compactMap(\.lookup?.identity).filter { !$0.isEmpty }
        return Set(named.map(\.key)).count == 1
            && identities.contains { $0.isSubset(of: groups.map(\.name)) }
    }

    /// Adds up by the keys of names first, so that names are looked up once per key and not once per row; and by the values
    /// that are counted, so that each is counted once without putting all rows in order.
    func rollUp(_ part: Part, by keys: RolledUpKeys, of selection: Selection) -> String {
        let places = columns(of: part, by: keys)
        let columns = places + Self.sums(of: part).map { Self.columnToAddUp($0, in: engine) }
        let added = """
            select \(columns.joined(separator: ", "))
            \(selection.source)\(Self.grouping(by: places.count))
            """
        return named(added, part, by: keys)
    }

    /// As without a mart, with whole months out of one: the sums of few, or what held at their end less what held before them.
    mutating func rollUp(_ part: Part, months mart: MonthlyMart) -> String {
        for measure in part.measures { sources[measure.name] = mart.table }
        let all = DayRange(first: ranges[0].first, last: ranges[ranges.count - 1].last)
        var terms: [(read: MonthlyTerm, selection: Selection)] = []
        for slice in ranges.flatMap(months.slices) {
            let first = slice.days.first == all.first ? first : sql.bindApart(.date(slice.days.first))
            let last = slice.days.last == all.last ? last : sql.bindApart(.date(slice.days.last))
            var read = [MonthlyTerm()]
            if slice.isOfMonths, slice.days.count <= MonthlyMart.daysOfFewMonths {
                read = [MonthlyTerm(rows: mart.rows(from: first, to: last), columns: mart.sums)]
            } else if slice.isOfMonths {
                read = [MonthlyTerm(rows: mart.rows(atEndOf: last, as: first), columns: mart.sumsToDate)]
                if slice.days.first > months.days.first {
                    let before = sql.bindApart(.date(slice.days.first.adding(days: -1)))
                    read.append(
                        MonthlyTerm(rows: mart.rows(atEndOf: before, as: first), columns: mart.sumsToDate, sign: "-"))
                }
            }
            for term in read {
                let selection = Selection(
                    part.fact, from: term.rows, filters: question.filters, dimensions: groups, first: first, last: last,
                    shift: shift, namesLater: true, in: engine, into: &sql)
                terms.append((term, selection))
            }
        }
        let keys = RolledUpKeys(terms[0].selection)
        let places = columns(of: part, by: keys)
        let sums = Self.sums(of: part)
        let counted = sums.first { $0.aggregate == .rows }?.name
        let rows = terms.map { term, selection in
            var values = sums.map { term.sign + Self.columnOfRow($0, heldAs: term.columns[$0.aggregate], in: engine) }
            if counted == nil {
                values.append("\(term.sign)\(term.columns[.rows].map { "f.\($0)" } ?? "1") as row_count")
            }
            return "select \((places + values).joined(separator: ", "))\n\(selection.source)"
        }
        let columns = places.indices.map { "u.k\($0)" } + sums.map { Self.columnToAddUpAgain($0, in: engine) }
        // What was there before and not since is nothing.
        let presence = places.isEmpty ? "" : "\nhaving sum(u.\(counted ?? "row_count")) > 0"
        let added = """
            select \(columns.joined(separator: ", "))
            from (
            \(rows.joined(separator: "\nunion all\n"))
            ) as u\(Self.grouping(by: places.count))\(presence)
            """
        return named(added, part, by: keys)
    }

    /// The keys of a part that rows are put together by first: those of its dimensions, and what it counts.
    private func columns(of part: Part, by keys: RolledUpKeys) -> [String] {
        let counted = part.measures.lazy.compactMap(\.distinctColumn).first
        return (keys.places + (counted.map { ["f.\($0)"] } ?? [])).enumerated().map { "\($1) as k\($0)" }
    }

    private static func sums(of part: Part) -> [Measure] { part.measures.filter { $0.distinctColumn == nil } }

    /// Puts sums by keys together by the keys' names.
    private func named(_ sums: String, _ part: Part, by keys: RolledUpKeys) -> String {
        // Keys that are their own names, and nothing counted, are put together already.
        let isGrouped = keys.areNamedLater || part.measures.contains { $0.distinctColumn != nil }
        // Where names come later, one value may stand under several keys of one name.
        let distinct = keys.areNamedLater ? "distinct " : ""
        let columns =
            keys.names.enumerated().map { "\($1) as d\($0)" }
            + part.measures.map { measure in
                guard measure.distinctColumn == nil else {
                    return "count(\(distinct)r.k\(keys.places.count)) as \(measure.name)"
                }
                return Self.addedUp(measure, isGrouped: isGrouped, in: engine)
            }
        return """
            select \(columns.joined(separator: ", "))
            from (
            \(sums)
            ) as r\(keys.joins.map { "\n" + $0 }.joined())\(isGrouped ? grouping : "")
            """
    }

    /// The first columns of a statement as what rows are put together by.
    static func grouping(by count: Int) -> String {
        count == 0 ? "" : "\ngroup by " + (1...count).map(String.init).joined(separator: ", ")
    }
}

/// The keys that sums are made by, and where their names are looked up.
struct RolledUpKeys {
    /// The different keys over the rows `f`.
    private(set) var places: [String] = []
    /// What each dimension is grouped by afterwards, over the sums `r`.
    private(set) var names: [String] = []
    /// The look-ups of names to join.
    private(set) var joins: [String] = []

    /// Whether any name is looked up afterwards.
    var areNamedLater: Bool { !joins.isEmpty }

    init(_ selection: Selection) {
        for (key, lookup) in zip(selection.keys, selection.names) {
            let place = places.firstIndex(of: key) ?? places.count
            if place == places.count { places.append(key) }
            guard let lookup else {
                names.append("r.k\(place)")
                continue
            }
            let alias = "name_\(lookup.table)_\(place)"
            let join = "left join \(lookup.table) as \(alias) on \(alias).\(lookup.key) = r.k\(place)"
            if !joins.contains(join) { joins.append(join) }
            names.append("\(alias).\(lookup.column)")
        }
    }
}

/// What a question with whole months out of a mart adds up: rows of the mart, or without any, those of the fact.
private struct MonthlyTerm {
    /// The mart's rows.
    var rows: String?
    /// Their columns of sums.
    var columns: [Measure.Aggregate: String] = [:]
    /// What stands before each sum; `-` takes it away.
    var sign = ""
}
