import Analytics

/// What a request may say, with the names worked out once.
struct Parameters: Sendable, ExpressibleByArrayLiteral {
    /// Each of it.
    let all: [Parameter]
    /// The names in the query string.
    let names: Set<String>
    /// Those that may be given several times.
    let repeatableNames: Set<String>

    init(arrayLiteral parameters: Parameter...) { self.init(parameters) }

    init(_ parameters: [Parameter]) {
        all = parameters
        names = Set(parameters.flatMap(\.names))
        repeatableNames = Set(parameters.flatMap(\.repeatableNames))
    }
}

/// Something that a request may say.
enum Parameter: Sendable, Hashable {
    /// `days`, or `from` and `to`; where nothing is said, so many days, or everything.
    case range(defaultDays: Int?)
    /// One repeatable parameter per dimension.
    case filters
    /// `compare`.
    case comparison
    /// `limit`; where nothing is said, so many.
    case limit(default: Int, maximum: Int)
    /// `format`.
    case format
    /// `metrics`.
    case metrics
    /// `by` and `grain`.
    case dimensions
    /// `sort`.
    case sort

    /// The most rows that may be asked for, unless an endpoint says otherwise.
    static let limit = Parameter.limit(default: standardRows, maximum: mostRows)
    static let standardRows = 20
    static let mostRows = 1000
    /// The last 30 days.
    static let last30Days = Parameter.range(defaultDays: standardDays)
    static let standardDays = 30
    /// Everything.
    static let allDays = Parameter.range(defaultDays: nil)

    /// A hundred years; no shop has more.
    static let dayCounts = 1...36_525
    /// The most values that a filter may have.
    static let mostValues = 50
    static let mostMetrics = 12
    static let mostDimensions = 4

    /// The names in the query string.
    var names: [String] {
        switch self {
        case .range: ["days", "from", "to"]
        case .filters: Catalogue.standard.filters.map(\.name)
        case .comparison: ["compare"]
        case .limit: ["limit"]
        case .format: ["format"]
        case .metrics: ["metrics"]
        case .dimensions: ["by", "grain"]
        case .sort: ["sort"]
        }
    }

    /// Those of them that may be given several times.
    var repeatableNames: [String] {
        switch self {
        case .filters, .metrics: names
        case .dimensions: ["by"]
        case .range, .comparison, .limit, .format, .sort: []
        }
    }
}
