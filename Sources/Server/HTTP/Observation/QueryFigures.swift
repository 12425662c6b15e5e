import Values
import Warehouse

/// Counts the questions to the warehouse, for Prometheus to fetch.
final class QueryFigures: Sendable {
    /// How long questions ran, by how they ended.
    struct Ended: Sendable {
        var answered = Histogram()
        var failed = Histogram()
        var timedOut = Histogram()
    }

    private let state = Locked(Ended())

    /// What was counted so far.
    var ended: Ended { state.withLock { $0 } }

    /// Counts a question.
    func record(_ time: Duration, _ end: QueryMeter.End) {
        let seconds = time / .seconds(1)
        state.withLock { ended in
            switch end {
            case .answered: ended.answered.record(seconds: seconds)
            case .failed: ended.failed.record(seconds: seconds)
            case .timedOut: ended.timedOut.record(seconds: seconds)
            }
        }
    }
}
