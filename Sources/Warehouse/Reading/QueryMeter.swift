import DuckDB

/// Limits how long a question to the warehouse may run, and counts those that do.
///
/// The time is that on a connection; waiting for one does not count.
public final class QueryMeter: Sendable {
    /// How a question ended.
    public enum End: Sendable {
        /// It was answered.
        case answered
        /// It failed, or was given up.
        case failed
        /// It ran too long.
        case timedOut
    }

    /// How long a question may run; nil without limit.
    public let limit: Duration?
    private let running = Locked(0)
    private let ended: @Sendable (Duration, End) -> Void

    /// - Parameters:
    ///   - limit: How long a question may run.
    ///   - ended: Told of every question how long it ran and how it ended.
    public init(limit: Duration? = nil, ended: @escaping @Sendable (Duration, End) -> Void = { _, _ in }) {
        self.limit = limit
        self.ended = ended
    }

    /// How many questions run now.
    public var runningCount: Int { running.withLock { $0 } }

    private struct State {
        var isOver = false
        var hasEnded = false
    }

    /// Runs a question.
    ///
    /// - Parameters:
    ///   - interrupt: Ends the query that runs; called from another thread.
    ///   - isInterrupt: Whether an error is that of a query which was ended so.
    /// - Throws: ``QueryTimeout`` when it was interrupted for running too long.
    func run<Answer>(
        interrupt: @escaping @Sendable () -> Void, isInterrupt: (any Error) -> Bool, _ body: () throws -> Answer
    ) throws -> Answer {
        running.withLock { $0 += 1 }
        let start = ContinuousClock.now
        let state = Locked(State())
        let alarm = limit.map { limit in
            Alarms.shared.set(after: limit) {
                state.withLock { state in
                    // The connection may be another question's by now.
                    guard !state.hasEnded else { return false }
                    state.isOver = true
                    interrupt()
                    // Again and again, since an interrupt between two queries of one question meets neither.
                    return true
                }
            }
        }
        var end = End.failed
        defer {
            state.withLock { $0.hasEnded = true }
            if let alarm { Alarms.shared.cancel(alarm) }
            running.withLock { $0 -= 1 }
            ended(.now - start, end)
        }
        do {
            let answer = try body()
            end = .answered
            return answer
        } catch  where isInterrupt(error) && state.withLock({ $0.isOver }) {
            end = .timedOut
            throw QueryTimeout(limit: limit ?? .zero)
        }
    }
}

/// A question to the warehouse ran longer than it may, and was ended.
public struct QueryTimeout: Error, Sendable, CustomStringConvertible {
    /// How long it may run.
    public let limit: Duration

    /// Tells of the limit.
    public init(limit: Duration) { self.limit = limit }

    /// What happened.
    public var description: String { "the query ran longer than \(limit) and was ended" }
}
