import Foundation

/// What the past says of a seller, a category or a route: a sum of logarithms and how many there were.
///
/// Integers add up exactly, so a level does not depend on the order in which its parts came.
struct Level: Sendable, Hashable {
    /// Millionths of natural logarithms.
    var logSum: Int64 = 0
    /// How many values.
    var count: Int64 = 0

    /// The mean of the logarithms; nil without a past.
    var mean: Double? { count > 0 ? Double(logSum) / Double(count) / 1_000_000 : nil }

    static func += (level: inout Level, other: Level) {
        level.logSum += other.logSum
        level.count += other.count
    }
}
