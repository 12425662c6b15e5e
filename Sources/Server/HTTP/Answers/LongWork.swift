import Dispatch
import Foundation
import Values

/// Does what keeps a processor busy for long, such as predictions, on threads that nothing else waits for.
///
/// Swift's own threads are as many as there are processors, and whatever is not on a connection's thread needs one of them:
/// health, new connections, signals. Requests take turns here, each with a piece of its work at a time, so that a short one
/// waits for no long one; a request ends between two pieces when its time is over or nobody waits for it any more.
///
///     try await work.whole(weight: body.count) {
///         let orders = try await work.piece { try read(body) }
///         return try await work.piece { try predict(orders) }
///     }
final class LongWork: Sendable {
    private let threads: WaitingLine<DispatchQueue>
    private let capacity: Int
    private let timeLimit: Duration
    private let weight = Locked(0)

    /// - Parameters:
    ///   - threads: How many pieces are done at a time; half of the processors otherwise.
    ///   - capacity: How heavy all requests together may be.
    ///   - timeLimit: How long one request may take.
    init(
        threads: Int = max(ProcessInfo.processInfo.activeProcessorCount / 2, 1), capacity: Int, timeLimit: Duration
    ) {
        self.threads = WaitingLine((1...threads).map { DispatchQueue(label: "long work \($0)") })
        self.capacity = capacity
        self.timeLimit = timeLimit
    }

    /// Does the whole work of a request.
    ///
    /// - Parameters:
    ///   - weight: What it takes of the capacity.
    ///   - client: Who waits for it; when the client leaves, the work ends.
    ///   - work: Does it, by way of ``piece(_:)``.
    /// - Throws: What `work` throws; ``APIError`` where too much is being done already; ``AnswerTimeout`` when it took too
    ///   long; `CancellationError` when this task was cancelled or the client has left.
    func whole<Result: Sendable>(
        weight: Int, client: Client? = Client.current, _ work: @escaping @Sendable () async throws -> Result
    ) async throws -> Result {
        try admit(weight)
        defer { self.weight.withLock { $0 -= weight } }
        let task = Task(executorPreference: client?.executor) { try await work() }
        let isLate = Locked(false)
        let alarm = Alarms.shared.set(after: timeLimit) {
            isLate.withLock { $0 = true }
            task.cancel()
            return false
        }
        let watch = client?.watch { task.cancel() }
        defer {
            Alarms.shared.cancel(alarm)
            if let watch { client?.unwatch(watch) }
        }
        do {
            return try await withTaskCancellationHandler {
                try await task.value
            } onCancel: {
                task.cancel()
            }
        } catch is CancellationError where isLate.withLock({ $0 }) {
            throw AnswerTimeout(limit: timeLimit)
        }
    }

    /// Does a piece of a request's work when it is its turn. Others wait for it, so it takes some hundredths of a second.
    func piece<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
        let thread = try await threads.take()
        defer { threads.give(back: thread) }
        return try await withCheckedThrowingContinuation { continuation in
            thread.async { continuation.resume(with: Swift.Result { try work() }) }
        }
    }

    private func admit(_ more: Int) throws(APIError) {
        let isAdmitted = weight.withLock { weight in
            guard weight + more <= capacity else { return false }
            weight += more
            return true
        }
        guard isAdmitted else { throw .busy }
    }
}
