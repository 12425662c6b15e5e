/// A random order of the numbers 0 ..< count that needs no memory: a Feistel network over the next power of four, walked
/// until it lands inside.
///
/// It spreads exact counts: "the orders whose rank is below 8" are exactly eight orders, scattered over all.
struct Permutation: Sendable {
    let count: Int
    private let half: UInt64
    private let mask: UInt64
    private let keys: (UInt64, UInt64, UInt64, UInt64)

    init(count: Int, seed: Seed, purpose: Purpose) {
        self.count = count
        var bits: UInt64 = 1
        while (1 << (2 * bits)) < max(count, 2) { bits += 1 }
        half = bits
        mask = (1 << bits) - 1
        var stream = seed.stream(purpose, 0)
        keys = (stream.next(), stream.next(), stream.next(), stream.next())
    }

    /// The rank of `index`, which must lie in 0 ..< count; so does the rank, and no two indexes share one.
    @inline(__always)
    func rank(_ index: Int) -> Int {
        precondition(index >= 0 && index < count, "the walk ends only for an index that is in range")
        var value = UInt64(index)
        repeat {
            var left = value >> half
            var right = value & mask
            left ^= mixed(right ^ keys.0) & mask
            right ^= mixed(left ^ keys.1) & mask
            left ^= mixed(right ^ keys.2) & mask
            right ^= mixed(left ^ keys.3) & mask
            value = (left << half) | right
        } while value >= UInt64(count)
        return Int(value)
    }
}
