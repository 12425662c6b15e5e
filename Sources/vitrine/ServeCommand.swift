import ArgumentParser
import Foundation
import Hummingbird
import Logging
import NIOCore
import Server
import Warehouse

/// `vitrine serve`
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Serve the dashboard and the API.",
        discussion: """
            Serves the current version of a home. A version that a load publishes
            meanwhile is picked up without a restart. There are no accounts yet, so the
            server listens on this machine only.

              vitrine serve
              vitrine serve --home /srv/shop --port 8080
            """)

    @OptionGroup var home: HomeOptions

    @Option(help: "The address to listen on: 127.0.0.1, ::1 or localhost.")
    var host = "127.0.0.1"

    @Option(help: "The port to listen on; 0 takes a free one.")
    var port = 5001

    func validate() throws {
        guard (0...65_535).contains(port) else { throw ValidationError("--port is a number from 0 to 65535.") }
        guard ["127.0.0.1", "::1", "localhost"].contains(host) else {
            throw ValidationError(
                "--host \(host): without accounts the server listens on this machine only (127.0.0.1, ::1 or localhost)."
            )
        }
    }

    func run() async throws {
        let home = try home.open()
        var logger = Logger(label: "vitrine", factory: { StreamLogHandler.standardError(label: $0) })
        logger.logLevel = .notice
        let server = try VitrineServer(
            home: home, options: VitrineServer.Options(host: host, port: port), logger: logger)
        let hasData = try VersionStore(home: home).current() != nil
        let shownHost = host == "::1" ? "[::1]" : host == "127.0.0.1" ? "localhost" : host
        let application = try server.application { port in
            print("Serving http://\(shownHost):\(port) from \(home.path); stop with Ctrl-C.")
            if !hasData { print("No data yet. Load an export with: vitrine load SOURCE --home \(home.path)") }
            fflush(nil)
        }
        do {
            try await application.runService()
        } catch let error as IOError {
            throw WarehouseError.cannotListen(
                host: host, port: port, reason: String(cString: strerror(error.errnoCode)))
        }
    }
}
