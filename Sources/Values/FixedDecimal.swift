/// An exact decimal number, as the databases store a DECIMAL: `unscaled` × 10^-`scale`.
///
/// Two numbers are equal when they have the same value, whatever their scales: 1.5 equals 1.50.
@frozen
public struct FixedDecimal: Sendable {
    /// The digits as an integer: 12345 for 123.45.
    public let unscaled: Int128
    /// How many of the digits stand after the point, 0 to 38.
    public let scale: Int

    /// The number `unscaled` × 10^-`scale`; `scale` is held to 0…38, the range of a DECIMAL of 128 bits.
    @inlinable
    public init(unscaled: Int128, scale: Int) {
        self.unscaled = unscaled
        self.scale = min(max(scale, 0), 38)
    }

    /// A whole number.
    public init(_ integer: some BinaryInteger) {
        self.init(unscaled: Int128(integer), scale: 0)
    }

    /// The same number with another scale; nil when that would lose a digit or does not fit.
    public func rescaled(to scale: Int) -> FixedDecimal? {
        guard (0...38).contains(scale) else { return nil }
        if scale >= self.scale {
            let (product, overflow) = unscaled.multipliedReportingOverflow(by: Self.power(scale - self.scale))
            return overflow ? nil : FixedDecimal(unscaled: product, scale: scale)
        }
        let (quotient, rest) = unscaled.quotientAndRemainder(dividingBy: Self.power(self.scale - scale))
        return rest == 0 ? FixedDecimal(unscaled: quotient, scale: scale) : nil
    }

    /// The integer part, if it fits: 123 for 123.45, -123 for -123.45.
    public var integerPart: Int128 { unscaled / Self.power(scale) }

    /// The digits, where 64 bits hold them: a fraction of the work of 128.
    @inlinable
    public var unscaled64: Int64? {
        let low = Int64(truncatingIfNeeded: unscaled)
        return Int128(low) == unscaled ? low : nil
    }

    /// 10 to the power of 0…38.
    package static func power(_ exponent: Int) -> Int128 {
        var power: Int128 = 1
        for _ in 0..<exponent { power *= 10 }
        return power
    }

    /// 10 to the power of 0…38; exact up to 22.
    package static func realPower(_ exponent: Int) -> Double {
        var power = 1.0
        for _ in 0..<exponent { power *= 10 }
        return power
    }

    /// The same number with the smallest scale, so that equal numbers have one form.
    private var reduced: FixedDecimal {
        var (unscaled, scale) = (unscaled, scale)
        while scale > 0, unscaled % 10 == 0 {
            unscaled /= 10
            scale -= 1
        }
        return FixedDecimal(unscaled: unscaled, scale: scale)
    }
}

extension FixedDecimal: Hashable, Comparable {
    /// Whether two numbers have the same value.
    public static func == (left: FixedDecimal, right: FixedDecimal) -> Bool {
        if left.scale == right.scale { return left.unscaled == right.unscaled }
        let (left, right) = (left.reduced, right.reduced)
        return left.scale == right.scale && left.unscaled == right.unscaled
    }

    /// Equal numbers hash alike, whatever their scales.
    public func hash(into hasher: inout Hasher) {
        let reduced = reduced
        hasher.combine(reduced.unscaled)
        hasher.combine(reduced.scale)
    }

    /// Whether one number is less than another, exactly.
    public static func < (left: FixedDecimal, right: FixedDecimal) -> Bool {
        if left.scale == right.scale { return left.unscaled < right.unscaled }
        let (leftWhole, rightWhole) = (left.floor, right.floor)
        if leftWhole != rightWhole { return leftWhole < rightWhole }
        // Same whole part: compare what is after the point, which always fits at the larger scale.
        let scale = max(left.scale, right.scale)
        return left.fraction(atScale: scale) < right.fraction(atScale: scale)
    }

    private var floor: Int128 {
        let (quotient, rest) = unscaled.quotientAndRemainder(dividingBy: Self.power(scale))
        return rest < 0 ? quotient - 1 : quotient
    }

    private func fraction(atScale target: Int) -> Int128 {
        let rest = unscaled % Self.power(scale)
        let positive = rest < 0 ? rest + Self.power(scale) : rest
        return positive * Self.power(target - scale)
    }
}

extension FixedDecimal: CustomStringConvertible, LosslessStringConvertible {
    /// The number with all digits of its scale, such as `-123.40`.
    public var description: String {
        var digits = String(unscaled.magnitude)
        if scale > 0 {
            if digits.count <= scale { digits = String(repeating: "0", count: scale - digits.count + 1) + digits }
            digits.insert(".", at: digits.index(digits.endIndex, offsetBy: -scale))
        }
        return unscaled < 0 ? "-" + digits : digits
    }

    /// Reads an optional sign, digits, and an optional point with digits; the scale is the number of digits after the
    /// point. Nil for anything else, and for more than 38 digits.
    public init?(_ text: String) {
        var unscaled: Int128 = 0
        var scale: Int?
        var count = 0
        var isNegative = false
        for (index, byte) in text.utf8.enumerated() {
            switch byte {
            case UInt8(ascii: "-") where index == 0: isNegative = true
            case UInt8(ascii: "+") where index == 0: break
            case UInt8(ascii: ".") where scale == nil && count > 0: scale = 0
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                count += 1
                guard count <= 38 else { return nil }
                unscaled = unscaled * 10 + Int128(byte - UInt8(ascii: "0"))
                if let digits = scale { scale = digits + 1 }
            default: return nil
            }
        }
        guard count > 0, text.utf8.last != UInt8(ascii: ".") else { return nil }
        self.init(unscaled: isNegative ? -unscaled : unscaled, scale: scale ?? 0)
    }
}

extension Double {
    /// The double nearest to a decimal; digits beyond a double's 15 to 17 are lost.
    public init(_ decimal: FixedDecimal) {
        if let unscaled = decimal.unscaled64, unscaled.magnitude < 1 << 53, decimal.scale <= 22 {
            // Both are exact doubles, so one rounding gives the nearest.
            self = Double(unscaled) / FixedDecimal.realPower(decimal.scale)
        } else {
            self = Double(decimal.description) ?? .nan
        }
    }
}
