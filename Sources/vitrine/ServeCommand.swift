import ArgumentParser
import Foundation
import Logging
import NIOCore
import Server
import Warehouse

/// `vitrine serve`
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Serve the dashboard and the API.",
        usage: "vitrine serve [<options>]",
        discussion: """
            Serves the current version of a home. A version that a load publishes
            meanwhile is picked up without a restart. There are no accounts yet, so the
            server listens on this machine only, unless told otherwise.

            It stops on SIGTERM and Ctrl-C: requests under way are finished first.
            GET /metrics tells Prometheus what it does.

              vitrine serve
              vitrine serve --home /srv/shop --port 8080
            """)

    @OptionGroup var home: HomeOptions
    @OptionGroup var options: ServeOptions

    func run() async throws {
        let home = try home.open()
        var logger = Logger(label: "vitrine", factory: { StreamLogHandler.standardError(label: $0) })
        logger.logLevel = .notice
        let server = try VitrineServer(home: home, options: options.server, logger: logger)
        let hasData = try VersionStore(home: home).current() != nil
        do {
            try await server.run { [options] port in
                print("Serving http://\(options.shownHost):\(port) from \(home.path); stop with Ctrl-C.")
                if !hasData { print("No data yet. Load an export with: vitrine load SOURCE --home \(home.path)") }
                fflush(nil)
            } onStop: { [options] in
                // A second Ctrl-C does not wait, and nothing else may keep the program for ever.
                signal(SIGINT, SIG_DFL)
                DispatchQueue.global().asyncAfter(deadline: .now() + Double(options.shutdownTimeout) + 5) {
                    server.flushLog()
                    Foundation.exit(0)
                }
            }
        } catch let error as IOError {
            throw WarehouseError.cannotListen(
                host: options.host, port: options.port, reason: String(cString: strerror(error.errnoCode)))
        }
    }
}
