import Analytics
import Learning

/// The body of a request for predictions, read and checked.
struct PredictionRequest: Sendable {
    let orders: [OrderInput]
    /// Whether many are asked for and a list is to be answered.
    let isBatch: Bool
    /// Whether to tell what each feature adds.
    let isExplained: Bool

    /// - Throws: ``LearningError`` that names the input at fault.
    init(_ body: JSONValue) throws(LearningError) {
        guard case .object(let fields) = body else {
            throw .input("body", "It is a JSON object: an order's inputs, or orders with a list of them.")
        }
        guard let list = fields["orders"] else {
            orders = [try OrderInput(body)]
            isBatch = false
            isExplained = true
            return
        }
        if let stray = fields.keys.sorted().first(where: { $0 != "orders" && $0 != "contributions" }) {
            throw .input(String(stray.prefix(64)), "Beside orders there is only contributions.")
        }
        guard case .array(let values) = list, (1...Predictor.mostOrders).contains(values.count) else {
            throw .input("orders", "It is a list of 1 to \(Predictor.mostOrders) orders.")
        }
        switch fields["contributions"] {
        case nil, .null: isExplained = false
        case .boolean(let value): isExplained = value
        default: throw .input("contributions", "It is true or false.")
        }
        var orders: [OrderInput] = []
        orders.reserveCapacity(values.count)
        for (index, value) in values.enumerated() { orders.append(try OrderInput(value, at: "orders[\(index)].")) }
        self.orders = orders
        isBatch = true
    }

    /// The orders, so few together that predicting them takes no other request's time.
    var pieces: [[OrderInput]] {
        stride(from: 0, to: orders.count, by: Self.pieceLength).map {
            Array(orders[$0..<min($0 + Self.pieceLength, orders.count)])
        }
    }

    private static let pieceLength = 20
}

extension Endpoints {
    /// What `ml/predict` takes.
    static let predictionBody = RequestBody(
        words: "One order's inputs, or {\"orders\": [...]} with up to \(Predictor.mostOrders) of them, "
            + "and \"contributions\": true to explain each.",
        schema: .object([
            (
                "oneOf",
                .array([
                    order,
                    .object([
                        ("type", .text("object")), ("required", .array([.text("orders")])),
                        (
                            "properties",
                            .object([
                                (
                                    "orders",
                                    .object([
                                        ("type", .text("array")), ("items", order), ("minItems", .integer(1)),
                                        ("maxItems", .integer(Predictor.mostOrders)),
                                    ])
                                ),
                                (
                                    "contributions",
                                    .object([("type", .array([.text("boolean"), .text("null")]))])
                                ),
                            ])
                        ), ("additionalProperties", .boolean(false)),
                    ]),
                ])
            )
        ]),
        fields: Input.all.map { Field($0.name, $0.fieldKind, isNullable: true, $0.words) }
            + [Field("items", .array([]), "Different items, each with its own inputs and quantity.")],
        example:
            #"{"customer_state": "SP", "payment_type": "credit_card", "payment_installments": 3, "category": "beleza_saude", "weight_g": 500}"#
    )

    private static let order: JSON = {
        let inputs = Input.all.filter { $0.name != "quantity" }
        let items = Input.all.filter { $0.owner == .item }
        return .object([
            ("type", .text("object")),
            (
                "properties",
                .object(
                    inputs.map { ($0.name, $0.schema) } + [
                        (
                            "items",
                            .object([
                                ("type", .text("array")), ("minItems", .integer(1)), ("maxItems", .integer(50)),
                                (
                                    "items",
                                    .object([
                                        ("type", .text("object")),
                                        ("properties", .object(items.map { ($0.name, $0.schema) })),
                                        ("additionalProperties", .boolean(false)),
                                    ])
                                ),
                            ])
                        )
                    ])
            ), ("additionalProperties", .boolean(false)),
        ])
    }()
}

extension Input {
    fileprivate var fieldKind: Field.Kind {
        switch kind {
        case .integer: .integer
        case .number: .number
        case .day: .day
        case .text, .time: .text
        }
    }

    fileprivate var words: String {
        guard let range else { return meaning }
        return "\(meaning) \(Int(range.lowerBound)) to \(Int(range.upperBound))\(unit.isEmpty ? "" : " " + unit)."
    }

    fileprivate var schema: JSON {
        let type =
            switch kind {
            case .integer: "integer"
            case .number: "number"
            case .text, .time, .day: "string"
            }
        var fields: [(String, JSON)] = [
            ("type", .array([.text(type), .text("null")])), ("description", .text(words)),
        ]
        if kind == .text { fields.append(("maxLength", .integer(200))) }
        if kind == .day { fields.append(("format", .text("date"))) }
        if let range {
            fields += [
                ("minimum", .integer(Int(range.lowerBound))), ("maximum", .integer(Int(range.upperBound))),
            ]
        }
        return .object(fields)
    }
}
