/// Mixes 64 bits so that every bit of the result depends on every bit of the input (the finalizer of SplitMix64).
/// It is a bijection: distinct inputs give distinct results.
@inline(__always)
func mixed(_ value: UInt64) -> UInt64 {
    var bits = value
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
}

/// What a random stream or an id is for, so that streams of the same index do not run alike.
enum Purpose: UInt64 {
    case order = 1
    case customer, person, product, seller, review, point, prefix, day, repeatBuyer, promotion
    case orderPermutation, fatePermutation, pairPermutation, productPermutation, coveragePermutation
    case sellerPermutation, personPermutation
}

/// A seed from which every purpose gets a key of its own.
struct Seed: Sendable {
    let value: UInt64

    @inline(__always)
    func key(_ purpose: Purpose) -> UInt64 {
        mixed(value &+ 0x9E37_79B9_7F4A_7C15 &* (purpose.rawValue &+ 1))
    }

    /// The random stream of the thing number `index` of its kind.
    @inline(__always)
    func stream(_ purpose: Purpose, _ index: Int) -> RandomStream {
        RandomStream(state: mixed(key(purpose) &+ UInt64(truncatingIfNeeded: index)))
    }

    /// The id of the thing number `index` of its kind. Distinct indexes have distinct ids.
    @inline(__always)
    func id(_ purpose: Purpose, _ index: Int) -> Identifier {
        let high = mixed(key(purpose) ^ UInt64(truncatingIfNeeded: index))
        return Identifier(high: high, low: mixed(high ^ 0xD1B5_4A32_D192_ED03))
    }
}

/// 128 bits, written as 32 hex characters.
struct Identifier: Sendable {
    let high: UInt64
    let low: UInt64
}

/// A stream of random numbers that is the same on every machine: SplitMix64 and plain IEEE arithmetic, no library calls.
struct RandomStream {
    var state: UInt64

    @inline(__always)
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return mixed(state)
    }

    /// From 0 up to, but not including, 1.
    @inline(__always)
    mutating func unit() -> Double {
        Double(next() >> 11) * 0x1p-53
    }

    /// From 0 up to, but not including, `bound`, which is positive.
    @inline(__always)
    mutating func below(_ bound: Int) -> Int {
        Int(truncatingIfNeeded: next().multipliedFullWidth(by: UInt64(bound)).high)
    }

    /// True with the given probability.
    @inline(__always)
    mutating func chance(_ probability: Double) -> Bool {
        unit() < probability
    }

    /// Close to a normal distribution with mean 0 and deviation 1, never beyond ±3.5: the sum of four 16-bit parts.
    @inline(__always)
    mutating func normal() -> Double {
        let bits = next()
        let sum = (bits & 0xFFFF) + ((bits >> 16) & 0xFFFF) + ((bits >> 32) & 0xFFFF) + (bits >> 48)
        return (Double(sum) - 131_070) * (1.0 / 37_837.3)
    }

    /// Log-normal with the given median and deviation of the logarithm.
    @inline(__always)
    mutating func logNormal(median: Double, spread: Double) -> Double {
        median * exponential(spread * normal())
    }
}

/// e to the power of `value`, from plain arithmetic, so that it is the same on every machine.
@inline(__always)
func exponential(_ value: Double) -> Double {
    let power = (value * 1.4426950408889634).rounded()
    let rest = value - power * 0.6931471805599453
    var sum = 1 + rest * (1.0 / 9)
    sum = 1 + rest * (1.0 / 8) * sum
    sum = 1 + rest * (1.0 / 7) * sum
    sum = 1 + rest * (1.0 / 6) * sum
    sum = 1 + rest * (1.0 / 5) * sum
    sum = 1 + rest * (1.0 / 4) * sum
    sum = 1 + rest * (1.0 / 3) * sum
    sum = 1 + rest * (1.0 / 2) * sum
    sum = 1 + rest * sum
    return Double(sign: .plus, exponent: Int(power), significand: sum)
}
