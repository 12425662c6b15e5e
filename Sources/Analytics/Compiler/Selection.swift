import DuckDB
import Warehouse

/// Writes which rows of a fact a question is about, and what they are grouped by.
///
/// A filter or dimension of the fact's own rows, or of their order, is taken where it stands. One of another fact becomes
/// a set of orders, each there once per value: it can restrict and divide rows, and never multiply them.
struct Selection {
    let fact: Fact
    let filters: Filters
    let dimensions: [Dimension]
    /// The parameters of the first and the last day.
    let first: String
    let last: String
    /// How many days later a row's day counts; nil where it counts as it is.
    let shift: DayShift?

    private let engine: OpenWarehouse.Engine
    private var joins: [String] = []
    private var conditions: [String] = []
    private var needsOrder = false
    private var lookupCount = 0
    /// Whether names are to be looked up later, for the keys that are left.
    private let namesLater: Bool
    /// The table that the rows are read from.
    let table: String
    /// What each dimension is grouped by, in order.
    private(set) var keys: [String] = []
    /// Where the names of each dimension's keys are to be looked up later; nil where the key is the value.
    private(set) var names: [Dimension.Lookup?] = []

    /// - Parameters:
    ///   - key: Where only rows of keys that have several are wanted: which keys.
    ///   - rows: What stands in for the fact's table, such as a mart with its columns.
    ///   - facts: Where only totals of these are wanted of the orders: orders without such rows are left out.
    init(
        _ fact: Fact, of key: Measure.Key? = nil, from rows: String? = nil, filters: Filters, dimensions: [Dimension],
        first: String, last: String, shift: DayShift?,
        rowsOf facts: [Fact] = [], namesLater: Bool = false, in engine: OpenWarehouse.Engine, into sql: inout SQLText
    ) {
        self.fact = fact
        self.engine = engine
        self.filters = filters
        self.dimensions = dimensions
        self.first = first
        self.last = last
        self.shift = shift
        self.namesLater = namesLater
        table = rows ?? key?.rowsOfSeveral.map { Fact.table($0, in: engine) } ?? fact.table(in: engine)
        build(into: &sql)
        if let key, key.rowsOfSeveral == nil { conditions.append("f.\(key.rowsOfKey) > 1") }
        if !facts.isEmpty {
            let alternatives = facts.map { "f.\($0.rowCount) > 0" }.joined(separator: " or ")
            conditions.append(facts.count == 1 ? alternatives : "(\(alternatives))")
        }
    }

    /// `from … where …`, with the fact as `f`.
    var source: String {
        let order = needsOrder ? ["inner join \(Fact.orders.table(in: engine)) as o on o.order_key = f.order_key"] : []
        let head = ["from \(table) as f"] + order + joins
        return head.joined(separator: "\n") + "\nwhere " + conditions.joined(separator: "\n    and ")
    }

    private mutating func build(into sql: inout SQLText) {
        conditions.append("f.purchase_date between \(first) and \(last)")
        for filter in filters.of(.orders) {
            conditions.append(condition(filter, on: orderAlias(filter.dimension), &sql))
        }
        if fact != .orders {
            for filter in filters.of(fact) { conditions.append(condition(filter, on: "f", &sql)) }
        }
        var bridges: [Fact: [String]] = [:]
        for entity in Fact.allCases where entity != fact && entity != .orders {
            bridges[entity] = bridge(to: entity, &sql)
        }
        var positions: [Fact: Int] = [:]
        for dimension in dimensions {
            if dimension.entity == .orders || dimension.entity == fact {
                let alias = dimension.entity == fact ? "f" : orderAlias(dimension)
                let isNamedLater = namesLater && dimension.lookup?.isOneToOne == false
                names.append(isNamedLater ? dimension.lookup : nil)
                keys.append(
                    isNamedLater
                        ? Rows.expression(dimension.key, on: alias, shift: shift) : key(of: dimension, on: alias))
            } else {
                names.append(nil)
                let position = positions[dimension.entity, default: 0]
                positions[dimension.entity] = position + 1
                keys.append(bridges[dimension.entity]?[position] ?? "null")
            }
        }
    }

    /// Restricts and divides by another fact: joins the orders that have such rows, each once per value.
    ///
    /// - Returns: The columns that hold the values of the fact's dimensions, in order.
    private mutating func bridge(to entity: Fact, _ sql: inout SQLText) -> [String] {
        let filters = filters.of(entity)
        let dimensions = dimensions.filter { $0.entity == entity }
        guard !filters.isEmpty || !dimensions.isEmpty else { return [] }
        let orderWithout = orderWithout(entity, under: filters)
        if dimensions.isEmpty, filters.count == 1, let condition = Self.condition(onSetOf: filters[0], &sql) {
            conditions.append(Self.either(condition, orderWithout))
            return []
        }
        var inner = Rows(entity)
        let keys = dimensions.map { inner.key(of: $0, on: "b", shift: nil) }
        var parts = ["b.purchase_date between \(first) and \(last)"]
        for filter in filters { parts.append(Self.predicate(filter, on: "b", &sql)) }
        var selecting = "select distinct"
        if !dimensions.isEmpty {
            // Where one of an order's rows of each value is marked, they need not be told apart.
            let all = self.filters
            let mark = entity.firstRows.first { $0.tellsKeys(of: entity, by: dimensions, filters: all) }
            if let mark {
                parts.append("b.\(mark.column)")
                selecting = "select"
            }
            // The order's own restrictions hold for its rows as well: fewer of them have to be told apart.
            for filter in self.filters.of(.orders) where filter.dimension.isCarried {
                parts.append(Self.predicate(filter, on: "b", &sql))
            }
        }
        let source = (["from \(entity.table(in: engine)) as b"] + inner.joins).joined(separator: " ")
        let restriction = parts.joined(separator: " and ")
        if dimensions.isEmpty {
            let chosen = sql.share("select b.order_key \(source) where \(restriction)")
            let isChosen = sql.isAmong("f.order_key", column: "order_key", of: chosen)
            conditions.append(Self.either(isChosen, orderWithout))
            return []
        }
        let name = "of_\(entity.rawValue)"
        let columns = keys.enumerated().map { "\($1) as k\($0)" }.joined(separator: ", ")
        let kind = filters.isEmpty || orderWithout != nil ? "left join" : "inner join"
        if orderWithout != nil { conditions.append(Self.either("\(name).order_key is not null", orderWithout)) }
        joins.append(
            "\(kind) (\(selecting) b.order_key, \(columns) \(source) where \(restriction)) as \(name)"
                + " on \(name).order_key = f.order_key")
        return keys.indices.map { "\(name).k\($0)" }
    }

    /// The condition that an order has no row of another fact, where the filters ask for rows that have no value: an order
    /// without rows has none either, and stands in the group without a value. Nil where filters ask for values.
    private mutating func orderWithout(_ entity: Fact, under filters: [Filters.Filter]) -> String? {
        guard !filters.isEmpty, filters.allSatisfy({ $0.keys.contains(.null) }) else { return nil }
        if fact == .orders { return "f.\(entity.rowCount) = 0" }
        needsOrder = true
        return "o.\(entity.rowCount) = 0"
    }

    private static func either(_ condition: String, _ other: String?) -> String {
        other.map { "(\(condition) or \($0))" } ?? condition
    }

    /// The condition that an order has a row of one of a filter's values, by the set that its rows carry; nil where there
    /// is no such set, or a value that it does not know.
    private static func condition(onSetOf filter: Filters.Filter, _ sql: inout SQLText) -> String? {
        let column: String
        switch filter.dimension.setOfOrder {
        case nil: return nil
        case .bits(let bits): column = bits
        case .members(let column, let table):
            let members = predicate(filter, on: "s", &sql)
            let chosen = sql.share("select s.\(column) from \(table) as s where \(members)")
            return sql.isAmong("f.\(column)", column: column, of: chosen)
        }
        guard let known = filter.dimension.values?.map(\.value) else { return nil }
        let positions = filter.values.map { known.firstIndex(of: $0) }
        guard positions.allSatisfy({ $0 != nil }) else { return nil }
        let bits = positions.reduce(Int64(0)) { $0 | 1 << Int64($1 ?? 0) }
        return "(f.\(column) & \(sql.bindApart(.integer(bits)))) <> 0"
    }

    /// Where the order's column stands: on the row itself, if the fact carries it, or else on the order.
    private mutating func orderAlias(_ dimension: Dimension) -> String {
        if fact == .orders || dimension.isCarried { return "f" }
        needsOrder = true
        return "o"
    }

    private mutating func key(of dimension: Dimension, on alias: String) -> String {
        var rows = Rows(fact, firstLookup: lookupCount)
        let key = rows.key(of: dimension, on: alias, shift: shift)
        lookupCount += rows.joins.count
        joins += rows.joins
        return key
    }

    private func condition(_ filter: Filters.Filter, on alias: String, _ sql: inout SQLText) -> String {
        Self.predicate(filter, on: alias, &sql)
    }

    /// The condition that a row meets one of a filter's values.
    private static func predicate(_ filter: Filters.Filter, on alias: String, _ sql: inout SQLText) -> String {
        let key = Rows.expression(filter.dimension.key, on: alias, shift: nil)
        return predicate(filter, key: key, lookup: filter.dimension.lookup, &sql)
    }

    /// The condition that a key, or what it stands for, is one of a filter's values.
    static func predicate(
        _ filter: Filters.Filter, key: String, lookup: Dimension.Lookup?, _ sql: inout SQLText
    ) -> String {
        let values = filter.keys.filter { !$0.isNull }.map { sql.bind($0) }
        let wantsNull = filter.keys.contains(.null)
        var alternatives: [String] = []
        if let lookup {
            let select = "select l.\(lookup.key) from \(lookup.table) as l where"
            if !values.isEmpty {
                alternatives.append("\(key) in (\(select) l.\(lookup.column) in (\(values.joined(separator: ", "))))")
            }
            if wantsNull {
                alternatives.append("\(key) is null")
                if !lookup.isOneToOne { alternatives.append("\(key) in (\(select) l.\(lookup.column) is null)") }
            }
        } else {
            if values.count == 1 {
                alternatives.append("\(key) = \(values[0])")
            } else if !values.isEmpty {
                alternatives.append("\(key) in (\(values.joined(separator: ", ")))")
            }
            if wantsNull { alternatives.append("\(key) is null") }
        }
        return alternatives.count == 1 ? alternatives[0] : "(" + alternatives.joined(separator: " or ") + ")"
    }
}

extension Dimension {
    /// Whether every fact carries the column of the order that it needs.
    var isCarried: Bool {
        switch key {
        case .bucket, .weekday, .isBefore: true
        case .column(let column): Fact.carriedOrderColumns.contains(column)
        case .hour, .band, .flag: false
        }
    }
}
