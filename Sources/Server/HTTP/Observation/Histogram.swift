/// How often something took how long.
struct Histogram: Sendable {
    /// The buckets' upper bounds, in seconds; what took longer than the last is in a bucket of its own.
    static let bounds: [Double] = [
        0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30,
    ]

    /// How many are in each bucket, those of the smaller buckets not counted again.
    private(set) var counts = [Int](repeating: 0, count: bounds.count + 1)
    /// How many there are.
    private(set) var count = 0
    /// How long they took together.
    private(set) var seconds = 0.0

    /// Counts one.
    mutating func record(seconds: Double) {
        var bucket = 0
        while bucket < Self.bounds.count, seconds > Self.bounds[bucket] { bucket += 1 }
        counts[bucket] += 1
        count += 1
        self.seconds += seconds
    }
}
