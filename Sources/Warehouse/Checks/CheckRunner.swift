import DuckDB

/// Runs checks over a warehouse that is being built or is being looked at.
struct CheckRunner {
    /// How many of the rows that break a rule are kept.
    static let sampleSize = 5

    let connection: Connection

    /// Runs checks one after the other.
    func run(_ checks: [Check], onEach: (Check) -> Void = { _ in }) throws -> [CheckResult] {
        var rows: [String: Int] = [:]
        var results: [CheckResult] = []
        for check in checks {
            onEach(check)
            let failing = try count(of: "(\(check.file.sql))")
            if rows[check.table] == nil { rows[check.table] = try count(of: check.table) }
            results.append(
                CheckResult(
                    name: check.name, rule: check.rule, severity: check.severity, table: check.table, failing: failing,
                    rows: rows[check.table] ?? 0, samples: failing > 0 ? try samples(of: check) : []))
        }
        return results
    }

    private func count(of source: String) throws -> Int {
        Int(try connection.scalar("select count(*) from \(source)", as: Int64.self) ?? 0)
    }

    private func samples(of check: Check) throws -> [String] {
        let sql = "select cast(to_json(sample) as varchar) as sample from (\(check.file.sql)) as sample limit \(Self.sampleSize)"
        return try connection.query(sql).rows().compactMap { try $0.getIfPresent("sample", as: String.self) }
    }

    /// Keeps results in the version: `quality_checks` and `quality_check_samples`.
    static func store(_ results: [CheckResult], in connection: Connection) throws {
        try connection.execute(
            """
            create table quality_checks (
                name varchar,
                rule varchar,
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
                .text(result.name), .text(result.rule), .text(result.severity.rawValue), .text(result.table),
                .integer(Int64(result.failing)), .integer(Int64(result.rows)),
            ])
            for (index, sample) in result.samples.enumerated() {
                try samples.append([.text(result.name), .integer(Int64(index + 1)), .text(sample)])
            }
        }
        try checks.close()
        try samples.close()
    }

    /// The results that a version holds, by name.
    static func stored(in connection: Connection) throws -> [CheckResult] {
        var samples: [String: [String]] = [:]
        let sampleRows = try connection.query("select name, sample from quality_check_samples order by name, sample_number")
        for row in try sampleRows.rows() {
            guard let name = try row.getIfPresent("name", as: String.self) else { continue }
            samples[name, default: []].append(try row.getIfPresent("sample", as: String.self) ?? "")
        }
        return try connection.query("select * from quality_checks order by name").rows().map { row in
            let name = try row.getIfPresent("name", as: String.self) ?? ""
            return CheckResult(
                name: name,
                rule: try row.getIfPresent("rule", as: String.self) ?? "",
                severity: Check.Severity(rawValue: try row.getIfPresent("severity", as: String.self) ?? "") ?? .error,
                table: try row.getIfPresent("table_name", as: String.self) ?? "",
                failing: Int(try row.getIfPresent("rows_failing", as: Int64.self) ?? 0),
                rows: Int(try row.getIfPresent("rows_checked", as: Int64.self) ?? 0),
                samples: samples[name] ?? [])
        }
    }
}
