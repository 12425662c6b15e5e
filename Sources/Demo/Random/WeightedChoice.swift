/// Draws places 0 ..< n with given weights.
struct WeightedChoice: Sendable {
    private let bounds: [Double]
    private let guide: [Int32]

    /// - Parameter weights: not negative, at least one positive.
    init(_ weights: [Double]) {
        var sums = [Double]()
        sums.reserveCapacity(weights.count)
        var sum = 0.0
        for weight in weights {
            sum += weight
            sums.append(sum)
        }
        bounds = sums
        // Slot k tells where the search for k/n of the sum starts, so that a draw takes a step or two.
        var slots = [Int32]()
        slots.reserveCapacity(weights.count)
        var place = 0
        for slot in 0..<weights.count {
            let value = sum * (Double(slot) / Double(weights.count))
            while place < weights.count - 1 && sums[place] <= value { place += 1 }
            slots.append(Int32(place))
        }
        guide = slots
    }

    /// The place for a number from 0 up to, but not including, 1.
    @inline(__always)
    func place(_ unit: Double) -> Int {
        let last = bounds.count - 1
        let value = unit * bounds[last]
        var place = Int(guide[min(last, Int(unit * Double(last + 1)))])
        while place > 0 && bounds[place - 1] > value { place -= 1 }
        while place < last && bounds[place] <= value { place += 1 }
        return place
    }
}

/// Draws ranks 0 ..< count of which the low ones are far more popular than the high ones.
struct PopularityCurve: Sendable {
    let count: Int
    private let start: Double
    private let floor: Double
    private let scale: Double

    /// - Parameter top: about how large a part of all draws the most popular rank gets.
    init(count: Int, top: Double) {
        self.count = count
        // The share of rank 0 under rank = count · ((a + (1 − a)u)^5 − a^5)/(1 − a^5) is about 1/(5 · count · a^4).
        let fourth = 1 / (5 * Double(max(count, 1)) * top)
        start = min(0.8, fourth.squareRoot().squareRoot())
        floor = start * start * start * start * start
        scale = Double(count) / (1 - floor)
    }

    @inline(__always)
    func rank(_ unit: Double) -> Int {
        let base = start + (1 - start) * unit
        let square = base * base
        return min(count - 1, Int((square * square * base - floor) * scale))
    }
}
