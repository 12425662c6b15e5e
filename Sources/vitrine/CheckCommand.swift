import ArgumentParser
import Warehouse

/// `vitrine check`
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Run all checks over the current version anew.",
        discussion: """
            Each check is a rule about the data. A broken rule of severity error would
            make numbers wrong and blocks publishing; one of severity warn counts known
            dirt. The exit code is 1 when an error check fails.

              vitrine check
              vitrine check --home /srv/shop --json
            """)

    @OptionGroup var home: HomeOptions
    @OptionGroup var warehouse: WarehouseOptions

    @Flag(help: "Print the results as JSON.")
    var json = false

    private struct Report: Encodable {
        let version: String
        let checks: [CheckResult]
    }

    func run() throws {
        let home = try home.open()
        let warehouse = try warehouse.address()
        guard let (version, results) = try CheckRun.run(on: home, in: warehouse) else {
            throw WarehouseError.nothingLoaded(home, warehouse)
        }
        let failed = results.filter { !$0.isPassed && $0.severity == .error }
        if json {
            print(try Report(version: version.name, checks: results).jsonText)
        } else {
            printReport(version, results)
        }
        if !failed.isEmpty { throw ExitCode(Exit.failedCheck) }
    }

    private func printReport(_ version: Version, _ results: [CheckResult]) {
        let rank = { (result: CheckResult) in result.isPassed ? 2 : result.severity == .error ? 0 : 1 }
        for result in results.sorted(by: { (rank($0), $0.name) < (rank($1), $1.name) }) {
            if result.isPassed {
                print("pass   \(result.name)  \(result.rule)")
                continue
            }
            print("\(result.severity == .error ? "FAIL " : "warn ")  \(result.name)  \(result.rule)")
            print(
                "         \(Figures.count(result.failing)) of \(Figures.count(result.rows)) rows of \(result.table)"
                    + " (\(Figures.percent(result.share)))")
            for sample in result.samples.prefix(2) { print("         \(sample)") }
        }
        let passed = results.count(where: \.isPassed)
        let failed = results.count { !$0.isPassed && $0.severity == .error }
        print("")
        print(
            "Version \(version.name): \(passed) passed, \(results.count - passed - failed) warned, \(failed) failed.")
    }
}
