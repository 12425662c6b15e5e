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
        /// How many different values there are.
        case distinct(String)
        /// How many different keys there are, such as people: counted in two parts, see ``Measure/components``.
        case keys(Key)
        /// How many keys that several rows have are on so many of the counted rows, or more.
        case severalKeys(Key, atLeast: Int)
        /// How many different values the rows that meet a condition have.
        case distinctWhere(String, Condition)
        /// The sum.
        case sum(String)
        /// A continuous percentile, 0 to 1, of whole numbers.
        case percentile(Double, String)
    }

    /// A column whose different values are counted, beside one that says how many rows have the row's value. Where that is
    /// one, the row alone stands for its value: only the few other rows need to be compared.
    struct Key: Sendable, Hashable {
        /// What is counted.
        let column: String
        /// How many rows of the whole fact have the row's value.
        let rowsOfKey: String
        /// The name of the measure of keys with one row.
        let one: String
        /// The name of the measure of keys with several rows.
        let several: String

        /// A person, by orders.
        static let person = Key(
            column: "person_key", rowsOfKey: "orders_of_person",
            one: "one_order_customer_count", several: "several_orders_customer_count")
        /// An order, by its lines.
        static let orderOfLines = Key(
            column: "order_key", rowsOfKey: "lines_of_order",
            one: "one_line_order_count", several: "several_lines_order_count")
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
        case .distinct, .distinctWhere, .percentile, .keys, .severalKeys: false
        }
    }

    /// The key by which rows have to be put together first; only rows of keys with several rows are looked at.
    var severalKey: Key? {
        if case .severalKeys(let key, _) = aggregate { key } else { nil }
    }

    /// The measures that it is the sum of; itself, mostly.
    var components: [Measure] {
        guard case .keys(let key) = aggregate else { return [self] }
        return [
            Measure(key.one, of: fact, .rowsWhere(.equalsNumber(key.rowsOfKey, 1))),
            Measure(key.several, of: fact, .severalKeys(key, atLeast: 1)),
        ]
    }
}
