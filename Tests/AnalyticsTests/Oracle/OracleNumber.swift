import DuckDB

/// A metric's value without any rounding.
enum OracleNumber {
    case count(Int)
    case cents(Int)
    /// A numerator and a divisor, which is not zero.
    case quotient(Int, Int)
    case none

    /// A quotient; none where the divisor is zero.
    init(_ numerator: Int, over divisor: Int) {
        self = divisor == 0 ? .none : .quotient(numerator, divisor)
    }

    private var fraction: (numerator: Int, divisor: Int)? {
        switch self {
        case .count(let count): (count, 1)
        case .cents(let cents): (cents, 100)
        case .quotient(let numerator, let divisor): (numerator, divisor)
        case .none: nil
        }
    }

    /// Whether this comes before another number; nil where neither does. What is none comes last both ways.
    func precedes(_ other: OracleNumber, isDescending: Bool) -> Bool? {
        switch (fraction, other.fraction) {
        case (nil, nil): return nil
        case (nil, _): return false
        case (_, nil): return true
        case (let left?, let right?):
            let (first, second) = (
                Int128(left.numerator) * Int128(right.divisor), Int128(right.numerator) * Int128(left.divisor)
            )
            return first == second ? nil : (first < second) != isDescending
        }
    }

    /// Whether an answer's value is this one: exactly for counts and money, to 1e-9 for quotients.
    func agrees(with value: Value) -> Bool {
        switch (self, value) {
        case (.none, .null): return true
        case (.count(let count), .integer(let value)): return Int64(count) == value
        case (.cents(let cents), .decimal(let value)):
            return value.scale == 2 && value.unscaled == Int128(cents)
        case (.quotient(let numerator, let divisor), .double(let value)):
            let expected = Double(numerator) / Double(divisor)
            return abs(value - expected) <= 1e-9 * abs(expected)
        default: return false
        }
    }
}

extension OracleNumber: CustomStringConvertible {
    var description: String {
        switch self {
        case .count(let count): "\(count)"
        case .cents(let cents): "\(FixedDecimal(unscaled: Int128(cents), scale: 2))"
        case .quotient(let numerator, let divisor): "\(Double(numerator) / Double(divisor))"
        case .none: "null"
        }
    }
}
