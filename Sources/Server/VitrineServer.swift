import Foundation
import Hummingbird
import Logging
import ServiceLifecycle
import Warehouse

/// The program as a server: the API and the dashboard over the current version of a home.
public struct VitrineServer: Sendable {
    /// Where and what to serve.
    public struct Options: Sendable {
        /// The address to listen on.
        public var host: String
        /// The port to listen on; 0 takes a free one.
        public var port: Int
        /// How often to look for a newly published version.
        public var refreshInterval: Duration

        /// Names the address to listen on.
        public init(host: String = "127.0.0.1", port: Int = 5001, refreshInterval: Duration = .milliseconds(500)) {
            self.host = host
            self.port = port
            self.refreshInterval = refreshInterval
        }
    }

    private let monitor: WarehouseMonitor
    private let options: Options
    private let logger: Logger

    /// Opens a home for serving. A home without a version is served too, and picks up the first one published.
    ///
    /// - Throws: ``WarehouseError`` where the current version cannot be opened.
    public init(home: Home, options: Options = Options(), logger: Logger) throws {
        monitor = try WarehouseMonitor(home: home)
        self.options = options
        self.logger = logger
    }

    /// The application, ready to run.
    ///
    /// - Parameter onReady: Told the port once connections are accepted.
    public func application(
        onReady: @escaping @Sendable (Int) async -> Void = { _ in }
    ) throws -> some ApplicationProtocol {
        let router = Router(context: BasicRequestContext.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: LogRequestsMiddleware(.debug))
        router.add(middleware: SecurityHeaders())
        router.add(
            middleware:
                FileMiddleware(
                    try Self.webFolder(), cacheControl: Self.cacheControl, searchForIndexHtml: true, logger: logger))
        APIRoutes(monitor: monitor).add(to: router)
        var application = Application(
            router: router,
            configuration: ApplicationConfiguration(
                address: .hostname(options.host, port: options.port), serverName: "Vitrine"),
            onServerRunning: { channel in await onReady(channel.localAddress?.port ?? 0) },
            logger: logger)
        application.addServices(
            WarehouseWatch(monitor: monitor, interval: options.refreshInterval, logger: logger))
        return application
    }

    /// Files are asked about again each time; an unchanged one costs a 304.
    private static var cacheControl: CacheControl { CacheControl([(MediaType(type: .any), [.noCache])]) }

    private static func webFolder() throws -> String {
        guard let folder = Bundle.module.resourceURL?.appendingPathComponent("Web").path,
            FileManager.default.fileExists(atPath: folder + "/index.html")
        else { throw IncompleteInstallation() }
        return folder
    }
}

/// The web page's files are not where the program was installed.
struct IncompleteInstallation: Error, CustomStringConvertible {
    var description: String { "the installation is incomplete: the web page's files are missing" }
}

/// Looks for newly published versions until the server shuts down.
struct WarehouseWatch: Service {
    let monitor: WarehouseMonitor
    let interval: Duration
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown { await watch() }
    }

    private func watch() async {
        var lastFailure = ""
        while !Task.isCancelled {
            do {
                if let opened = try await monitor.refresh() {
                    logger.info("now serving version \(opened.version.name)")
                }
                lastFailure = ""
            } catch {
                // Said once, not twice a second.
                if lastFailure != "\(error)" { logger.error("cannot change to the newest version: \(error)") }
                lastFailure = "\(error)"
            }
            try? await Task.sleep(for: interval)
        }
    }
}
