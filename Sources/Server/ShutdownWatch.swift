import ServiceLifecycle

/// Tells when the server is asked to stop.
struct ShutdownWatch: Service {
    let onStop: @Sendable () -> Void

    func run() async throws {
        try await withGracefulShutdownHandler {
            try await gracefulShutdown()
        } onGracefulShutdown: {
            onStop()
        }
    }
}
