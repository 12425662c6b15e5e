import Analytics
import DuckDB

extension Endpoints {
    static let quality = Endpoint(
        path: "quality", summary: "What the checks found, what was loaded, and why rows were rejected.",
        details: "About all of the data, whichever days are asked for. As CSV: the checks.",
        parameters: [.allDays, .format], shape: .object,
        fields: [
            Field(
                "checks",
                .array([
                    Field("name", .text, "The check."), Field("rule", .text, "The rule in a line."),
                    Field("rule_pt", .text, "The rule in Portuguese."),
                    Field("severity", .text, "error blocks publishing, warn is counted."),
                    Field("table", .text, "The table that the rule is about."),
                    Field("rows_failing", .integer, "Rows that break it."),
                    Field("rows_checked", .integer, "Rows of the table."),
                    Field("share", .number, "rows_failing ÷ rows_checked."),
                    Field("samples", .array([]), "The first few rows that break it."),
                    Field(
                        "history",
                        .array([
                            Field("version", .integer, "The version's number."),
                            Field("published_at", .text, "When it was published, UTC."),
                            Field("rows_failing", .integer, "Rows that broke the rule."),
                            Field("rows_checked", .integer, "Rows of the table."),
                        ]), "The same check in this and earlier versions."),
                ]), "The checks: broken ones first."),
            Field(
                "loads",
                .array([
                    Field("batch", .integer, "Counts the batches."), Field("id", .text, "The batch."),
                    Field("table", .text, "The table."), Field("file", .text, "The file."),
                    Field("bytes", .integer, "Its size."), Field("rows_read", .integer, "Rows read."),
                    Field("rows_landed", .integer, "Rows landed."), Field("rows_rejected", .integer, "Rows rejected."),
                    Field("landed_at", .text, "When, UTC."),
                ]), "The files that were read."),
            Field(
                "rejects",
                .array([
                    Field("table", .text, "The table."), Field("column", .text, isNullable: true, "The column."),
                    Field("rows", .integer, "Rows rejected."), Field("file", .text, "A file with such a row."),
                    Field("line", .integer, isNullable: true, "A line with such a row."),
                    Field("reason", .text, "A reason."),
                ]), "Rejected rows by table and column, with an example."),
        ]
    ) { asked in
        func rows(_ query: NamedQuestion) async throws -> ResultRows {
            try await asked.analyst.rows(query, over: asked.days, filters: Filters())
        }
        async let checks = rows(.qualityChecks)
        async let samples = rows(.qualityCheckSamples)
        async let history = rows(.qualityHistory)
        async let loads = rows(.loads)
        async let rejects = rows(.rejectReasons)
        let samplesByName = Dictionary(grouping: try await samples, by: { $0["name"] })
        let historyByName = Dictionary(grouping: try await history, by: { $0["name"] })
        let table = RowSet(
            columns: ["name", "rule", "rule_pt", "severity", "table", "rows_failing", "rows_checked", "share"],
            rows: try await checks.map { row in
                let failing = row["rows_failing"].count
                let checked = row["rows_checked"].count
                return [
                    row["name"], row["rule"], row["rule_pt"], row["severity"], row["table_name"], .integer(failing),
                    .integer(checked), .double(checked > 0 ? Double(failing) / Double(checked) : 0),
                ]
            })
        let checkList = try await zip(checks, table.fields).map { row, figures -> JSON in
            .object(
                figures + [
                    ("samples", .array((samplesByName[row["name"]] ?? []).map { .raw($0["sample"].description) })),
                    (
                        "history",
                        .array(
                            (historyByName[row["name"]] ?? []).map {
                                .object([
                                    ("version", JSON($0["version_number"])), ("published_at", JSON($0["published_at"])),
                                    ("rows_failing", JSON($0["rows_failing"])),
                                    ("rows_checked", JSON($0["rows_checked"])),
                                ])
                            })
                    ),
                ])
        }
        let loadList = try await loads.map { row -> JSON in
            .object([
                ("batch", JSON(row["batch_number"])), ("id", JSON(row["batch_id"])), ("table", JSON(row["table_name"])),
                ("file", JSON(row["file"])), ("bytes", JSON(row["bytes"])), ("rows_read", JSON(row["rows_read"])),
                ("rows_landed", JSON(row["rows_landed"])), ("rows_rejected", JSON(row["rows_rejected"])),
                ("landed_at", JSON(row["landed_at"])),
            ])
        }
        let rejectList = try await rejects.map { row -> JSON in
            .object([
                ("table", JSON(row["table_name"])), ("column", JSON(row["column_name"])),
                ("rows", JSON(row["row_count"])), ("file", JSON(row["example_file"])),
                ("line", JSON(row["example_line"])), ("reason", JSON(row["example_reason"])),
            ])
        }
        var payload = Payload.json(
            .object([("checks", .array(checkList)), ("loads", .array(loadList)), ("rejects", .array(rejectList))]))
        payload.table = table
        return payload
    }
}

extension Value {
    /// The whole number, or 0.
    fileprivate var count: Int64 { if case .integer(let value) = self { value } else { 0 } }
}
