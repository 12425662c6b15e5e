import NIOCore

/// Runs tasks on the thread that reads and writes their connection.
///
/// A request that needs the database takes two changes of thread then, there and back, instead of four or more, each of which
/// has to wake a thread: up to a twelfth of the time of short answers. Other connections of the thread wait meanwhile, so what
/// takes long by itself is done ``elsewhere(_:)``.
final class LoopExecutor: TaskExecutor {
    private let loop: any EventLoop

    /// - Parameter loop: The connection's.
    init(_ loop: any EventLoop) { self.loop = loop }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        loop.execute { [self] in job.runSynchronously(on: asUnownedTaskExecutor()) }
    }
}

/// Does what takes longer than a millisecond on threads that no connection waits for.
///
/// - Parameter isLong: Whether it takes so long; otherwise it is done here.
func elsewhere<Result: Sendable, Failure: Error>(
    if isLong: Bool = true, _ work: @Sendable () async throws(Failure) -> Result
) async throws(Failure) -> Result {
    guard isLong else { return try await work() }
    return try await withTaskExecutorPreference(globalConcurrentExecutor, operation: work)
}
