/// A Swift type that a `Value` can be read as, without loss.
public protocol ValueDecodable {
    /// The value, or nil when it is of another type or does not fit.
    init?(_ value: Value)
}

extension Int: ValueDecodable {
    /// Any integer that fits.
    public init?(_ value: Value) {
        guard let integer = Int64(value) else { return nil }
        self = Int(integer)
    }
}
extension Int64: ValueDecodable {
    /// Any integer that fits; a decimal without digits after the point is one, such as PostgreSQL's sum of bigints.
    public init?(_ value: Value) {
        switch value {
        case .integer(let integer): self = integer
        case .decimal(let decimal) where decimal.scale == 0:
            guard let integer = Int64(exactly: decimal.unscaled) else { return nil }
            self = integer
        default: return nil
        }
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
