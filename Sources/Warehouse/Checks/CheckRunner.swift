import DuckDB
import Foundation
import Ingest

/// Runs checks over a warehouse that is being built or is being looked at, several side by side.
struct CheckRunner {
    /// How many of the rows that break a rule are kept.
    static let sampleSize = 5

    let workbench: Workbench
    let threads: Int
    /// How many keys of a large table are looked at together.
    var sliceWidth = 1_000_000

    /// Runs checks; `onEach` is told of each one that begins, from several threads.
    func run(_ checks: [Check], onEach: @Sendable (Check) -> Void = { _ in }) throws -> [CheckResult] {
        let connections = try (0..<max(1, threads)).map { _ in try workbench.connect() }
        let results = Locked<[CheckResult]>([])
        // Many small questions side by side: each on the thread that asks it, none waiting for another's.
        try connections[0].execute("set threads = 1")
        try inParallel(checks, using: connections) { check, connection in
            onEach(check)
            let result = try run(check, on: connection)
            results.withLock { $0.append(result) }
            return nil
        }
        return results.withLock { $0 }.sorted { $0.name < $1.name }
    }

    /// Runs a check once: its rows are counted, and the first of them kept as samples.
    func run(_ check: Check, on connection: Connection) throws -> CheckResult {
        try find(check, on: connection)
        let counted = check.file.header["counts"].map { "coalesce(sum(\($0)), 0)" } ?? "count(*)"
        let failing = try connection.scalar("select cast(\(counted) as bigint) from failing", as: Int64.self) ?? 0
        let rows = try connection.scalar("select count(*) from \(check.table)", as: Int64.self) ?? 0
        let samples = try connection.query(
            "select cast(to_json(failing) as varchar) as sample from failing limit \(Self.sampleSize)")
        return CheckResult(
            name: check.name, rule: check.rule, ruleInPortuguese: check.ruleInPortuguese, severity: check.severity,
            table: check.table, failing: Int(failing), rows: Int(rows),
            samples: try samples.rows().compactMap { try $0.getIfPresent("sample", as: String.self) })
    }

    /// Puts the rows that break a rule into `failing`.
    ///
    /// Joining tables of ten million rows takes gigabytes; a slice of a million keys at a time takes as much as a small shop.
    private func find(_ check: Check, on connection: Connection) throws {
        let found = "create or replace temporary table failing as \(check.file.sql)"
        guard let slices = check.slices, let first = slices.tables.first,
            let last = try connection.scalar("select cast(max(\(slices.key)) as bigint) from \(first)", as: Int64.self),
            last > Int64(sliceWidth)
        else { return try connection.execute(found) }
        for start in stride(from: 0, to: Int(last), by: sliceWidth) {
            let range = "\(slices.key) > \(start) and \(slices.key) <= \(start + sliceWidth)"
            // Rows without the key, and those that no slice should have, are looked at with the first.
            let all = "\(slices.key) is null or \(slices.key) <= \(sliceWidth) or \(slices.key) > \(last)"
            for table in slices.tables {
                // The connection finds its own view before the table of that name.
                try connection.execute(
                    """
                    create or replace temporary view \(table) as
                    select * from \(Workbench.published)\(table) where \(start == 0 ? all : range)
                    """)
            }
            try connection.execute(start == 0 ? found : "insert into failing \(check.file.sql)")
        }
        for table in slices.tables { try connection.execute("drop view temp.main.\(table)") }
    }

    /// Keeps results in the version: `quality_checks` and `quality_check_samples`.
    static func store(_ results: [CheckResult], in connection: Connection) throws {
        try connection.execute(
            """
            create table quality_checks (
                name varchar,
                rule varchar,
                rule_pt varchar,
                severity varchar,
                table_name varchar,
                rows_failing bigint,
                rows_checked bigint
            );
            create table quality_check_samples (name varchar, sample_number integer, sample varchar);
            """)
        let checks = try connection.appender(to: "quality_checks")
        let samples = try connection.appender(to: "quality_check_samples")
        for result in results {
            try checks.append([
                .text(result.name), .text(result.rule), .text(result.ruleInPortuguese),
                .text(result.severity.rawValue), .text(result.table), .integer(Int64(result.failing)),
                .integer(Int64(result.rows)),
            ])
            for (index, sample) in result.samples.enumerated() {
                try samples.append([.text(result.name), .integer(Int64(index + 1)), .text(sample)])
            }
        }
        try checks.close()
        try samples.close()
    }

    /// Keeps what the checks found in this version and in those before it: `quality_history`.
    ///
    /// - Parameters:
    ///   - results: What they found in this version.
    ///   - earlier: What the version before it kept.
    static func storeHistory(
        _ results: [CheckResult], of version: Version, after earlier: ResultRows, in connection: Connection
    ) throws {
        try connection.execute(
            """
            create table quality_history (
                version_number integer,
                published_at timestamp,
                name varchar,
                rows_failing bigint,
                rows_checked bigint
            );
            """)
        let history = try connection.appender(to: "quality_history")
        for row in earlier.suffix(Self.historySize * results.count) { try history.append((0..<5).map { row[$0] }) }
        let publishedAt = Timestamp(
            microsecondsSince1970: Int64(version.publishedAt.timeIntervalSince1970) * 1_000_000)
        for result in results {
            try history.append([
                .integer(Int64(version.number)), .timestamp(publishedAt), .text(result.name),
                .integer(Int64(result.failing)), .integer(Int64(result.rows)),
            ])
        }
        try history.close()
    }

    /// How many versions back the history goes.
    private static let historySize = 50

    /// What a version keeps of the versions before.
    static let historyQuery = """
        select version_number, published_at, name, rows_failing, rows_checked
        from quality_history
        order by version_number, name
        """

    /// What the checks found in a version.
    static let storedChecksQuery = """
        select name, rule, rule_pt, severity, table_name, rows_failing, rows_checked
        from quality_checks
        order by name
        """
    /// The rows that it keeps as samples.
    static let storedSamplesQuery = """
        select name, sample
        from quality_check_samples
        order by name, sample_number
        """

    /// The results that a version holds, by name.
    static func results(checks: ResultRows, samples: ResultRows) throws -> [CheckResult] {
        var kept: [String: [String]] = [:]
        for row in samples {
            guard let name = try row.getIfPresent("name", as: String.self) else { continue }
            kept[name, default: []].append(try row.getIfPresent("sample", as: String.self) ?? "")
        }
        return try checks.map { row in
            let name = try row.getIfPresent("name", as: String.self) ?? ""
            return CheckResult(
                name: name,
                rule: try row.getIfPresent("rule", as: String.self) ?? "",
                ruleInPortuguese: try row.getIfPresent("rule_pt", as: String.self) ?? "",
                severity: Check.Severity(rawValue: try row.getIfPresent("severity", as: String.self) ?? "") ?? .error,
                table: try row.getIfPresent("table_name", as: String.self) ?? "",
                failing: Int(try row.getIfPresent("rows_failing", as: Int64.self) ?? 0),
                rows: Int(try row.getIfPresent("rows_checked", as: Int64.self) ?? 0),
                samples: kept[name] ?? [])
        }
    }
}
