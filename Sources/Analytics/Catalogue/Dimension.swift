/// A thing to group or to filter by.
public struct Dimension: Sendable, Hashable {
    /// How a row of the fact that the dimension lives on gets its key.
    enum Key: Sendable, Hashable {
        /// A column as it is.
        case column(String)
        /// The bucket of the day of purchase.
        case bucket(TimeGrain)
        /// The weekday of the day of purchase, Monday is 0.
        case weekday
        /// The hour of a timestamp.
        case hour(String)
        /// The position of the band that a number lies in, by the bands' lower bounds from the second on.
        case band(String, bounds: [Int], isPresent: String?)
        /// 0 for true, 1 for false.
        case flag(String)
        /// 1 for days of purchase before the one that a parameter holds, else 0.
        case isBefore(String)
    }

    /// A table that says what a key stands for.
    struct Lookup: Sendable, Hashable {
        let table: String
        let key: String
        let column: String
        /// Whether each key stands for another value, so that rows may be grouped by the key and named afterwards.
        let isOneToOne: Bool
        /// Dimensions, this one among them, whose values together stand for one key each.
        var identity: Set<String> = []
    }

    /// A column of every fact that holds the set of the values that the order's rows have.
    enum SetOfOrder: Sendable, Hashable {
        /// Bit n is the nth known value.
        case bits(String)
        /// The number of a set, whose members another table lists in a column named like the dimension's key.
        case members(String, table: String)
    }

    /// How a value is written.
    enum Form: Sendable, Hashable {
        case text
        case integer
        case day
        /// The key counts these labels.
        case labels([String])
    }

    /// A value that is known beforehand.
    public struct KnownValue: Sendable, Hashable {
        /// As it stands in answers and filters.
        public let value: String
        /// What people call it.
        public let label: Label
    }

    /// What the API and the catalogue call it.
    public let name: String
    /// What people call it.
    public let label: Label
    /// The fact that it lives on; what lives on the order is known of every fact's rows.
    public let entity: Fact
    /// All values that it can have, where they are finite and known.
    public let values: [KnownValue]?
    let key: Key
    let lookup: Lookup?
    let form: Form
    /// Where another dimension of the question settles this one's value: that dimension's name, and where to look.
    let determined: [String: Lookup]
    /// Where the key of another dimension of the question tells this one's value, too, so that one key is enough to group by:
    /// that dimension's name, and where to look.
    let told: [String: Lookup]
    /// How every fact tells which of its values the order's rows have; nil where none does.
    let setOfOrder: SetOfOrder?

    init(
        _ name: String, _ label: Label, of entity: Fact, _ key: Key, form: Form = .text, lookup: Lookup? = nil,
        determined: [String: Lookup] = [:], told: [String: Lookup] = [:], setOfOrder: SetOfOrder? = nil,
        values: [KnownValue]? = nil
    ) {
        self.name = name
        self.label = label
        self.entity = entity
        self.key = key
        self.form = form
        self.lookup = lookup
        self.determined = determined
        self.told = told
        self.setOfOrder = setOfOrder
        self.values = values
    }

    /// The same dimension by the key of one of others, where that tells its value.
    func toldBy(_ others: [Dimension]) -> Dimension {
        for other in others {
            guard let lookup = told[other.name] else { continue }
            return Dimension(name, label, of: entity, other.key, form: form, lookup: lookup, values: values)
        }
        return self
    }

    /// The time bucket that it is, or nil.
    public var grain: TimeGrain? { if case .bucket(let grain) = key { grain } else { nil } }

    /// Whether it divides time.
    public var isTime: Bool { grain != nil }

    /// Whether questions can be filtered by it: all but the time buckets, whose filter is the range.
    public var isFilter: Bool { !isTime }

    /// Whether it has no more values than an answer may well show, in any shop.
    var hasFewValues: Bool {
        if values != nil { return true }
        switch key {
        case .column(let column): return Self.columnsOfFewValues.contains(column)
        default: return false
        }
    }

    private static let columnsOfFewValues: Set<String> = ["category_key", "payment_installments", "delivery_days"]

    /// Names the same dimension only once.
    public static func == (left: Dimension, right: Dimension) -> Bool { left.name == right.name }

    /// As equality: by the name.
    public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

/// How wide the buckets are that time is divided into.
public enum TimeGrain: String, Sendable, Hashable, CaseIterable, Codable {
    /// Calendar days.
    case day
    /// Weeks from Monday to Sunday.
    case week
    /// Calendar months.
    case month
    /// Quarters of a calendar year.
    case quarter
    /// Calendar years.
    case year
}

extension Dimension {
    /// Whether its values are whole numbers.
    public var isWhole: Bool { form == .integer }
}
