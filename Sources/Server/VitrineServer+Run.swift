import Hummingbird
import ServiceLifecycle
import UnixSignals
import Values

extension VitrineServer {
    /// Serves until SIGTERM or SIGINT comes; then finishes what is under way and returns.
    ///
    /// New connections are refused from the signal on. Requests still running when the time of
    /// ``Options/shutdownTimeout`` is over are cancelled, and their queries ended.
    ///
    /// - Parameters:
    ///   - onReady: Told the port once connections are accepted.
    ///   - onStop: Called when the signal comes.
    public func run(
        onReady: @escaping @Sendable (Int) async -> Void, onStop: @escaping @Sendable () -> Void = {}
    ) async throws {
        defer { flushLog() }
        let isStopping = Locked(false)
        let watch = ShutdownWatch {
            isStopping.withLock { $0 = true }
            onStop()
        }
        // The last one hears of a signal first: those of the application itself only hear of it when the requests are done.
        var configuration = ServiceGroupConfiguration(
            services: [try application(onReady: onReady), watch], gracefulShutdownSignals: [.sigterm, .sigint],
            logger: logger)
        configuration.maximumGracefulShutdownDuration = options.shutdownTimeout
        do {
            try await ServiceGroup(configuration: configuration).run()
        } catch {
            // What was cancelled on purpose is no failure.
            guard isStopping.withLock({ $0 }) else { throw error }
        }
    }

    /// Writes out what of the access log is still to be written.
    public func flushLog() { log?.flush() }
}
