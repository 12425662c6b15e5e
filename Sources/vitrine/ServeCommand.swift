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
            Serves the current version of a home, or of a PostgreSQL database. A version
            that a load publishes meanwhile is picked up without a restart. There are no
            accounts yet, so the server listens on this machine only, unless told
            otherwise.

            It stops on SIGTERM and Ctrl-C: requests under way are finished first.
            GET /metrics tells Prometheus what it does.

              vitrine serve
              vitrine serve --home /srv/shop --port 8080
              vitrine serve --warehouse postgresql://reader@db/shop
            """)

    @OptionGroup var home: HomeOptions
    @OptionGroup var warehouse: WarehouseOptions
    @OptionGroup var options: ServeOptions

    func run() async throws {
        let home = try home.open()
        let warehouse = try warehouse.address()
        let place = warehouse == .embedded ? home.path : warehouse.description
        var logger = Logger(label: "vitrine", factory: { StreamLogHandler.standardError(label: $0) })
        logger.logLevel = .notice
        var serverOptions = options.server
        if let files = serverOptions.fitConnectionsToOpenFiles() {
            logger.warning(
                """
                at most \(serverOptions.connectionCount) connections at a time instead of \(options.maxConnections): the \
                system allows \(files) open files (ulimit -n)
                """)
        }
        let server = try VitrineServer(home: home, warehouse: warehouse, options: serverOptions, logger: logger)
        do {
            try await server.run { [options] port in
                print("Serving http://\(options.shownHost):\(port) from \(place); stop with Ctrl-C.")
                if let obstacle = server.obstacle {
                    print("No answer yet, and trying again: \(obstacle)")
                } else if !server.hasData {
                    let option = warehouse == .embedded ? "--home" : "--warehouse"
                    print("No data yet. Load an export with: vitrine load SOURCE \(option) \(place)")
                }
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
