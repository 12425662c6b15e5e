import Analytics
import DuckDB

/// Puts the rows of one fact that count into groups, after the contract's one rule.
///
/// A dimension of the fact itself or of the order is a property of the row. A dimension of another fact is a property of
/// the order's rows there: an order counts once in each value that one of them has. Filters on another fact must be met by
/// one and the same row, and where they are, only rows that meet them give values. An order without rows there is as one with a
/// row that has no values.
struct OracleGrouping {
    /// A part of the question on one fact: what its rows must meet, and where their values go in the key.
    private struct Part {
        var filters: [(codes: [Int], accepted: [Bool])] = []
        var dimensions: [(codes: [Int], position: Int)] = []
        /// What an order without any row of the fact has.
        var nulls: [(position: Int, code: Int)] = []

        var isEmpty: Bool { filters.isEmpty && dimensions.isEmpty }

        /// Whether an order without any row of the fact meets the filters: all ask for what has no value.
        var acceptsNone: Bool { filters.allSatisfy { $0.accepted.last == true } }

        func accepts(_ row: Int) -> Bool { filters.allSatisfy { $0.accepted[$0.codes[row]] } }

        func values(_ row: Int) -> [(position: Int, code: Int)] {
            dimensions.map { ($0.position, $0.codes[row]) }
        }
    }

    private let fact: Fact
    private let shop: LandedShop
    private let width: Int
    private let grain: (name: String, position: Int)?
    private var parts: [Fact: Part] = [:]

    init(_ fact: Fact, _ question: Question, _ oracle: Oracle) {
        self.fact = fact
        shop = oracle.shop
        width = question.dimensions.count
        grain = question.dimensions.firstIndex(where: \.isTime).map { (question.dimensions[$0].name, $0) }
        for filter in question.filters.all {
            guard let dimension = oracle.dimensions[filter.dimension.name] else { continue }
            parts[dimension.entity, default: Part()].filters.append(
                (dimension.codes, dimension.accepts(filter.values)))
        }
        for (position, name) in question.dimensions.map(\.name).enumerated() where position != grain?.position {
            guard let dimension = oracle.dimensions[name] else { continue }
            parts[dimension.entity, default: Part()].dimensions.append((dimension.codes, position))
            parts[dimension.entity, default: Part()].nulls.append((position, dimension.values.count))
        }
    }

    /// The groups over some days, each with its rows of the fact. Time counts moved forward by so many days.
    func groups(over days: DayRange, shift: Int) -> [Oracle.Key: [Int]] {
        var groups: [Oracle.Key: [Int]] = [:]
        let others = Fact.allCases.filter { $0 != fact && $0 != .orders && parts[$0]?.isEmpty == false }
        let ofOrder = parts[.orders] ?? Part()
        let own = fact == .orders ? Part() : parts[fact] ?? Part()
        for index in shop.orders.indices {
            let order = shop.orders[index]
            guard order.day >= days.first, order.day <= days.last, ofOrder.accepts(index) else { continue }
            var key = Oracle.Key(repeating: 0, count: width)
            if let grain {
                let bucket = OracleDimensions.bucket(grain.name, of: order.day.adding(days: shift))
                key[grain.position] = Int(bucket.daysSince1970)
            }
            for (position, code) in ofOrder.values(index) { key[position] = code }
            var keys: Set<Oracle.Key> = [key]
            for other in others {
                keys = combined(keys, other, index)
                if keys.isEmpty { break }
            }
            for row in fact == .orders ? index..<(index + 1) : rows(of: fact, in: order) where own.accepts(row) {
                for var key in keys {
                    for (position, code) in own.values(row) { key[position] = code }
                    groups[key, default: []].append(row)
                }
            }
        }
        return groups
    }

    /// The keys with an order's values of another fact; none where the order does not meet the filters there.
    private func combined(_ keys: Set<Oracle.Key>, _ other: Fact, _ index: Int) -> Set<Oracle.Key> {
        guard let part = parts[other] else { return keys }
        let all = rows(of: other, in: shop.orders[index])
        let meeting = all.filter(part.accepts)
        if meeting.isEmpty, !part.filters.isEmpty, !(all.isEmpty && part.acceptsNone) { return [] }
        if part.dimensions.isEmpty { return keys }
        var values = meeting.map(part.values)
        if all.isEmpty { values = [part.nulls.map { ($0.position, $0.code) }] }
        var combined: Set<Oracle.Key> = []
        for key in keys {
            for value in values {
                var key = key
                for (position, code) in value { key[position] = code }
                combined.insert(key)
            }
        }
        return combined
    }

    private func rows(of fact: Fact, in order: LandedShop.Order) -> Range<Int> {
        switch fact {
        case .orders: 0..<0
        case .items: order.items
        case .payments: order.payments
        case .reviews: order.reviews
        }
    }
}
