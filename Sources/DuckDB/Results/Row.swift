/// One row of a small result, as values by name or position.
public struct Row: Sendable {
    /// The names and positions of the columns, shared by all rows of a result.
    final class Layout: Sendable {
        let columns: [QueryResult.Column]
        let positions: [String: Int]

        init(_ columns: [QueryResult.Column]) {
            self.columns = columns
            positions = Dictionary(
                columns.enumerated().map { ($1.name.lowercased(), $0) }, uniquingKeysWith: { first, _ in first })
        }
    }

    /// The values in the order of the columns.
    public let values: [Value]
    private let layout: Layout

    init(_ layout: Layout, _ values: [Value]) {
        self.layout = layout
        self.values = values
    }

    /// The columns.
    public var columns: [QueryResult.Column] { layout.columns }

    /// The value of a column by its position, from 0.
    public subscript(index: Int) -> Value { values[index] }

    /// The value of a column by its name, without regard to case; null when there is no such column.
    public subscript(name: String) -> Value {
        layout.positions[name.lowercased()].map { values[$0] } ?? .null
    }

    /// The value of a column as a Swift type.
    ///
    /// - Throws: `misuse` when there is no such column, `typeMismatch` when it is NULL or another type.
    public func get<T: ValueDecodable>(_ name: String, as type: T.Type = T.self) throws(DuckDBError) -> T {
        guard let value = try getIfPresent(name, as: type) else {
            throw DuckDBError(.typeMismatch, "column \(name) is NULL where \(type) is wanted")
        }
        return value
    }

    /// The value of a column as a Swift type; nil for NULL.
    ///
    /// - Throws: `misuse` when there is no such column, `typeMismatch` when it is another type.
    public func getIfPresent<T: ValueDecodable>(_ name: String, as type: T.Type = T.self) throws(DuckDBError) -> T? {
        guard let position = layout.positions[name.lowercased()] else {
            let names = columns.map(\.name).joined(separator: ", ")
            throw DuckDBError(.misuse, "there is no column \(name); the result has \(names)")
        }
        let value = values[position]
        if value.isNull { return nil }
        guard let decoded = T(value) else {
            throw DuckDBError(
                .typeMismatch, "column \(name) is \(columns[position].type) and \(value) cannot be read as \(type)")
        }
        return decoded
    }
}

/// A Swift type that a `Value` can be read as, without loss.
public protocol ValueDecodable {
    /// The value, or nil when it is of another type or does not fit.
    init?(_ value: Value)
}

extension Int: ValueDecodable {
    /// Any integer that fits.
    public init?(_ value: Value) {
        guard case .integer(let integer) = value else { return nil }
        self = Int(integer)
    }
}
extension Int64: ValueDecodable {
    /// Any integer that fits.
    public init?(_ value: Value) {
        guard case .integer(let integer) = value else { return nil }
        self = integer
    }
}
extension Double: ValueDecodable {
    /// FLOAT, DOUBLE, or an integer that a double holds exactly.
    public init?(_ value: Value) {
        switch value {
        case .double(let double): self = double
        case .integer(let integer):
            guard let exact = Double(exactly: integer) else { return nil }
            self = exact
        default: return nil
        }
    }
}
extension Bool: ValueDecodable {
    /// BOOLEAN.
    public init?(_ value: Value) {
        guard case .boolean(let boolean) = value else { return nil }
        self = boolean
    }
}
extension String: ValueDecodable {
    /// VARCHAR or the label of an ENUM.
    public init?(_ value: Value) {
        guard case .text(let text) = value else { return nil }
        self = text
    }
}
extension FixedDecimal: ValueDecodable {
    /// DECIMAL or any integer.
    public init?(_ value: Value) {
        switch value {
        case .decimal(let decimal): self = decimal
        case .integer(let integer): self.init(integer)
        default: return nil
        }
    }
}
extension Day: ValueDecodable {
    /// DATE.
    public init?(_ value: Value) {
        guard case .date(let day) = value else { return nil }
        self = day
    }
}
extension Timestamp: ValueDecodable {
    /// TIMESTAMP.
    public init?(_ value: Value) {
        guard case .timestamp(let timestamp) = value else { return nil }
        self = timestamp
    }
}
