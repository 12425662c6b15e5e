import ArgumentParser
import Foundation
import Warehouse

/// The program: order exports in, trustworthy answers out.
@main
struct Vitrine: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vitrine",
        abstract: "Order exports in, trustworthy answers out.",
        discussion: """
            Vitrine loads a marketplace's order export into a checked star schema and
            serves it as a dashboard.

              vitrine demo shop --orders 20000   write a synthetic export to try with
              vitrine load shop                  load it (a zip, a folder, or files)
              vitrine serve                      look at it: http://localhost:5001
              vitrine check                      see what the data's checks say
              vitrine query revenue --by state   ask a question
              vitrine train                      learn to predict values and deliveries
              vitrine predict orders.csv         predict

            Results go to standard output, progress to standard error. The exit code is
            0 when all went well, 1 when the data failed a check, 2 for wrong usage,
            input that cannot be read, or where nothing is loaded, no model is trained
            or too few months are there to learn from, 3 when the machine says no or a
            version or model is refused.
            """,
        version: "0.1.0",
        subcommands: [
            DemoCommand.self, LoadCommand.self, CheckCommand.self, QueryCommand.self, MetricsCommand.self,
            ServeCommand.self, TrainCommand.self, PredictCommand.self,
        ])

    static func main() async {
        do {
            var command = try parseAsRoot()
            WarehouseOptions.hideInProcessList()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
            try flushOutput()
        } catch {
            Foundation.exit(Failure.report(error))
        }
    }

    /// Hands the results over; whoever reads them is told when they are not whole.
    private static func flushOutput() throws {
        guard fflush(nil) == 0 else { throw WarehouseError.cannotWriteOutput(reason: String(cString: strerror(errno))) }
    }
}

/// The options that every command over a home takes.
struct HomeOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The folder that holds landed data, versions and state.",
            discussion: "Otherwise $VITRINE_HOME, otherwise ~/.vitrine.", valueName: "dir"))
    var home: String?

    /// The home that is meant.
    func open() throws -> Home {
        let environment = ProcessInfo.processInfo.environment
        let path = home ?? environment["VITRINE_HOME"] ?? NSHomeDirectory() + "/.vitrine"
        guard !path.isEmpty else { throw ValidationError("The home is an empty path; give --home DIR.") }
        return try Home(path: path)
    }
}

/// The option of every command over a warehouse that need not be in the home.
struct WarehouseOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Where the versions are: duckdb (in the home) or postgresql://…",
            discussion:
                "Otherwise $DATABASE_URL, otherwise duckdb. A password is best\nkept in DATABASE_URL, PGPASSWORD or ~/.pgpass.",
            valueName: "url"))
    var warehouse: String?

    /// The place that is meant.
    func address() throws -> WarehouseAddress {
        try WarehouseAddress(warehouse ?? ProcessInfo.processInfo.environment["DATABASE_URL"] ?? "")
    }

    /// Makes URLs of databases illegible in the system's list of processes, which every user can read.
    static func hideInProcessList() {
        for index in 0..<Int(CommandLine.argc) {
            guard let argument = CommandLine.unsafeArgv[index], let scheme = strstr(argument, "://"),
                strstr(argument, "postgres") != nil
            else { continue }
            // In place: what the system shows is this memory.
            memset(scheme + 3, Int32(UInt8(ascii: "*")), strlen(scheme + 3))
        }
    }
}

/// Exit codes, as documented.
enum Exit {
    static let failedCheck: Int32 = 1
    static let usage: Int32 = 2
    static let environment: Int32 = 3
}
