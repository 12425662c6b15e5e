/// An exact aggregate of one fact: what metrics are made of.
struct Measure: Sendable, Hashable {
    /// How rows become a number.
    enum Aggregate: Sendable, Hashable {
        /// How many rows there are.
        case rows
        /// How many rows meet a condition.
        case rowsWhere(Condition)
        /// How many rows have a value.
        case present(String)
        /// How many different values there are. Where the second column is 1, no other row has the same value: such
        /// rows are counted without comparing them.
        case distinct(String, soleWhere: String? = nil)
        /// How many different values the rows that meet a condition have.
        case distinctWhere(String, Condition)
        /// The sum.
        case sum(String)
        /// A continuous percentile, 0 to 1, of whole numbers.
        case percentile(Double, String)
        /// How many people have so many of the counted orders, or more.
        case peopleWithOrders(atLeast: Int)
    }

    /// A condition on one column.
    enum Condition: Sendable, Hashable {
        case isTrue(String)
        case isFalse(String)
        case equals(String, String)
        case equalsNumber(String, Int)
        case atLeast(String, Int)
    }

    /// What the number is.
    enum Kind: Sendable, Hashable {
        /// A whole number.
        case count
        /// An exact amount in reais.
        case money
        /// A number of a continuous scale.
        case real
    }

    /// The column that it becomes; a mart that has a column of this name holds it already aggregated.
    let name: String
    let fact: Fact
    let aggregate: Aggregate
    let kind: Kind

    init(_ name: String, of fact: Fact, _ aggregate: Aggregate, kind: Kind = .count) {
        self.name = name
        self.fact = fact
        self.aggregate = aggregate
        self.kind = kind
    }

    /// Whether the parts of a division of the fact's rows add up to the whole.
    var isAdditive: Bool {
        switch aggregate {
        case .rows, .rowsWhere, .present, .sum: true
        case .distinct, .distinctWhere, .percentile, .peopleWithOrders: false
        }
    }

    /// Whether it needs the orders grouped by person first.
    var isPerPerson: Bool {
        if case .peopleWithOrders = aggregate { true } else { false }
    }
}
