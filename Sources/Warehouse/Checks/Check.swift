import Foundation

/// A rule that the warehouse's data should keep, and the query that finds the rows that break it.
public struct Check: Sendable, Hashable {
    /// What a broken rule means.
    public enum Severity: String, Sendable, Codable {
        /// The numbers would be wrong: the version is not published.
        case error
        /// Known dirt or a curiosity: published, counted, shown.
        case warn
    }

    /// The check's name, such as `fact_order_items_order`.
    public var name: String { file.name }
    /// The rule in one line.
    public let rule: String
    /// The rule in Portuguese.
    public let ruleInPortuguese: String
    /// What breaking it means.
    public let severity: Severity
    /// The table whose rows the rule is about.
    public let table: String

    let file: SQLFile
    /// How to look at large tables a part at a time; nil where the rule is about all rows at once.
    let slices: Slices?

    /// Tables that can be looked at a part at a time, since rows of one key say nothing of another key's.
    struct Slices: Sendable, Hashable {
        /// The whole number that the tables are cut by.
        let key: String
        /// The tables that have it.
        let tables: [String]

        /// Reads a header such as `order_key of fact_payments, fact_orders`; nil where it is none.
        init?(_ header: String) {
            guard let of = header.firstRange(of: " of ") else { return nil }
            key = String(header[..<of.lowerBound])
            tables = header[of.upperBound...].split(separator: ",")
                .map { $0.trimmingCharacters(in: .whitespaces) }
        }
    }

    /// Reads all checks from the module's resources.
    static func all() throws(WarehouseError) -> [Check] {
        var checks: [Check] = []
        for file in try SQLFile.all(in: "checks") {
            guard let rule = file.header["rule"], let ruleInPortuguese = file.header["rule_pt"],
                let table = file.header["table"], let severity = file.header["severity"].flatMap(Severity.init)
            else { throw .environment("the check \(file.name) lacks its rule, severity or table") }
            let slices = file.header["slices"].flatMap(Slices.init)
            guard slices != nil || file.header["slices"] == nil else {
                throw .environment("the check \(file.name) does not say by which key it cuts which tables")
            }
            checks.append(
                Check(
                    rule: rule, ruleInPortuguese: ruleInPortuguese, severity: severity, table: table, file: file,
                    slices: slices))
        }
        return checks
    }
}

/// What a check found.
public struct CheckResult: Sendable, Hashable, Codable {
    /// The check's name.
    public let name: String
    /// The rule in one line.
    public let rule: String
    /// The rule in Portuguese.
    public let ruleInPortuguese: String
    /// What breaking it means.
    public let severity: Check.Severity
    /// The table whose rows the rule is about.
    public let table: String
    /// How many rows break it.
    public let failing: Int
    /// How many rows the table has.
    public let rows: Int
    /// The first few rows that break it, each a JSON object.
    public let samples: [String]

    /// The failing rows' share of the table, 0 where the table is empty.
    public var share: Double { rows > 0 ? Double(failing) / Double(rows) : 0 }
    /// Whether the rule holds.
    public var isPassed: Bool { failing == 0 }
}
