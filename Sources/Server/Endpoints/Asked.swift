import Analytics
import DuckDB
import Learning
import Warehouse

/// A request to an endpoint, checked and resolved: what is asked, of which version.
struct Asked: Sendable {
    /// The version that answers.
    let warehouse: OpenWarehouse
    /// The days asked about.
    let days: DayRange
    /// What the answer is restricted to.
    let filters: Filters
    /// What it is compared with.
    let comparison: Comparison?
    /// How many rows are wanted.
    let limit: Int?
    /// Whether rows are wanted as CSV.
    let isCSV: Bool
    /// The metrics asked for.
    let metrics: [Metric]
    /// The dimensions asked for.
    let dimensions: [Dimension]
    /// The order asked for.
    let sort: Question.Sort?

    /// Answers questions.
    var analyst: Analyst { Analyst(warehouse) }

    /// The models to ask, where the endpoint uses them.
    var models: PredictorMonitor?
    /// What was sent with the request.
    var body: JSONValue?
    /// Does what takes long, where the endpoint has such work.
    var work: LongWork?

    /// The models, ready to be asked.
    ///
    /// - Throws: ``APIError`` that says why there are none.
    func predictor() async throws -> Predictor {
        guard let models else { throw APIError.inside }
        await models.refresh(over: warehouse)
        guard let predictor = models.current else { throw APIError(models.refusal ?? .noModel) }
        return predictor
    }

    /// The whole question in one form: two requests with the same key have the same answer.
    let key: String

    /// Reads a request.
    ///
    /// - Parameter lister: What lists the metrics and dimensions for whoever asks.
    /// - Throws: ``APIError`` that names the parameter at fault.
    init(
        _ query: String, to endpoint: Endpoint, of warehouse: OpenWarehouse,
        namesListedBy lister: String = "/api/metrics"
    ) throws(APIError) {
        let text = try QueryString(query, endpoint.parameters)
        self.warehouse = warehouse
        var days = DayRange(first: warehouse.calendar.first, last: warehouse.calendar.last)
        var limit: Int?
        for parameter in endpoint.parameters.all {
            switch parameter {
            case .range(let defaultDays):
                days = try text.period(defaultDays: defaultDays).days(in: warehouse.calendar)
            case .limit(let standard, let maximum): limit = try text.limit(standard: standard, maximum: maximum)
            default: break
            }
        }
        self.days = days
        self.limit = limit
        filters = endpoint.takes(.filters) ? try text.filters() : Filters()
        comparison = endpoint.takes(.comparison) ? try text.choice("compare", of: Comparison.self) : nil
        isCSV = endpoint.takes(.format) ? try text.isCSV() : false
        metrics = endpoint.takes(.metrics) ? try text.metrics(listedBy: lister) : []
        dimensions = endpoint.takes(.dimensions) ? try text.dimensions(listedBy: lister) : []
        sort = endpoint.takes(.sort) ? try text.sort(among: metrics.map(\.name) + dimensions.map(\.name)) : nil
        key = Self.key(
            path: endpoint.path, days: days, filters: filters,
            words: [
                comparison?.rawValue ?? "", limit.map(String.init) ?? "", isCSV ? "csv" : "json",
                metrics.map(\.name).joined(separator: ","), dimensions.map(\.name).joined(separator: ","),
                sort.map { ($0.isDescending ? "-" : "") + $0.name } ?? "",
            ])
    }

    private static func key(path: String, days: DayRange, filters: Filters, words: [String]) -> String {
        let restrictions = filters.all.map { filter in
            // With its length before it, no value can pass for two.
            filter.dimension.name + "=" + filter.values.map { "\($0.utf8.count):\($0)" }.joined()
        }
        let parts = [path, "\(days.first)", "\(days.last)", restrictions.joined(separator: "&")] + words
        return parts.joined(separator: "\u{0}")
    }
}

extension QueryString {
    /// The period asked for: `days=N|all`, or `from=` and `to=`.
    func period(defaultDays: Int?) throws(APIError) -> Period {
        if self["from"] != nil || self["to"] != nil {
            if self["days"] != nil { throw .badParameter("days", "Give either days, or from and to.") }
            let first = try day("from")
            let last = try day("to")
            if last < first { throw .badParameter("to", "It is before from.") }
            return .between(first, last)
        }
        guard let text = self["days"] else { return defaultDays.map(Period.lastDays) ?? .all }
        if text == "all" { return .all }
        guard let count = wholeNumber(text, in: Parameter.dayCounts) else {
            throw .badParameter(
                "days", "It is a whole number from 1 to \(Parameter.dayCounts.upperBound), or all.")
        }
        return .lastDays(count)
    }

    private func day(_ name: String) throws(APIError) -> Day {
        guard let text = self[name] else { throw .badParameter(name, "from and to go together.") }
        guard let day = Day(text), Self.calendar.contains(day) else {
            throw .badParameter(name, "It is a date, YYYY-MM-DD, from 2000-01-01 to 2100-12-31.")
        }
        return day
    }

    /// The days that a warehouse can hold.
    private static let calendar: ClosedRange<Day> = Day(daysSince1970: 10_957)...Day(daysSince1970: 47_846)

    private func wholeNumber(_ text: String, in range: ClosedRange<Int>) -> Int? {
        guard text.utf8.count <= 6, let number = Int(text), range.contains(number), String(number) == text else {
            return nil
        }
        return number
    }

    fileprivate func limit(standard: Int, maximum: Int) throws(APIError) -> Int {
        guard let text = self["limit"] else { return standard }
        guard let limit = wholeNumber(text, in: 1...maximum) else {
            throw .badParameter("limit", "It is a whole number from 1 to \(maximum).")
        }
        return limit
    }

    fileprivate func choice<Choice: RawRepresentable & CaseIterable>(
        _ name: String, of: Choice.Type
    ) throws(APIError) -> Choice? where Choice.RawValue == String {
        guard let text = self[name] else { return nil }
        guard let choice = Choice(rawValue: text) else {
            throw .badParameter(name, "It is one of \(Choice.allCases.map(\.rawValue).joined(separator: ", ")).")
        }
        return choice
    }

    fileprivate func isCSV() throws(APIError) -> Bool {
        switch self["format"] {
        case nil, "json": return false
        case "csv": return true
        default: throw .badParameter("format", "It is json or csv.")
        }
    }

    fileprivate func filters() throws(APIError) -> Filters {
        var filters = Filters()
        for dimension in Catalogue.standard.filters {
            let values = all(dimension.name)
            guard !values.isEmpty else { continue }
            guard values.count <= Parameter.mostValues else {
                throw .badParameter(dimension.name, "It has at most \(Parameter.mostValues) values.")
            }
            do {
                try filters.restrict(dimension, to: values)
            } catch {
                throw .badParameter(dimension.name, error.explanation)
            }
        }
        return filters
    }

    /// The names in a list that is separated by commas, given once or several times.
    private func list(_ name: String) -> [String] {
        all(name).flatMap { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    }

    private static let emptyName = "A name is empty; names are separated by single commas."

    fileprivate func metrics(listedBy lister: String) throws(APIError) -> [Metric] {
        let names = list("metrics")
        guard !names.isEmpty else {
            throw .badParameter("metrics", "Name at least one metric, such as revenue; \(lister) lists them.")
        }
        guard names.count <= Parameter.mostMetrics else {
            throw .badParameter("metrics", "It names at most \(Parameter.mostMetrics) metrics.")
        }
        var metrics: [Metric] = []
        for name in names {
            guard !name.isEmpty else { throw .badParameter("metrics", Self.emptyName) }
            guard let metric = Catalogue.standard.metric(name) else {
                throw .badParameter("metrics", "There is no metric \(name.prefix(64)); \(lister) lists them.")
            }
            guard !metrics.contains(metric) else { throw .badParameter("metrics", "\(name) is named twice.") }
            metrics.append(metric)
        }
        return metrics
    }

    fileprivate func dimensions(listedBy lister: String) throws(APIError) -> [Dimension] {
        var dimensions: [Dimension] = []
        if let grain = try choice("grain", of: TimeGrain.self),
            let dimension = Catalogue.standard.dimension(grain.rawValue)
        {
            dimensions.append(dimension)
        }
        for name in list("by") {
            guard !name.isEmpty else { throw .badParameter("by", Self.emptyName) }
            guard let dimension = Catalogue.standard.dimension(name) else {
                throw .badParameter("by", "There is no dimension \(name.prefix(64)); \(lister) lists them.")
            }
            guard !dimensions.contains(dimension) else { throw .badParameter("by", "\(name) is named twice.") }
            dimensions.append(dimension)
        }
        guard dimensions.count <= Parameter.mostDimensions else {
            throw .badParameter("by", "It names at most \(Parameter.mostDimensions) dimensions.")
        }
        guard dimensions.count(where: \.isTime) <= 1 else {
            throw .badParameter("by", "It divides time only once; grain counts too.")
        }
        return dimensions
    }

    fileprivate func sort(among names: [String]) throws(APIError) -> Question.Sort? {
        guard let text = self["sort"] else { return nil }
        let isDescending = text.hasPrefix("-")
        let name = isDescending ? String(text.dropFirst()) : text
        guard names.contains(name) else {
            let known = names.joined(separator: ", ")
            throw .badParameter("sort", "It is one of those asked for (\(known)); - before it for descending.")
        }
        return Question.Sort(name, isDescending: isDescending)
    }
}

extension FilterError {
    /// What is wrong, in words.
    var explanation: String {
        switch reason {
        case .notAFilter: "It is chosen by days, or from and to."
        case .notANumber: "\(value.prefix(40)) is not a whole number."
        case .unknown(let values): "\(value.prefix(40)) is not one of \(values.joined(separator: ", "))."
        case .tooLong: "No value is that long, or has a character of code zero."
        }
    }
}
