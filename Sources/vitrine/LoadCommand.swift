import ArgumentParser
import CMemory
import Foundation
import Learning
import Warehouse

/// `vitrine load`
struct LoadCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "load",
        abstract: "Load an export: read, check and publish it.",
        usage: "vitrine load [<source> ...] [<options>]",
        discussion: """
            SOURCE is the zip as downloaded, a folder, or single files of CSV, JSON
            Lines or Parquet, each also gzipped. Tables are recognised by their header.
            Rows that were loaded before are replaced by their new values, new ones are
            added, and the same content again changes nothing. Every row that cannot be
            used is kept with its file, line and reason. Readers see the new version
            only once it is complete and checked.

              vitrine load archive.zip
              vitrine load exports/2018-09 --home /srv/shop
              vitrine load archive.zip --warehouse postgresql://loader@db/shop

            Without a SOURCE the version is built anew from what was landed, where
            another Vitrine built it, or it is damaged or gone.
            """)

    @Argument(help: ArgumentHelp("An archive, a folder or a file.", valueName: "source"))
    var sources: [String] = []

    @OptionGroup var home: HomeOptions
    @OptionGroup var warehouse: WarehouseOptions

    @Flag(help: "Print the summary of the load as JSON, and nothing of a training.")
    var json = false

    @Flag(help: "Train the models afterwards, where the version is new to them.")
    var train = false

    func run() async throws {
        let home = try home.open()
        let warehouse = try warehouse.address()
        let display = LoadDisplay()
        defer { display.end() }
        memory_keep_freed(true)
        let summary = try Loader(home: home, warehouse: warehouse).load(sources, progress: display.progress)
        display.end()
        if json {
            print(try summary.jsonText)
        } else {
            print(LoadReport(summary: summary).text)
        }
        guard train else { return }
        // The load is done and published; a training that fails takes nothing of it back.
        guard let models = try await Training.runWhereNew(on: home, warehouse) else {
            Terminal.write("the models have learned from this version already; vitrine train trains them anew\n")
            return
        }
        if !json { print("\n" + TrainingReport(models).text) }
    }
}

extension Encodable {
    /// The value as readable JSON.
    var jsonText: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.keyEncodingStrategy = .convertToSnakeCase
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            encoder.dateEncodingStrategy = .iso8601
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        }
    }
}
