import DuckDB

/// What a question is restricted to: values of dimensions. Values of one dimension are alternatives; dimensions add up.
public struct Filters: Sendable, Hashable {
    /// One dimension's values.
    public struct Filter: Sendable, Hashable {
        /// The dimension.
        public let dimension: Dimension
        /// The values as they were given, sorted; an empty text stands for having none.
        public let values: [String]
        /// The values as the warehouse knows them; null stands for having none.
        let keys: [Value]
    }

    /// The filters, in the order of the dimensions' names.
    public private(set) var all: [Filter] = []

    /// No restriction.
    public init() {}

    /// Adds values of a dimension to those that rows may have.
    ///
    /// - Parameters:
    ///   - values: As they stand in answers; an empty text asks for rows that have none.
    ///   - dimension: What the values are of.
    /// - Throws: ``FilterError`` where a value cannot be one of the dimension's.
    public mutating func restrict(_ dimension: Dimension, to values: [String]) throws(FilterError) {
        guard dimension.isFilter else { throw FilterError(dimension: dimension, value: "", reason: .notAFilter) }
        let known = all.first { $0.dimension == dimension }?.values ?? []
        // As the warehouse tells texts apart: by bytes.
        let wanted = (known + values.map(dimension.normalised))
            .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
            .reduce(into: [String]()) { if $0.last?.hasSameBytes(as: $1) != true { $0.append($1) } }
        var keys: [Value] = []
        for value in wanted { keys.append(try dimension.filterKey(value)) }
        all.removeAll { $0.dimension == dimension }
        all.append(Filter(dimension: dimension, values: wanted, keys: keys))
        all.sort { $0.dimension.name < $1.dimension.name }
    }

    /// Whether nothing is restricted.
    public var isEmpty: Bool { all.isEmpty }

    func of(_ entity: Fact) -> [Filter] { all.filter { $0.dimension.entity == entity } }
}

/// Why a value cannot be filtered by.
public struct FilterError: Error, Sendable, Hashable {
    /// What is wrong with it.
    public enum Reason: Sendable, Hashable {
        /// The dimension is filtered by the range.
        case notAFilter
        /// The dimension has whole numbers.
        case notANumber
        /// The dimension has other values.
        case unknown([String])
        /// No value is that long.
        case tooLong
    }

    /// The dimension.
    public let dimension: Dimension
    /// The value at fault.
    public let value: String
    /// What is wrong with it.
    public let reason: Reason
}

extension Dimension {
    /// No id or name of a marketplace has more characters.
    private static let longestValue = 200
    /// Up to nine digits.
    private static let wholeNumbers: ClosedRange<Int32> = -999_999_999...999_999_999

    /// A value in the one form that the warehouse has: states in capitals, cities in small letters.
    func normalised(_ value: String) -> String {
        switch name {
        case "state", "region", "seller_state", "seller_region": value.uppercased()
        case "city", "seller_city": value.lowercased()
        default: value
        }
    }

    /// The value that rows are compared with, null for an empty text.
    func filterKey(_ value: String) throws(FilterError) -> Value {
        if value.isEmpty { return .null }
        guard value.unicodeScalars.count <= Self.longestValue, !value.utf8.contains(0) else {
            throw FilterError(dimension: self, value: String(value.prefix(40)), reason: .tooLong)
        }
        switch form {
        case .text, .day:
            return .text(value)
        case .labels(let labels):
            guard let position = labels.firstIndex(of: value) else {
                throw FilterError(dimension: self, value: value, reason: .unknown(labels))
            }
            return .integer(Int64(position))
        case .integer:
            if let values, !values.contains(where: { $0.value == value }) {
                throw FilterError(dimension: self, value: value, reason: .unknown(values.map(\.value)))
            }
            guard let number = Int32(value), Self.wholeNumbers.contains(number), String(number) == value else {
                throw FilterError(dimension: self, value: value, reason: .notANumber)
            }
            return .integer(Int64(number))
        }
    }
}

extension Dimension {
    /// Whether filters refuse values other than the known ones.
    public var isClosed: Bool {
        switch form {
        case .labels: true
        case .integer: values != nil
        case .text, .day: false
        }
    }
}
