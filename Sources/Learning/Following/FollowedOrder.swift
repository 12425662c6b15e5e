import DuckDB
import Foundation

/// An order whose delivery was predicted, and what became of it so far.
struct FollowedOrder: Sendable, Hashable {
    /// The order's key, in the version of the warehouse that it was read from.
    let key: Int32
    let purchasedAt: Timestamp
    /// When it arrived; nil while it has not.
    let deliveredAt: Timestamp?
    /// The logarithm of the days that were predicted.
    let predicted: Double
    /// The logarithm of how far off the prediction was expected to be.
    let logScale: Double

    /// How late it is at a moment, in units of the scale: 0 is what was predicted.
    func lateness(at moment: Int64) -> Double {
        let days = Double(moment - purchasedAt.microsecondsSince1970) / 86_400_000_000
        return (log(max(days, 0.001)) - predicted) / exp(logScale)
    }
}
