import Foundation
import Hummingbird
import HummingbirdCore
import Learning
import Logging
import ServiceLifecycle
import Warehouse

/// The program as a server: the API and the dashboard over the current version of a warehouse.
public struct VitrineServer: Sendable {
    private let monitor: WarehouseMonitor
    private let models: PredictorMonitor
    let options: Options
    let logger: Logger
    private let cache: AnswerCache
    private let metrics = Metrics()
    private let connections: OpenConnections
    private let queries: QueryFigures
    private let meter: QueryMeter
    let log: AccessLog?

    /// Opens a warehouse for serving. One without a version is served too, and so is a database server that does not answer
    /// yet: the first version that can be read is picked up.
    ///
    /// - Parameters:
    ///   - home: The home; models are there.
    ///   - warehouse: Where the versions are, when not in the home.
    /// - Throws: ``WarehouseError`` where the current version cannot be opened.
    public init(
        home: Home, warehouse: WarehouseAddress = .embedded, options: Options = Options(), logger: Logger
    ) throws {
        let queries = QueryFigures()
        self.queries = queries
        meter = QueryMeter(limit: options.queryTimeout) { queries.record($0, $1) }
        monitor = try WarehouseMonitor(home: home, warehouse: warehouse, asOf: options.asOf, meter: meter)
        models = PredictorMonitor(home: home)
        self.options = options
        self.logger = logger
        connections = OpenConnections(limit: options.connections.count)
        cache = AnswerCache(capacity: options.cacheCapacity, timeLimit: options.requestTimeout)
        log = AccessLog.Form(rawValue: options.accessLog.rawValue).map { AccessLog(form: $0, writer: LogWriter()) }
    }

    /// Whether there is a version to serve.
    public var hasData: Bool { monitor.current != nil }

    /// Why no version can be looked for at the moment; nil where that works.
    public var obstacle: WarehouseError? { monitor.obstacle }

    /// The application, ready to run.
    ///
    /// - Parameter onReady: Told the port once connections are accepted.
    func application(
        onReady: @escaping @Sendable (Int) async -> Void = { _ in }
    ) throws -> Application<FrontDoor> {
        let door = try frontDoor()
        let orders = ConnectionGuard.Orders(
            limits: options.connections, bodyLength: door.limits.bodyLength, urlLength: door.limits.urlLength,
            connections: connections, refused: door.refused, unknownMethod: door.unknownMethod,
            answerAtOnce: door.answerAtOnce)
        var application = Application(
            responder: door,
            server: HTTPServerBuilder { GuardedChannel(responder: $0, limits: door.limits, orders: orders) },
            configuration: ApplicationConfiguration(
                address: .hostname(options.host, port: options.port), serverName: FrontDoor.serverName,
                availableConnectionsDelegate: connections),
            onServerRunning: { channel in await onReady(channel.localAddress?.port ?? 0) },
            logger: logger)
        application.addServices(
            WarehouseWatch(
                monitor: monitor, models: models, cache: cache, interval: options.refreshInterval, logger: logger))
        return application
    }

    private func frontDoor() throws -> FrontDoor {
        let router = Router(context: BasicRequestContext.self)
        router.add(middleware: FailureForm())
        let answers = Answers(cache: cache)
        let work = LongWork(capacity: RequestBody.mostBytesTogether, timeLimit: options.requestTimeout)
        APIRoutes(monitor: monitor, models: models, answers: answers, work: work).add(to: router)
        let page = MetricsPage(
            metrics: metrics, connections: connections, cache: cache, meter: meter, queries: queries, monitor: monitor)
        router.get("metrics") { _, _ in page.response() }
        return FrontDoor(
            router: router.buildResponder(), routes: RouteTable(router),
            files: StaticFiles(folder: try Self.webFolder()),
            answers: answers, currentVersion: { [monitor] in monitor.current?.identity },
            hosts: HostCheck(listeningOn: options.host, names: options.hostNames), limits: RequestLimits(),
            crossOrigin: options.crossOrigins.isEmpty ? nil : CrossOrigin(origins: options.crossOrigins),
            metrics: metrics, log: log)
    }

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
    let models: PredictorMonitor
    let cache: AnswerCache
    let interval: Duration
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown { await watch() }
    }

    private func tellOfModels() {
        if let predictor = models.current {
            logger.info("now predicting with model \(predictor.number)")
        } else if let refusal = models.refusal, refusal.kind != .noModel {
            logger.error("no predictions: \(refusal)")
        }
    }

    private func watch() async {
        var lastFailure = ""
        while !Task.isCancelled {
            do {
                if let opened = try await monitor.refresh() {
                    cache.keepOnly(version: opened.identity)
                    logger.info("now serving version \(opened.version.name)")
                }
                if let warehouse = monitor.current, await models.refresh(over: warehouse) { tellOfModels() }
                lastFailure = ""
            } catch {
                // The server is stopping: nothing failed.
                if Task.isCancelled { return }
                // Said once, not twice a second.
                if lastFailure != "\(error)" { logger.error("cannot change to the newest version: \(error)") }
                lastFailure = "\(error)"
            }
            try? await Task.sleep(for: interval)
        }
    }
}
