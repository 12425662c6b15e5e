import DuckDB
import Foundation

/// How long deliveries took, over the delivered orders that say when they were delivered. Times are in days; nil where
/// there is no delivery.
public struct DeliveryStatistics: Sendable, Hashable {
    /// How many deliveries there are.
    public let count: Int
    /// The mean.
    public let mean: Double?
    /// The median.
    public let median: Double?
    /// The shortest.
    public let shortest: Double?
    /// The longest.
    public let longest: Double?
    /// The standard deviation of a sample.
    public let deviation: Double?
    /// Deliveries not after the promised date ÷ deliveries.
    public let onTimeRate: Double?
}

extension Analyst {
    /// How long deliveries took.
    public func deliveryStatistics(over days: DayRange, filters: Filters) async throws -> DeliveryStatistics {
        guard filters.isEmpty, hasDeliveriesInOrder else {
            let row = try await rows(of: "delivery_statistics", over: days, filters: filters).first
            let median = row?["seconds_median"].real.map { $0 / Deliveries.secondsADay }
            return DeliveryStatistics(try row.map(Deliveries.init) ?? Deliveries(), median: median)
        }
        // A mart counts deliveries by whole days, so only those of the days that the median lies on are put in order.
        var total = Deliveries()
        var counts: [(days: Int64, deliveries: Int)] = []
        for row in try await rows(of: "deliveries", over: days, filters: filters) {
            let part = try Deliveries(row)
            total.add(part)
            counts.append((try row.get("delivery_days"), part.count))
        }
        return DeliveryStatistics(total, median: try await median(of: counts, over: days))
    }

    /// The median in days; nil where there is no delivery.
    ///
    /// - Parameter counts: How many deliveries took each number of whole days, in order.
    private func median(of counts: [(days: Int64, deliveries: Int)], over days: DayRange) async throws -> Double? {
        let count = counts.reduce(0) { $0 + $1.deliveries }
        guard count > 0 else { return nil }
        // The two in the middle, or the one twice.
        let places = [(count - 1) / 2, count / 2]
        var before = 0
        var chosen: (first: Int64, last: Int64, skipped: Int)?
        for (days, deliveries) in counts {
            let after = before + deliveries
            if let known = chosen {
                if places[1] >= before { chosen = (known.first, days, known.skipped) }
            } else if places[0] < after {
                chosen = (days, days, places[0] - before)
            }
            before = after
        }
        guard let chosen else { return nil }
        let middle = try await rows(
            of: "deliveries_in_order", over: days, filters: Filters(),
            with: [
                "first": .integer(chosen.first), "last": .integer(chosen.last),
                "skipped": .integer(Int64(chosen.skipped)), "count": .integer(Int64(places[1] - places[0] + 1)),
            ])
        let seconds = try middle.map { try $0.get("delivery_seconds", as: Int.self) }
        guard !seconds.isEmpty else { return nil }
        return Double(seconds.reduce(0, +)) / Double(seconds.count) / Deliveries.secondsADay
    }
}

extension DeliveryStatistics {
    fileprivate init(_ deliveries: Deliveries, median: Double?) {
        self.init(
            count: deliveries.count, mean: deliveries.mean, median: median,
            shortest: deliveries.shortest.map(Deliveries.days), longest: deliveries.longest.map(Deliveries.days),
            deviation: deliveries.deviation, onTimeRate: deliveries.onTimeRate)
    }
}

/// Exact sums over deliveries.
private struct Deliveries {
    static let secondsADay = 86_400.0

    private(set) var count = 0
    /// In seconds, as are the others.
    private var sum: Int128 = 0
    private var squares: Int128 = 0
    private(set) var shortest: Int?
    private(set) var longest: Int?
    private var promised = 0
    private var onTime = 0

    init() {}

    /// A row of sums.
    init(_ row: Row) throws {
        count = try row.get("delivery_count")
        sum = Int128(try row.getIfPresent("seconds_sum", as: Int.self) ?? 0)
        switch row["squares_sum"] {
        case .decimal(let squares): self.squares = squares.integerPart
        case .integer(let squares): self.squares = Int128(squares)
        default: break
        }
        shortest = try row.getIfPresent("seconds_min")
        longest = try row.getIfPresent("seconds_max")
        promised = try row.get("promised_count")
        onTime = try row.get("on_time_count")
    }

    mutating func add(_ other: Deliveries) {
        count += other.count
        sum += other.sum
        squares += other.squares
        shortest = [shortest, other.shortest].compactMap { $0 }.min()
        longest = [longest, other.longest].compactMap { $0 }.max()
        promised += other.promised
        onTime += other.onTime
    }

    static func days(_ seconds: Int) -> Double { Double(seconds) / secondsADay }

    /// The mean in days.
    var mean: Double? { count > 0 ? Double(sum) / Double(count) / Self.secondsADay : nil }

    /// The standard deviation of a sample in days; the sums are exact, since the squares of many do not fit a double.
    var deviation: Double? {
        guard count > 1 else { return nil }
        let spread = Double(squares * Int128(count) - sum * sum)
        return (max(0, spread) / Double(count) / Double(count - 1)).squareRoot() / Self.secondsADay
    }

    var onTimeRate: Double? { promised > 0 ? Double(onTime) / Double(promised) : nil }
}
