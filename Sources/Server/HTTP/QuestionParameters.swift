import Analytics
import DuckDB
import Foundation
import Hummingbird
import Warehouse

/// The query string of a request, checked: every name known, each given once, each value of the right form.
struct QuestionParameters {
    private let values: [String: String]

    /// Reads a request's query string.
    ///
    /// - Parameter allowed: The names that the endpoint knows.
    /// - Throws: ``APIError`` that names the parameter at fault.
    init(_ request: Request, allowed: Set<String>) throws(APIError) {
        var values: [String: String] = [:]
        for pair in (request.uri.query ?? "").split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = try Self.decoded(parts[0], parameter: String(parts[0].prefix(64)))
            guard allowed.contains(name) else {
                let known = allowed.isEmpty ? "it takes none" : "it takes \(allowed.sorted().joined(separator: ", "))"
                throw .badParameter(String(name.prefix(64)), "This endpoint has no such parameter; \(known).")
            }
            guard values[name] == nil else { throw .badParameter(name, "It is given twice.") }
            values[name] = try Self.decoded(parts.count > 1 ? parts[1] : "", parameter: name)
        }
        self.values = values
    }

    private static func decoded(_ text: Substring, parameter: String) throws(APIError) -> String {
        guard let decoded = text.replacing("+", with: " ").removingPercentEncoding else {
            throw .badParameter(parameter, "It is not valid percent-encoded UTF-8.")
        }
        return decoded
    }

    /// The period asked for: `days=N|all`, or `from=` and `to=`.
    func period(defaultDays: Int) throws(APIError) -> Period {
        if values["from"] != nil || values["to"] != nil {
            if values["days"] != nil { throw .badParameter("days", "Give either days, or from and to.") }
            let first = try day("from")
            let last = try day("to")
            if last < first { throw .badParameter("to", "It is before from.") }
            return .between(first, last)
        }
        guard let text = values["days"] else { return .lastDays(defaultDays) }
        if text == "all" { return .all }
        guard text.utf8.count <= 5, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let count = Int(text),
            Self.dayCounts.contains(count)
        else { throw .badParameter("days", "It is a whole number from 1 to \(Self.dayCounts.upperBound), or all.") }
        return .lastDays(count)
    }

    /// A hundred years; no shop has more.
    private static let dayCounts = 1...36_525

    private func day(_ name: String) throws(APIError) -> Day {
        guard let text = values[name] else { throw .badParameter(name, "from and to go together.") }
        guard let day = Day(text), Self.calendar.contains(day) else {
            throw .badParameter(name, "It is a date, YYYY-MM-DD, from 2000-01-01 to 2100-12-31.")
        }
        return day
    }

    /// The days that a warehouse can hold.
    private static let calendar: ClosedRange<Day> = Day(daysSince1970: 10_957)...Day(daysSince1970: 47_846)
}
