import ArgumentParser
import Demo
import Foundation

/// `vitrine demo`
struct DemoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Write a synthetic export to try things with.",
        discussion: """
            Writes nine CSV files in the form of Olist's public data set, with its
            seasons, prices, delays, reviews and its dirt. The shop is made up. The same
            seed writes the same files.

              vitrine demo shop --orders 20000
              vitrine load shop
            """)

    @Argument(help: ArgumentHelp("The folder to write into; made where it does not exist.", valueName: "dir"))
    var directory: String

    @Option(help: "How many orders the shop has.")
    var orders = 20_000

    @Option(help: "Another seed is another shop.")
    var seed: UInt64 = 1

    @Flag(help: "Print what was written as JSON.")
    var json = false

    func run() throws {
        let shop = DemoShop(options: DemoShop.Options(orders: orders, seed: seed))
        let summary = try shop.write(to: directory) { progress in
            guard Terminal.isInteractive else { return }
            Terminal.write(
                "\r\u{1B}[KWriting \(progress.stage) \(Figures.percent(progress.fraction))  "
                    + "\(Figures.count(progress.rows)) rows, \(Figures.size(progress.bytes))")
        }
        if Terminal.isInteractive { Terminal.write("\r\u{1B}[K") }
        if json {
            print(try summary.jsonText)
            return
        }
        var table = TextTable(["file", "rows", "size"])
        for file in summary.files { table.add([file.name, Figures.count(file.rows), Figures.size(file.bytes)]) }
        print(table.lines.joined(separator: "\n"))
        print("")
        print("A made-up shop from \(summary.firstDay) to \(summary.lastDay) is in \(directory).")
        print("Load it with: vitrine load \(directory)")
    }

    func validate() throws {
        guard (1...DemoShop.Options.maximumOrders).contains(orders) else {
            throw ValidationError("--orders is a number from 1 to \(DemoShop.Options.maximumOrders).")
        }
    }
}
