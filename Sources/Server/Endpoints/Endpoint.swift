import Analytics

/// An endpoint of the API, declared once: the router, the checks of its parameters and its description come from here.
struct Endpoint: Sendable {
    /// What its data looks like.
    enum Shape: Sendable {
        /// An array of objects; also as CSV.
        case rows
        /// One object.
        case object
        /// One object, or an array of them where a list was asked about.
        case objectOrList
    }

    /// How an endpoint is asked.
    enum Method: String, Sendable {
        case get = "GET"
        case post = "POST"
    }

    /// The path below `/api/`.
    let path: String
    /// What it answers, in a line.
    let summary: String
    /// What it answers, in full.
    var details = ""
    /// How it is asked.
    var method = Method.get
    /// What it takes beside the parameters.
    var body: RequestBody?
    /// The parameters that it takes.
    let parameters: Parameters
    /// Whether its answer depends on the trained models too.
    var usesModels = false
    /// What its data looks like.
    let shape: Shape
    /// The fields of its data: of each row, or of the object.
    let fields: [Field]
    /// The fields that stand beside its data.
    var beside: [Field] = []
    /// Answers a checked request.
    let answer: @Sendable (Asked) async throws -> Payload

    /// Whether it takes a parameter.
    func takes(_ parameter: Parameter) -> Bool { parameters.all.contains(parameter) }
}

/// A field of an answer.
struct Field: Sendable, Hashable {
    /// What a field holds.
    enum Kind: Sendable, Hashable {
        case integer
        case number
        case text
        case day
        case boolean
        indirect case array([Field])
        indirect case object([Field])
        /// Any object.
        case anything
    }

    let name: String
    let kind: Kind
    let isNullable: Bool
    /// Whether it may be missing.
    let isOptional: Bool
    let description: String

    init(
        _ name: String, _ kind: Kind, isNullable: Bool = false, isOptional: Bool = false, _ description: String
    ) {
        self.name = name
        self.kind = kind
        self.isNullable = isNullable
        self.isOptional = isOptional
        self.description = description
    }
}

/// What an endpoint answers.
struct Payload: Sendable {
    /// The data.
    enum Data: Sendable {
        case rows(RowSet)
        case json(JSON)
    }

    var data: Data
    /// The rows that stand for an object as CSV.
    var table: RowSet?
    /// Fields that stand beside `data`.
    var beside: [(String, JSON)] = []
    /// Fields of `meta` beyond those of every answer.
    var meta: [(String, JSON)] = []

    /// What is written as CSV, where the endpoint takes a format.
    var rows: RowSet? { if case .rows(let rows) = data { rows } else { table } }

    /// Whether it takes long to write.
    var isLong: Bool { rows?.isLong ?? false }

    static func rows(_ rows: RowSet) -> Payload { Payload(data: .rows(rows)) }
    static func json(_ json: JSON) -> Payload { Payload(data: .json(json)) }
}
