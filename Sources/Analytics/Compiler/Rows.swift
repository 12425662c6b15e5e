/// Writes the keys of dimensions over the rows of one table, and the look-ups that they need.
struct Rows {
    let fact: Fact
    private let firstLookup: Int
    /// The look-ups to join.
    private(set) var joins: [String] = []

    init(_ fact: Fact, firstLookup: Int = 0) {
        self.fact = fact
        self.firstLookup = firstLookup
    }

    /// What rows are grouped by for a dimension: its key where names come later, else the value itself.
    mutating func key(of dimension: Dimension, on alias: String, shift: DayShift?) -> String {
        let key = Self.expression(dimension.key, on: alias, shift: shift)
        guard let lookup = dimension.lookup, !lookup.isOneToOne else { return key }
        let name = "\(alias)_lookup\(firstLookup + joins.count)"
        joins.append("left join \(lookup.table) as \(name) on \(name).\(lookup.key) = \(key)")
        return "\(name).\(lookup.column)"
    }

    /// A key as an expression over one row.
    static func expression(_ key: Dimension.Key, on alias: String, shift: DayShift?) -> String {
        let day = shift?.day(of: alias) ?? "\(alias).purchase_date"
        switch key {
        case .column(let column): return "\(alias).\(column)"
        case .bucket(.day): return day
        case .bucket(let grain): return "cast(date_trunc('\(grain.rawValue)', \(day)) as date)"
        case .weekday: return "cast(extract(isodow from \(alias).purchase_date) as integer) - 1"
        case .hour(let column): return "cast(extract(hour from \(alias).\(column)) as integer)"
        case .isBefore(let day): return "case when \(alias).purchase_date < \(day) then 1 else 0 end"
        case .flag(let column): return "case when \(alias).\(column) then 0 when not \(alias).\(column) then 1 end"
        case .band(let column, let bounds, let isPresent):
            let value = "\(alias).\(column)"
            let missing = isPresent.map { "\(alias).\($0) = 0" } ?? "\(value) is null"
            let steps = bounds.enumerated().map { "when \(value) < \($1) then \($0)" }
            return "case when \(missing) then null \(steps.joined(separator: " ")) else \(bounds.count) end"
        }
    }
}

/// How many days later a row's day of purchase counts.
struct DayShift {
    /// The parameter of the number of days.
    let days: String
    /// The parameter of the day before which rows' days are shifted; nil where all are.
    let before: String?

    /// The shifted day as an expression.
    func day(of alias: String) -> String {
        let day = "\(alias).purchase_date"
        let shifted = "(\(day) + cast(\(days) as integer))"
        return before.map { "case when \(day) < \($0) then \(shifted) else \(day) end" } ?? shifted
    }

    /// A day of a row's bucket, which the row counts in as shifted, before the shift.
    func unshifted(_ bucket: String, of alias: String) -> String {
        let unshifted = "(\(bucket) - cast(\(days) as integer))"
        guard let before else { return unshifted }
        return "case when \(alias).purchase_date < \(before) then \(unshifted) else \(bucket) end"
    }
}

extension Question {
    /// The other dimension that settles a dimension's value, and where to look: such a value need not be grouped by.
    ///
    /// Only one that stands before it does: rows are put in order by the dimensions in their order, so a value that comes
    /// first, or that the question is sorted by, has to be there when rows are sorted.
    func determiner(of dimension: Dimension) -> (dimension: Dimension, lookup: Dimension.Lookup)? {
        guard sort?.name != dimension.name else { return nil }
        for other in dimensions.prefix(while: { $0 != dimension }) {
            if let lookup = dimension.determined[other.name] { return (other, lookup) }
        }
        return nil
    }
}
