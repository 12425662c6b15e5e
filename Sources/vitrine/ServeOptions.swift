import ArgumentParser
import Server

/// The options of `vitrine serve`.
struct ServeOptions: ParsableArguments {
    @Option(help: "The address to listen on.")
    var host = "127.0.0.1"

    @Option(help: "The port to listen on; 0 takes a free one.")
    var port = 5001

    @Flag(
        help: ArgumentHelp(
            "Allow an address that other machines can reach.",
            discussion: "Whoever reaches it sees all data: there are no accounts, and nothing is encrypted."))
    var allowRemote = false

    @Option(
        help: ArgumentHelp(
            "A name that requests may call the server by; may be repeated.",
            discussion: """
                Such as the one that a reverse proxy passes on. On this machine's own address \
                only localhost, 127.0.0.1 and [::1] are accepted otherwise, so that no page \
                from elsewhere can read the data under a name of its own.
                """, valueName: "name"))
    var allowHost: [String] = []

    @Option(
        help: ArgumentHelp(
            "Let pages of this origin read the API in a browser; may be repeated.",
            discussion: "Such as https://intranet.example; * is all. None otherwise.", valueName: "origin"))
    var corsOrigin: [String] = []

    @OptionGroup var asOf: AsOfOption

    @Option(help: ArgumentHelp("How many MB of answers to keep; 0 keeps none.", valueName: "mb"))
    var cacheSize = 64

    @Option(help: ArgumentHelp("How long one query may run.", valueName: "seconds"))
    var queryTimeout = 20

    @Option(help: ArgumentHelp("How long a request may wait for its answer.", valueName: "seconds"))
    var requestTimeout = 30

    @Option(help: ArgumentHelp("How long requests under way may take when the server stops.", valueName: "seconds"))
    var shutdownTimeout = 10

    @Option(help: ArgumentHelp("How many connections to accept at a time; more wait.", valueName: "count"))
    var maxConnections = 1024

    @Option(help: "Write a line for each request to standard error: logfmt, json or off.")
    var accessLog = VitrineServer.Options.AccessLogForm.logfmt

    func validate() throws {
        guard (0...65_535).contains(port) else { throw ValidationError("--port is a number from 0 to 65535.") }
        guard allowRemote || VitrineServer.isLoopback(host) else {
            throw ValidationError(
                """
                --host \(host): there are no accounts yet, so the server listens on this machine only (127.0.0.1, ::1 \
                or localhost). If everybody who can reach that address may see all data, add --allow-remote.
                """)
        }
        for name in allowHost where !VitrineServer.isHostName(name) {
            throw ValidationError("--allow-host \(name): a name is such as shop.example, without scheme or path.")
        }
        for origin in corsOrigin where !VitrineServer.isOrigin(origin) {
            throw ValidationError(
                "--cors-origin \(origin): an origin is a scheme and a host, as in https://shop.example.")
        }
        for (name, value, range) in [
            ("cache-size", cacheSize, 0...1_000_000), ("query-timeout", queryTimeout, 1...3600),
            ("request-timeout", requestTimeout, 1...3600), ("shutdown-timeout", shutdownTimeout, 0...3600),
            ("max-connections", maxConnections, 1...100_000),
        ] where !range.contains(value) {
            throw ValidationError("--\(name) is a number from \(range.lowerBound) to \(range.upperBound).")
        }
    }

    /// The same for the server.
    var server: VitrineServer.Options {
        var options = VitrineServer.Options(host: host, port: port)
        options.asOf = asOf.day
        options.cacheCapacity = cacheSize << 20
        options.queryTimeout = .seconds(queryTimeout)
        options.requestTimeout = .seconds(requestTimeout)
        options.shutdownTimeout = .seconds(shutdownTimeout)
        options.connectionCount = maxConnections
        options.crossOrigins = corsOrigin
        options.hostNames = allowHost
        options.accessLog = accessLog
        return options
    }

    /// The address as it stands in a URL.
    var shownHost: String { host == "127.0.0.1" ? "localhost" : host.contains(":") ? "[\(host)]" : host }
}

extension VitrineServer.Options.AccessLogForm: ExpressibleByArgument {}
