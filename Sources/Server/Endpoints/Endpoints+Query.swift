import Analytics
import DuckDB

extension Endpoints {
    static let query = Endpoint(
        path: "query", summary: "Any metrics by any dimensions: the semantic layer itself.",
        details: """
            A metric filtered or grouped by a dimension of its own fact, or of the order, takes the rows that have the value; \
            by a dimension of another fact, the rows of the orders that have a row with it. Over time every bucket of the range \
            is there, with zeros where there is no data, and limit cuts the combinations of the other dimensions.
            """,
        parameters: [.metrics, .dimensions, .last30Days, .filters, .comparison, .sort, .limit, .format],
        shape: .rows,
        fields: []
    ) { asked in
        let answer = try await asked.analyst.answer(asked.question())
        return answer.payload
    }

    static let catalogue = Endpoint(
        path: "metrics", summary: "The catalogue: all metrics and dimensions, with label, unit and definition.",
        details: "It is the same whichever days are asked for.", parameters: [.allDays], shape: .object,
        fields: [
            Field(
                "metrics",
                .array([
                    Field("name", .text, "What questions call it."), Field("label", .text, "What people call it."),
                    Field("label_pt", .text, "The label in Portuguese."),
                    Field("unit", .text, "count, brl, share, days, score or number."),
                    Field("fact", .text, "The one fact that it is about."),
                    Field("definition", .text, "What it is."),
                    Field("definition_pt", .text, "The definition in Portuguese."),
                    Field("is_additive", .boolean, "Whether the parts of a division of its rows add up to the whole."),
                ]), "The metrics."),
            Field(
                "dimensions",
                .array([
                    Field("name", .text, "What questions and filters call it."),
                    Field("label", .text, "What people call it."),
                    Field("label_pt", .text, "The label in Portuguese."),
                    Field("entity", .text, "The fact that it lives on."),
                    Field("is_time", .boolean, "Whether it divides time."),
                    Field("is_filter", .boolean, "Whether questions can be filtered by it."),
                    Field(
                        "values",
                        .array([
                            Field("value", .text, "As it stands in filters."),
                            Field("label", .text, "What people call it."),
                            Field("label_pt", .text, "The label in Portuguese."),
                        ]), isNullable: true, "The values, where they are known beforehand."),
                ]), "The dimensions."),
        ]
    ) { _ in
        .json(
            .object([
                ("metrics", .array(Catalogue.standard.metrics.map(\.json))),
                ("dimensions", .array(Catalogue.standard.dimensions.map(\.json))),
            ]))
    }
}

extension Asked {
    /// The most rows that an answer over time may have: buckets of time, times the combinations of the other dimensions that its
    /// limit allows.
    private static let mostRowsOverTime = 200_000

    /// The question in the terms of the semantic layer.
    ///
    /// - Throws: ``APIError`` for what would fill the machine: too many buckets for too many combinations.
    func question() throws(APIError) -> Question {
        let question = Question(
            metrics, by: dimensions, over: days, filters: filters, comparison: comparison, sort: sort, limit: limit)
        guard let grain = question.time?.grain, question.dimensions.count > 1, let limit else { return question }
        let buckets = grain.buckets(over: days).count
        guard buckets * limit <= Self.mostRowsOverTime else {
            throw .badParameter(
                "limit",
                "\(buckets) buckets of time for \(limit) combinations are too many rows; ask for fewer, or for a wider grain."
            )
        }
        return question
    }
}

extension Answer {
    /// Its rows.
    var rowSet: RowSet { RowSet(columns: columns.map(\.name), cells: cells) }

    /// Its rows, and what it says about itself and its columns.
    var payload: Payload {
        Payload(data: .rows(rowSet), meta: meta + [("columns", .array(columns.map(\.json)))])
    }
}

extension Answer.Column {
    fileprivate var json: JSON {
        switch content {
        case .dimension(let dimension):
            .object([
                ("name", .text(name)), ("kind", .text("dimension")), ("label", .text(dimension.label.english)),
                ("label_pt", .text(dimension.label.portuguese)),
            ])
        case .metric(let metric), .comparison(let metric):
            .object([
                ("name", .text(name)), ("kind", .text(name == metric.name ? "metric" : "comparison")),
                ("unit", .text(metric.unit.rawValue)), ("label", .text(metric.label.english)),
                ("label_pt", .text(metric.label.portuguese)),
            ])
        }
    }
}

extension Metric {
    fileprivate var json: JSON {
        .object([
            ("name", .text(name)), ("label", .text(label.english)), ("label_pt", .text(label.portuguese)),
            ("unit", .text(unit.rawValue)), ("fact", .text(fact.rawValue)), ("definition", .text(definition.english)),
            ("definition_pt", .text(definition.portuguese)), ("is_additive", .boolean(isAdditive)),
        ])
    }
}

extension Dimension {
    fileprivate var json: JSON {
        let known = values.map { values in
            JSON.array(
                values.map {
                    .object([
                        ("value", .text($0.value)), ("label", .text($0.label.english)),
                        ("label_pt", .text($0.label.portuguese)),
                    ])
                })
        }
        return .object([
            ("name", .text(name)), ("label", .text(label.english)), ("label_pt", .text(label.portuguese)),
            ("entity", .text(entity.rawValue)), ("is_time", .boolean(isTime)), ("is_filter", .boolean(isFilter)),
            ("values", known ?? .null),
        ])
    }
}
