import Analytics
import DuckDB
import Warehouse

/// A question in the words of `/api/query`, asked without a server.
public struct CommandLineQuestion: Sendable {
    /// What is wrong with a question's words.
    public struct Problem: Error, Sendable, CustomStringConvertible {
        /// The parameter at fault and what it should be.
        public let description: String
    }

    /// The answer.
    public struct Answered: Sendable {
        /// The columns' names.
        public let columns: [String]
        /// The columns' units; nil for dimensions.
        public let units: [Unit?]
        /// The rows, a value per column.
        public let rows: [[Value]]
        /// The same as the API's JSON, in UTF-8.
        public let json: [UInt8]
        /// The same as CSV, in UTF-8.
        public let csv: [UInt8]
        /// The days covered.
        public let days: DayRange
        /// The day that presets end on.
        public let asOf: String?
        /// Whether the limit left rows out.
        public let isTruncated: Bool
    }

    /// The most metrics that it may name.
    public static let mostMetrics = Parameter.mostMetrics
    /// The most dimensions that it may name.
    public static let mostDimensions = Parameter.mostDimensions
    /// The most rows that it may ask for.
    public static let mostRows = Parameter.mostRows
    /// How many rows it asks for where it does not say.
    public static let standardRows = Parameter.standardRows
    /// How many days it is about where it does not say.
    public static let standardDays = Parameter.standardDays

    private let asked: Asked
    private let question: Question

    /// Reads a question.
    ///
    /// - Parameters:
    ///   - parameters: Names and values as in the query string of `/api/query`, not encoded.
    ///   - filters: Dimensions and the values that they are restricted to, likewise.
    ///   - warehouse: The version that answers.
    /// - Throws: ``Problem`` that names the parameter at fault.
    public init(
        _ parameters: [(name: String, value: String)], filters: [(name: String, value: String)] = [],
        of warehouse: OpenWarehouse
    ) throws(Problem) {
        for filter in filters { try Self.check(filter: filter.name) }
        let query = (parameters + filters).map { "\(Self.encoded($0.name))=\(Self.encoded($0.value))" }
            .joined(separator: "&")
        do {
            asked = try Asked(query, to: Endpoints.query, of: warehouse, namesListedBy: "vitrine metrics")
            question = try asked.question()
        } catch {
            throw Problem(description: "\(error.parameter.map { "\($0): " } ?? "")\(error.message)")
        }
    }

    /// The answer.
    public func answer() async throws -> Answered {
        let answer = try await asked.analyst.answer(question)
        return Answered(
            columns: answer.columns.map(\.name),
            units: answer.columns.map { column in
                switch column.content {
                case .dimension: nil
                case .metric(let metric), .comparison(let metric): metric.unit
                }
            },
            rows: answer.rows, json: Array(asked.envelope(answer.payload).readableBytesView), csv: answer.rowSet.csv,
            days: asked.days, asOf: asked.warehouse.calendar.toldAsOf, isTruncated: answer.isTruncated)
    }

    /// The SQL that it is answered by, with the values that it binds.
    public var explanation: String { asked.analyst.explanation(of: question) }

    /// Refuses what is no filter, though it may be another parameter.
    private static func check(filter name: String) throws(Problem) {
        guard !Parameter.filters.names.contains(name) else { return }
        let isTime = Catalogue.standard.dimension(name)?.isTime == true
        throw Problem(
            description: "--filter \(name): "
                + (isTime
                    ? "time is chosen by --days, or --from and --to"
                    : "there is no such filter; it is one of \(Parameter.filters.names.joined(separator: ", "))"))
    }

    private static func encoded(_ text: String) -> String {
        text.utf8.map { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."):
                return String(UnicodeScalar(byte))
            default:
                let digits = String(byte, radix: 16)
                return "%" + (digits.utf8.count < 2 ? "0" : "") + digits
            }
        }.joined()
    }
}
