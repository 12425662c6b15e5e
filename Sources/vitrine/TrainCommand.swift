import ArgumentParser
import Foundation
import Learning
import Warehouse

/// `vitrine train`
struct TrainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train",
        abstract: "Train the models that predict an order's value and its delivery time.",
        discussion: """
            Learns from the current version, measures what was learned on the months
            after, beside simple baselines, and keeps models and report in the home. A
            running server picks them up without a restart. The same seed on the same
            version gives the same models, bit for bit. It takes at least ten months of
            orders.
            """)

    @OptionGroup var home: HomeOptions
    @OptionGroup var warehouse: WarehouseOptions

    @Option(help: "Decides which orders each tree sees.")
    var seed = 1

    @Flag(help: "Print the report as JSON.")
    var json = false

    func validate() throws {
        guard (0...1_000_000_000).contains(seed) else {
            throw ValidationError("--seed is a whole number from 0 to 1000000000.")
        }
    }

    func run() async throws {
        let home = try home.open()
        let models = try await Training.run(on: home, try warehouse.address(), seed: seed)
        if json {
            print(try models.reports.jsonText)
        } else {
            print(TrainingReport(models).text)
        }
    }
}

/// A training with its progress on standard error.
enum Training {
    static func run(on home: Home, _ address: WarehouseAddress, seed: Int) async throws -> TrainedModels {
        try await run(on: home, try open(home, address), seed: seed)
    }

    /// Trains unless the models of the home have learned from the current version already, with whichever seed.
    ///
    /// - Returns: Nil where there is nothing to learn.
    static func runWhereNew(on home: Home, _ address: WarehouseAddress) async throws -> TrainedModels? {
        let warehouse = try open(home, address)
        guard !ModelStore(home: home).hasLearned(from: warehouse.version) else { return nil }
        return try await run(on: home, warehouse, seed: 1)
    }

    private static func open(_ home: Home, _ address: WarehouseAddress) throws -> OpenWarehouse {
        guard let warehouse = try OpenWarehouse.current(of: home, in: address) else {
            throw WarehouseError.nothingLoaded(home, address)
        }
        return warehouse
    }

    private static func run(on home: Home, _ warehouse: OpenWarehouse, seed: Int) async throws -> TrainedModels {
        let models = try await Trainer(seed: seed).train(on: warehouse) { progress in
            guard case .learning(let step, let count, let until) = progress else { return }
            Terminal.write("learning \(step) of \(count): from what was known on \(until)\n")
        }
        try ModelStore(home: home).publish(models)
        return models
    }
}

/// What a training found, for people.
struct TrainingReport {
    private let models: TrainedModels

    init(_ models: TrainedModels) { self.models = models }

    var text: String { models.reports.map(Self.section).joined(separator: "\n\n") }

    private static func section(_ report: Report) -> String {
        let names = report.overall.baselines.keys.sorted()
        var table = TextTable(
            ["tested", "orders", "MAE"] + names.map { "MAE of \($0)" } + [
                "median", "RMSE", "R2", "in 80%", "median width",
            ])
        func add(_ name: String, _ score: Report.Score) {
            table.add(
                [name, Figures.count(score.samples), Figures.fixed(score.mae, 2)]
                    + names.map { score.baselines[$0].map { Figures.fixed($0.mae, 2) } ?? "-" }
                    + [
                        Figures.fixed(score.medianAbsoluteError, 2), Figures.fixed(score.rmse, 2),
                        score.r2.map { Figures.fixed($0, 3) } ?? "-", Figures.percent(score.coverage),
                        Figures.fixed(score.medianIntervalWidth, 2),
                    ])
        }
        for window in report.windows { add("\(window.testedFrom) to \(window.testedTo)", window.score) }
        add("all", report.overall)
        for score in report.byBand { add(score.group ?? "", score) }
        let important = report.features.sorted { $0.importance > $1.importance }.prefix(6)
            .map { "\($0.name) \(Figures.percent($0.importance))" }
        return
            ([
                "\(report.name) (\(report.unit)), learned from \(Figures.count(report.samples)) orders",
                report.verdict,
            ] + table.lines + unattended(report) + ["Looks most at " + important.joined(separator: ", ") + "."])
            .joined(separator: "\n")
    }

    /// What a model that is measured with daily loads would have held without them.
    private static func unattended(_ report: Report) -> [String] {
        let shares = report.windows.compactMap { $0.unattended.map { Figures.percent($0.coverage) } }
        guard !shares.isEmpty else { return [] }
        return [
            "Measured with a load every day, which brings levels and intervals up to date; without a load all month,",
            "the intervals of those months would have held \(shares.joined(separator: ", ")).",
        ]
    }
}
