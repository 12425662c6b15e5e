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
        /// The table that has only the rows of keys with several, and all of the fact's columns that questions read; nil where
        /// there is none.
        var rowsOfSeveral: String?
        /// The name of the measure of keys with one row.
        let one: String
        /// The name of the measure of keys with several rows.
        let several: String
        /// The columns that mark one of a key's rows; the first that fits is taken.
        var firstRows: [FirstRow] = []
        /// What the rows of keys with several tell of the same key's rows before; nil where they do not.
        var lastMet: LastMet?

        /// A person, by orders.
        static let person = Key(
            column: "person_key", rowsOfKey: "orders_of_person", rowsOfSeveral: "mart_returning_orders",
            one: "one_order_customer_count", several: "several_orders_customer_count",
            lastMet: LastMet(key: "customer_place_key", day: "previous_purchase_date_at_place"))
        /// An order, by its lines.
        static let orderOfLines = Key(
            column: "order_key", rowsOfKey: "lines_of_order",
            one: "one_line_order_count", several: "several_lines_order_count",
            firstRows: [
                FirstRow(column: "is_first_of_order", dimension: nil, settled: []),
                FirstRow(
                    column: "is_first_of_product", dimension: "product", settled: ["category", "category_english"]),
                FirstRow(column: "is_first_of_category", dimension: "category", settled: ["category_english"]),
                FirstRow(
                    column: "is_first_of_seller", dimension: "seller",
                    settled: ["seller_state", "seller_city", "seller_region"]),
                FirstRow(
                    column: "is_first_of_seller_state", dimension: "seller_state", settled: ["seller_region"]),
            ])
    }

    /// The day on which a key was last met at the same place. Those of any range, by place, are the rows whose day before lies
    /// before the range.
    struct LastMet: Sendable, Hashable {
        /// The column of the place.
        let key: String
        /// The column of the day of the row before; long before all days where there is none.
        let day: String
    }

    /// A column that is true for one of the rows that a key has of each value of a dimension. Where all of these rows are
    /// kept together, or left out together, counting the marked ones counts keys.
    struct FirstRow: Sendable, Hashable {
        let column: String
        /// The dimension; nil where one of all of the key's rows is marked.
        let dimension: String?
        /// The other dimensions of the fact that have one value wherever this one has one.
        let settled: Set<String>

        /// Whether it tells keys under some dimensions and filters: nothing else divides or restricts the key's rows, and
        /// the rows that are put together all have one value of the dimension.
        func tellsKeys(of fact: Fact, by dimensions: [Dimension], filters: Filters) -> Bool {
            let divided = dimensions.filter { $0.entity == fact }.map(\.name)
            let restricted = filters.of(fact)
            let together = Set(divided + restricted.filter { $0.keys.count == 1 }.map(\.dimension.name))
            let harmless = settled.union(dimension.map { [$0] } ?? [])
            return harmless.isSuperset(of: divided + restricted.map(\.dimension.name))
                && dimension.map(together.contains) ?? true
        }
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

    /// The column whose different values it counts, under no condition.
    var distinctColumn: String? {
        if case .distinct(let column) = aggregate { column } else { nil }
    }

    /// The same measure out of the totals that each order carries of its rows; nil where it carries none.
    var ofOrderTotals: Measure? {
        guard fact != .orders, let aggregate = Self.orderTotals[name] else { return nil }
        return Measure(name, of: .orders, aggregate, kind: kind)
    }

    /// Checks hold that these equal what the facts say, for every order.
    private static let orderTotals: [String: Aggregate] = [
        "revenue": .sum("items_value"), "freight_value": .sum("freight_value"), "item_count": .sum("item_count"),
        "order_with_items_count": .rowsWhere(.atLeast("item_count", 1)),
        "payments_value": .sum("payments_value"), "payment_count": .sum("payment_count"),
        "review_count": .sum("review_count"), "review_score_sum": .sum("review_score_sum"),
    ]

    /// The key by which rows have to be put together first; only rows of keys with several rows are looked at.
    var severalKey: Key? {
        if case .severalKeys(let key, _) = aggregate { key } else { nil }
    }

    /// The same measure as a count of rows, where a column marks one row of each key that is counted; itself otherwise.
    func marked(by dimensions: [Dimension], filters: Filters) -> Measure {
        guard case .keys(let key) = aggregate,
            let first = key.firstRows.first(where: { $0.tellsKeys(of: fact, by: dimensions, filters: filters) })
        else { return self }
        return Measure(name, of: fact, .rowsWhere(.isTrue(first.column)), kind: kind)
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
