import ArgumentParser
import Foundation
import Learning
import Server
import Warehouse

/// `vitrine predict`
struct PredictCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "predict",
        abstract: "Predict what orders will be worth and when they will arrive.",
        discussion: """
            Reads orders from FILE, or from standard input: a JSON object, a list of
            them, or CSV whose header names the inputs. GET /api/ml/model-info lists
            the inputs; what is left out counts as not known.

              echo '{"category": "beleza_saude", "customer_state": "SP"}' | vitrine predict
              vitrine predict orders.csv > predictions.csv

            JSON is answered with JSON and CSV with CSV, unless --format says otherwise.
            """)

    /// How orders and predictions are written.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case csv, json
    }

    @Argument(help: ArgumentHelp("A JSON or CSV file; standard input where it is left out or -.", valueName: "file"))
    var file: String?

    @Option(help: "How to write the predictions: csv or json.")
    var format: Format?

    @OptionGroup var home: HomeOptions
    @OptionGroup var warehouse: WarehouseOptions

    func run() async throws {
        let home = try home.open()
        let address = try warehouse.address()
        guard let warehouse = try OpenWarehouse.current(of: home, in: address) else {
            throw WarehouseError.nothingLoaded(home, address)
        }
        guard let predictor = try await Predictor.current(of: home, over: warehouse) else {
            throw LearningError.noModel
        }
        let input = try OrderFile([UInt8](try content()))
        var predictions: [Prediction] = []
        var rest = input.orders[...]
        let isExplained = input.orders.count == 1 && (format ?? input.format) == .json
        while !rest.isEmpty {
            predictions += try predictor.predict(Array(rest.prefix(Predictor.mostOrders)), explained: isExplained)
            rest = rest.dropFirst(Predictor.mostOrders)
        }
        switch format ?? input.format {
        case .json:
            let bytes = PredictionText.json(predictions, explained: isExplained, asList: input.isList)
            FileHandle.standardOutput.write(Data(bytes + [0x0A]))
        case .csv: FileHandle.standardOutput.write(Data(Self.csv(predictions).utf8))
        }
    }

    private func content() throws -> Data {
        guard let file, file != "-" else { return FileHandle.standardInput.readDataToEndOfFile() }
        guard let data = FileManager.default.contents(atPath: file) else {
            throw WarehouseError.input("\(file) cannot be read")
        }
        return data
    }

    private static func csv(_ predictions: [Prediction]) -> String {
        var lines = [
            "predicted_value,lower,upper,predicted_days,days_lower,days_upper,promised_days,missing,unknown"
        ]
        for prediction in predictions {
            let numbers = [
                prediction.value.value, prediction.value.lower, prediction.value.upper, prediction.delivery.value,
                prediction.delivery.lower, prediction.delivery.upper,
            ].map { Figures.fixed($0, 2) }
            let unknown = prediction.unknown.map(\.name)
            lines.append(
                (numbers + [
                    prediction.promisedDays.map { Figures.fixed($0, 2) } ?? "",
                    prediction.missing.joined(separator: " "), unknown.joined(separator: " "),
                ]).joined(separator: ","))
        }
        return lines.map { $0 + "\r\n" }.joined()
    }
}

/// Orders to predict for, as a file holds them.
private struct OrderFile {
    let orders: [OrderInput]
    let isList: Bool
    let format: PredictCommand.Format

    init(_ bytes: [UInt8]) throws {
        let first = bytes.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
        if first == UInt8(ascii: "{") {
            let value = try JSONValue(parsing: bytes)
            if case .object(let fields) = value, case .array(let list)? = fields["orders"] {
                orders = try Self.read(list)
                isList = true
            } else {
                orders = [try OrderInput(value)]
                isList = false
            }
            format = .json
        } else if first == UInt8(ascii: "[") {
            guard case .array(let list) = try JSONValue(parsing: bytes) else { throw WarehouseError.input("no list") }
            orders = try Self.read(list)
            isList = true
            format = .json
        } else {
            orders = try CommaSeparated.rows(bytes).map { line, fields in
                try OrderInput(.object(try Self.typed(fields, line: line)), at: "line \(line): ")
            }
            isList = true
            format = .csv
        }
        if orders.isEmpty { throw WarehouseError.input("there are no orders to predict for") }
    }

    private static func read(_ list: [JSONValue]) throws -> [OrderInput] {
        try list.enumerated().map { try OrderInput($1, at: "orders[\($0)].") }
    }

    /// Numbers where the input is a number; an empty field is left out.
    private static func typed(_ fields: [(String, String)], line: Int) throws -> [String: JSONValue] {
        var values: [String: JSONValue] = [:]
        for (name, text) in fields where !text.isEmpty {
            let kind = Input.all.first { $0.name == name }?.kind
            let isNumber = kind == .number || kind == .integer
            values[name] = isNumber ? Double(text).map(JSONValue.number) ?? .text(text) : .text(text)
        }
        return values
    }
}

/// Reads small CSV files: a header, commas, quotes where they are needed.
private enum CommaSeparated {
    static func rows(_ bytes: [UInt8]) throws -> [(line: Int, fields: [(String, String)])] {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw WarehouseError.input("the CSV is not UTF-8")
        }
        var records = try records(text.hasPrefix("\u{FEFF}") ? text.dropFirst() : text[...])
        guard !records.isEmpty else { return [] }
        let header = records.removeFirst().fields
        return try records.map { line, fields in
            guard fields.count == header.count else {
                throw WarehouseError.input(
                    "line \(line) has \(fields.count) fields where the header has \(header.count)")
            }
            return (line, Array(zip(header, fields)))
        }
    }

    private static func records(_ text: Substring) throws -> [(line: Int, fields: [String])] {
        var records: [(line: Int, fields: [String])] = []
        var fields: [String] = []
        var field = ""
        var isQuoted = false
        var line = 1
        var start = 1
        var previous: Character = "\n"
        func end() {
            fields.append(field)
            if fields != [""] { records.append((start, fields)) }
            (fields, field) = ([], "")
        }
        for character in text {
            let isBreak = character == "\n" || character == "\r\n"
            if isBreak { line += 1 }
            switch character {
            case "\"":
                if !isQuoted, previous == "\"" { field.append("\"") }
                isQuoted.toggle()
            case "," where !isQuoted:
                fields.append(field)
                field = ""
            case _ where isBreak && !isQuoted:
                end()
                start = line
            default: field.append(character)
            }
            previous = character
        }
        guard !isQuoted else { throw WarehouseError.input("line \(start): a quote is not closed") }
        if !field.isEmpty || !fields.isEmpty { end() }
        return records
    }
}
