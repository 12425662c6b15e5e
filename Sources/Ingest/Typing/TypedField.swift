/// A field's value in the form in which it lands. Text points into the reader's buffer, valid until its next record.
enum TypedField {
    case null
    /// A whole number, cents, or microseconds since 1970, by the column's kind.
    case integer(Int64)
    case double(Double)
    case text(UnsafeRawBufferPointer)
}

extension SourceColumn {
    /// Reads a field as this column's kind.
    ///
    /// - Returns: The value, or nil where the field is not such a value; `reason(for:)` then says why.
    @inline(__always)
    func typed(_ field: UnsafeRawBufferPointer) -> TypedField? {
        if field.isEmpty { return isNullable ? .null : nil }
        switch kind {
        case .text:
            return .text(field)
        case .identifier:
            let text = FieldParser.trimmed(field)
            if text.isEmpty { return isNullable ? .null : nil }
            return .text(text)
        case .integer(let range):
            guard let value = FieldParser.integer(field), value >= range.lowerBound, value <= range.upperBound else {
                return blank(field)
            }
            return .integer(value)
        case .money:
            guard let cents = FieldParser.cents(field), (0...Self.mostCents).contains(cents) else {
                return blank(field)
            }
            return .integer(cents)
        case .coordinate(let limit):
            guard let degrees = FieldParser.double(field), degrees.magnitude <= limit else { return blank(field) }
            return .double(degrees)
        case .timestamp:
            guard let microseconds = FieldParser.timestamp(field), Self.timestamps.contains(microseconds) else {
                return blank(field)
            }
            return .integer(microseconds)
        }
    }

    /// A field of nothing but white space is an empty one.
    private func blank(_ field: UnsafeRawBufferPointer) -> TypedField? {
        isNullable && FieldParser.trimmed(field).isEmpty ? .null : nil
    }

    /// Why a field is not a value of this column, in words that tell what would be.
    func reason(for field: UnsafeRawBufferPointer) -> String {
        if FieldParser.trimmed(field).isEmpty { return "is empty, but every row needs it" }
        switch kind {
        case .text, .identifier:
            return "is not text"
        case .integer(let range):
            guard let value = FieldParser.integer(field) else { return "is not a whole number" }
            return value < range.lowerBound
                ? "is below \(range.lowerBound), the least allowed" : "is above \(range.upperBound), the most allowed"
        case .money:
            guard let cents = FieldParser.cents(field) else {
                if FieldParser.isAmbiguousAmount(field) {
                    return "has three digits after a comma, which may be thousands or decimals"
                }
                return "is not an amount of money: digits, with two decimals at most"
            }
            return cents < 0 ? "is negative" : "is larger than 9999999999.99, the most allowed"
        case .coordinate(let limit):
            return FieldParser.double(field) == nil
                ? "is not a number" : "is not between -\(Int(limit)) and \(Int(limit)) degrees"
        case .timestamp:
            return FieldParser.timestamp(field) == nil
                ? "is not a date and time: YYYY-MM-DD HH:MM:SS without a zone, of a day that exists"
                : "is not between the years 2000 and 2100"
        }
    }

    /// What `DECIMAL(12,2)` holds.
    private static let mostCents: Int64 = 999_999_999_999
    /// From the start of 2000 to the end of 2100.
    private static let timestamps: Range<Int64> = 946_684_800_000_000..<4_133_980_800_000_000
}
