import Analytics
import ArgumentParser
import DuckDB
import Foundation
import Server
import Warehouse

/// `vitrine query`
struct QueryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "query",
        abstract: "Ask the current version a question.",
        discussion: """
            The same questions as GET /api/query, with the same answers. METRICS are
            names separated by commas, at most \(CommandLineQuestion.mostMetrics); \
            vitrine metrics lists them.

              vitrine query revenue,orders --days all
              vitrine query revenue --by category --filter state=SP --limit 5
              vitrine query orders,on_time_rate --grain month --compare year
              vitrine query payment_value --by payment_type --format csv
            """)

    /// How the answer is written.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case table, csv, json
    }

    @Argument(help: "The metrics, separated by commas.")
    var metrics: String

    @Option(help: "The dimensions to divide by, separated by commas; at most \(CommandLineQuestion.mostDimensions).")
    var by: String?

    @Option(help: "Divide time by: day, week, month, quarter or year.")
    var grain: String?

    @Option(help: "So many days that end on the as-of day, or all; \(CommandLineQuestion.standardDays) otherwise.")
    var days: String?

    @Option(help: "The first day, YYYY-MM-DD, with --to.")
    var from: String?

    @Option(help: "The last day, YYYY-MM-DD, with --from.")
    var to: String?

    @Option(
        name: .customLong("filter"),
        help: ArgumentHelp("Restrict to a dimension's value; may be repeated.", valueName: "dimension=value"))
    var filters: [String] = []

    @Option(help: "Compare with the previous period or the year before: previous or year.")
    var compare: String?

    @Option(help: "A metric or dimension to sort by; give --sort=-revenue for descending.")
    var sort: String?

    @Option(help: "How many rows, 1 to \(CommandLineQuestion.mostRows); \(CommandLineQuestion.standardRows) otherwise.")
    var limit: String?

    @Option(help: "How to write the answer: table, csv or json.")
    var format = Format.table

    @Flag(help: "Print the SQL instead of the answer.")
    var explain = false

    @OptionGroup var asOf: AsOfOption
    @OptionGroup var home: HomeOptions
    @OptionGroup var warehouse: WarehouseOptions

    func run() async throws {
        let home = try home.open()
        let address = try warehouse.address()
        guard let warehouse = try OpenWarehouse.current(of: home, in: address, asOf: asOf.day) else {
            throw WarehouseError.nothingLoaded(home, address)
        }
        let question: CommandLineQuestion
        do {
            question = try CommandLineQuestion(parameters, filters: filters.map(Self.restriction), of: warehouse)
        } catch let problem as CommandLineQuestion.Problem {
            throw WarehouseError.input(problem.description)
        }
        if explain {
            print(question.explanation)
            return
        }
        let answer = try await question.answer()
        switch format {
        case .json: FileHandle.standardOutput.write(Data(answer.json + [0x0A]))
        case .csv: FileHandle.standardOutput.write(Data(answer.csv))
        case .table:
            print(AnswerTable(answer).text)
            Terminal.write(
                "\(answer.days.first) to \(answer.days.last), "
                    + (answer.asOf.map { "data as of \($0)" } ?? "no orders are loaded")
                    + (answer.isTruncated ? "; there are more rows, --limit shows them" : "") + "\n")
        }
    }

    private static func restriction(_ text: String) throws -> (name: String, value: String) {
        guard let equals = text.firstIndex(of: "=") else {
            throw WarehouseError.input("--filter \(text): it has the form dimension=value")
        }
        return (String(text[..<equals]), String(text[text.index(after: equals)...]))
    }

    private var parameters: [(name: String, value: String)] {
        let options: [(String, String?)] = [
            ("metrics", metrics), ("by", by), ("grain", grain), ("days", days), ("from", from), ("to", to),
            ("compare", compare), ("sort", sort), ("limit", limit),
        ]
        return options.compactMap { name, value in value.map { (name: name, value: $0) } }
    }
}

/// An answer as a table for people.
private struct AnswerTable {
    private var table: TextTable

    init(_ answer: CommandLineQuestion.Answered) {
        table = TextTable(answer.columns, textColumns: answer.units.prefix { $0 == nil }.count)
        for row in answer.rows {
            table.add(zip(row, answer.units).map(Self.cell))
        }
    }

    var text: String { table.lines.joined(separator: "\n") }

    private static func cell(_ value: Value, _ unit: Analytics.Unit?) -> String {
        switch (value, unit) {
        case (.null, _): "-"
        case (.double(let number), .share): Figures.percent(number)
        case (.double(let number), .days?), (.double(let number), .score?), (.double(let number), .brl?),
            (.double(let number), .number?):
            Figures.fixed(number, 2)
        case (.integer(let number), .count): Figures.count(Int(number))
        default: value.description
        }
    }
}

/// `vitrine metrics`
struct MetricsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "metrics", abstract: "List the metrics and dimensions that questions can use.")

    @Flag(help: "Print the page of documentation, docs/metrics.md.")
    var markdown = false

    func run() throws {
        let catalogue = Catalogue.standard
        if markdown {
            print(catalogue.markdown, terminator: "")
            return
        }
        var metrics = TextTable(["metric", "unit", "what it is"], textColumns: 3)
        for metric in catalogue.metrics { metrics.add([metric.name, metric.unit.rawValue, metric.definition.english]) }
        var dimensions = TextTable(["dimension", "of the", "what it is"], textColumns: 3)
        for dimension in catalogue.dimensions {
            dimensions.add([dimension.name, dimension.entity.rowName, dimension.label.english])
        }
        print((metrics.lines + [""] + dimensions.lines).joined(separator: "\n"))
    }
}
