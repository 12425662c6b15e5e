import Analytics

/// The API's description (OpenAPI 3.1), derived from the endpoints as they are declared.
enum OpenAPI {
    /// The document.
    static let document: JSON = .object([
        ("openapi", .text("3.1.0")),
        (
            "info",
            .object([
                ("title", .text("Vitrine")), ("version", .text("1")),
                (
                    "description",
                    .text(
                        "A marketplace's orders as checked figures. Ranges end on the as-of day; times are local and carry no zone."
                    )
                ),
                ("license", .object([("name", .text("Apache 2.0")), ("identifier", .text("Apache-2.0"))])),
            ])
        ),
        ("servers", .array([.object([("url", .text("/api"))])])),
        ("paths", .object(paths)),
        (
            "components",
            .object([
                ("schemas", .object([("Meta", meta), ("Failure", failure)])),
                (
                    "responses",
                    .object([
                        ("BadParameter", response("A parameter is wrong; the error names it.", "Failure")),
                        ("TooLong", response("The URL, or the headers with it, are too long.", "Failure")),
                        (
                            "Unavailable",
                            response(
                                """
                                There is nothing to answer from (no_warehouse, no_model, model_refused), the database does \
                                not answer (warehouse_unavailable), or the server has too much to do (busy, \
                                request_timeout) or is being stopped (cancelled). Retry-After says when to ask again, where \
                                it is not a model that is missing.
                                """, "Failure")
                        ),
                        (
                            "QueryTimeout",
                            response("A query ran too long (query_timeout); ask about fewer days.", "Failure")
                        ),
                        (
                            "Failure",
                            response(
                                """
                                Any other failure, in the same form: 404 not_found, 405 method_not_allowed with Allow, 408 \
                                request_too_slow, 413 body_too_long, 421 wrong_host, 500 internal_error, 501 not_implemented.
                                """, "Failure")
                        ),
                    ])
                ),
            ])
        ),
    ])

    private static var paths: [(String, JSON)] {
        [
            (
                "/" + HealthDescription.path,
                operation(
                    HealthDescription.summary, HealthDescription.details,
                    HealthDescription.parameters.all.flatMap(\.descriptions),
                    schema(.object(HealthDescription.fields)), nil, responses: responses(isAsking: false))
            )
        ] + Endpoints.all.map { ("/" + $0.path, operation(of: $0)) }
    }

    private static func operation(of endpoint: Endpoint) -> JSON {
        let row =
            endpoint.fields.isEmpty
            ? JSON.object([("type", .text("object"))]) : schema(.object(endpoint.fields))
        let list = JSON.object([("type", .text("array")), ("items", row)])
        let data =
            switch endpoint.shape {
            case .rows: list
            case .object: row
            case .objectOrList: JSON.object([("oneOf", .array([row, list]))])
            }
        return operation(
            endpoint.summary, endpoint.details, endpoint.parameters.all.flatMap(\.descriptions), data,
            endpoint.takes(.format) ? "text/csv" : nil, beside: endpoint.beside, method: endpoint.method,
            body: endpoint.body,
            // What takes no parameters asks the warehouse nothing.
            responses: responses(isAsking: !endpoint.parameters.all.isEmpty, isPosted: endpoint.body != nil))
    }

    private static func operation(
        _ summary: String, _ details: String, _ parameters: [JSON], _ data: JSON, _ other: String?,
        beside: [Field] = [], method: Endpoint.Method = .get, body: RequestBody? = nil, responses: [(String, JSON)]
    ) -> JSON {
        let parts: [(String, JSON)] =
            [("success", .object([("const", .boolean(true))])), ("data", data)]
            + beside.map { ($0.name, schema($0.kind, isNullable: $0.isNullable, description: $0.description)) }
            + [("meta", .object([("$ref", .text("#/components/schemas/Meta"))]))]
        let envelope = JSON.object([
            ("type", .text("object")), ("required", .array(parts.map { .text($0.0) })), ("properties", .object(parts)),
        ])
        var content: [(String, JSON)] = [("application/json", .object([("schema", envelope)]))]
        if let other { content.append((other, .object([("schema", .object([("type", .text("string"))]))]))) }
        let answer = JSON.object([("description", .text("The answer.")), ("content", .object(content))])
        let words: [(String, JSON)] =
            [("summary", .text(summary))] + (details.isEmpty ? [] : [("description", .text(details))])
        let request: [(String, JSON)] =
            body.map { [("requestBody", .object(requestBody($0)))] } ?? []
        return .object([
            (
                method.rawValue.lowercased(),
                .object(
                    words + request + [
                        ("parameters", .array(parameters)),
                        ("responses", .object([("200", answer)] + responses)),
                    ])
            )
        ])
    }

    /// The answers beside the one that was asked for.
    ///
    /// - Parameters:
    ///   - isAsking: Whether the warehouse is asked something, which may take too long.
    ///   - isPosted: Whether a body is sent, which may be too long or something other than JSON; the answer is not kept by
    ///     clients then.
    private static func responses(isAsking: Bool, isPosted: Bool = false) -> [(String, JSON)] {
        func reference(_ status: String, _ name: String) -> (String, JSON) {
            (status, .object([("$ref", .text("#/components/responses/\(name)"))]))
        }
        let others =
            isPosted
            ? [
                ("413", response("The body is too long.", "Failure")),
                ("415", response("The body is not JSON, or is encoded.", "Failure")),
            ] : [("304", .object([("description", .text("The client's copy is current."))]))]
        return [reference("400", "BadParameter"), reference("414", "TooLong"), reference("431", "TooLong")]
            + others + [reference("503", "Unavailable")] + (isAsking ? [reference("504", "QueryTimeout")] : [])
            + [reference("default", "Failure")]
    }

    private static func requestBody(_ body: RequestBody) -> [(String, JSON)] {
        [
            ("description", .text(body.words)), ("required", .boolean(true)),
            (
                "content",
                .object([
                    ("application/json", .object([("schema", body.schema), ("example", .raw(body.example))]))
                ])
            ),
        ]
    }

    private static func response(_ description: String, _ name: String) -> JSON {
        .object([
            ("description", .text(description)),
            (
                "content",
                .object([
                    (
                        "application/json",
                        .object([("schema", .object([("$ref", .text("#/components/schemas/\(name)"))]))])
                    )
                ])
            ),
        ])
    }

    /// A field's JSON Schema.
    static func schema(_ kind: Field.Kind, isNullable: Bool = false, description: String? = nil) -> JSON {
        func typed(_ name: String) -> (String, JSON) {
            ("type", isNullable ? .array([.text(name), .text("null")]) : .text(name))
        }
        var fields: [(String, JSON)]
        switch kind {
        case .integer: fields = [typed("integer")]
        case .number: fields = [typed("number")]
        case .text: fields = [typed("string")]
        case .day: fields = [typed("string"), ("format", .text("date"))]
        case .boolean: fields = [typed("boolean")]
        case .anything: fields = [typed("object")]
        case .array(let items):
            fields = [typed("array"), ("items", items.isEmpty ? .object([]) : schema(.object(items)))]
        case .object(let members):
            fields = [typed("object")]
            if !members.isEmpty {
                fields += [
                    ("required", .array(members.filter { !$0.isOptional }.map { .text($0.name) })),
                    (
                        "properties",
                        .object(
                            members.map {
                                ($0.name, schema($0.kind, isNullable: $0.isNullable, description: $0.description))
                            })
                    ),
                ]
            }
        }
        if let description { fields.append(("description", .text(description))) }
        return .object(fields)
    }

    private static let meta = JSON.object([
        ("type", .text("object")),
        (
            "properties",
            .object(
                metaFields.map { ($0.name, schema($0.kind, isNullable: $0.isNullable, description: $0.description)) })
        ),
    ])

    /// The fields of `meta`; which of them are there depends on what was asked.
    static let metaFields = [
        Field(
            "as_of", .day, isNullable: true,
            "The day that presets such as the last 30 days end on; null without orders."),
        Field(
            "range",
            .object([
                Field("from", .day, "The first day."), Field("to", .day, "The last day."),
                Field("days", .integer, "How many days."),
            ]), "The days covered."),
        Field("warehouse_version", .text, "The version that answered."),
        Field("filters", .anything, "What the answer is restricted to."),
        Field("comparison", .anything, "The days that figures are compared with."),
        Field("is_truncated", .boolean, "Whether the limit left rows out."),
        Field("sources", .anything, "The table that each metric was answered from."),
        Field(
            "columns",
            .array([
                Field("name", .text, "The field of the rows."),
                Field("kind", .text, "dimension, metric or comparison."),
                Field("unit", .text, isOptional: true, "What a metric is measured in."),
                Field("label", .text, "What people call it."),
                Field("label_pt", .text, "The label in Portuguese."),
            ]), "What the fields of the rows are."),
    ]

    private static let failure = schema(
        .object([
            Field("success", .boolean, "false."),
            Field(
                "error",
                .object([
                    Field("code", .text, "A word for programs."), Field("message", .text, "What to do, for people."),
                    Field("parameter", .text, isOptional: true, "The parameter at fault."),
                ]), "What is wrong."),
        ]))
}

extension Parameter {
    /// The parameters of the query string in the words of OpenAPI.
    var descriptions: [JSON] {
        switch self {
        case .range(let defaultDays):
            let standard = defaultDays.map(String.init) ?? "all"
            return [
                Self.described(
                    "days",
                    "So many days that end on the as-of day, or all. Not together with from and to.",
                    .object([
                        ("type", .text("string")),
                        (
                            "pattern",
                            .text(
                                "^([1-9][0-9]{0,3}|[12][0-9]{4}|3[0-5][0-9]{3}|36[0-4][0-9]{2}|365[01][0-9]|3652[0-5]|all)$"
                            )
                        ),
                        ("default", .text(standard)),
                    ])),
                Self.described("from", "The first day, with to.", OpenAPI.schema(.day)),
                Self.described("to", "The last day, included, with from.", OpenAPI.schema(.day)),
            ]
        case .filters: return Catalogue.standard.filters.map(Self.filter)
        case .comparison:
            return [
                Self.choice(
                    "compare", "previous is as many days directly before; year is 364 days earlier.",
                    Comparison.allCases.map(\.rawValue))
            ]
        case .limit(let standard, let maximum):
            return [
                Self.described(
                    "limit", "How many rows; over time, how many combinations of the other dimensions.",
                    .object([
                        ("type", .text("integer")), ("minimum", .integer(1)), ("maximum", .integer(maximum)),
                        ("default", .integer(standard)),
                    ]))
            ]
        case .format: return [Self.choice("format", "The form of the answer.", ["json", "csv"])]
        case .metrics:
            return [
                Self.list(
                    "metrics", "The metrics, separated by commas.", Catalogue.standard.metrics.map(\.name),
                    Self.mostMetrics, isRequired: true)
            ]
        case .dimensions:
            return [
                Self.list(
                    "by", "The dimensions, separated by commas.", Catalogue.standard.dimensions.map(\.name),
                    Self.mostDimensions, isRequired: false),
                Self.choice(
                    "grain", "Divides time; the same as this dimension first in by.", TimeGrain.allCases.map(\.rawValue)
                ),
            ]
        case .sort:
            return [
                Self.described(
                    "sort", "A metric or a dimension of the question; - before it for descending.",
                    .object([("type", .text("string"))]))
            ]
        }
    }

    private static func described(_ name: String, _ words: String, _ schema: JSON) -> JSON {
        .object([
            ("name", .text(name)), ("in", .text("query")), ("description", .text(words)), ("schema", schema),
        ])
    }

    private static func choice(_ name: String, _ words: String, _ values: [String]) -> JSON {
        described(name, words, .object([("type", .text("string")), ("enum", .array(values.map(JSON.text)))]))
    }

    private static func list(_ name: String, _ words: String, _ values: [String], _ most: Int, isRequired: Bool) -> JSON
    {
        .object([
            ("name", .text(name)), ("in", .text("query")), ("description", .text(words)),
            ("required", .boolean(isRequired)), ("style", .text("form")), ("explode", .boolean(false)),
            (
                "schema",
                .object([
                    ("type", .text("array")),
                    ("items", .object([("type", .text("string")), ("enum", .array(values.map(JSON.text)))])),
                    ("minItems", .integer(1)), ("maxItems", .integer(most)), ("uniqueItems", .boolean(true)),
                ])
            ),
        ])
    }

    private static func filter(_ dimension: Dimension) -> JSON {
        var items: [(String, JSON)] = [("type", .text("string")), ("maxLength", .integer(200))]
        if dimension.isClosed, let values = dimension.values {
            items.append(("enum", .array(values.map { .text($0.value) } + [.text("")])))
        } else if dimension.isWhole {
            items.append(("pattern", .text("^(0|-?[1-9][0-9]{0,8})?$")))
        } else {
            items.append(("pattern", .text("^[^\\u0000]*$")))
        }
        return .object([
            ("name", .text(dimension.name)), ("in", .text("query")),
            (
                "description",
                .text("\(dimension.label.english). Values are alternatives; an empty one asks for rows that have none.")
            ),
            ("style", .text("form")), ("explode", .boolean(true)),
            (
                "schema",
                .object([
                    ("type", .text("array")), ("items", .object(items)), ("maxItems", .integer(mostValues)),
                ])
            ),
        ])
    }
}
