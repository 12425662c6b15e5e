/// Words in the languages of the dashboard.
public struct Words: Sendable, Hashable, Codable {
    /// English.
    public let english: String
    /// Brazilian Portuguese.
    public let portuguese: String

    init(_ english: String, _ portuguese: String) {
        self.english = english
        self.portuguese = portuguese
    }

    /// Reads the words by the languages' codes.
    public init(from decoder: any Decoder) throws {
        let words = try decoder.singleValueContainer().decode([String: String].self)
        english = words["en"] ?? ""
        portuguese = words["pt-BR"] ?? ""
    }

    /// Writes the words by the languages' codes.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(["en": english, "pt-BR": portuguese])
    }
}

/// Something that a model looks at: what it is, when it is known, and how it is read.
public struct Feature: Sendable {
    /// Its name in the API and in stored models.
    public let name: String
    /// What people call it.
    public let label: Words
    /// The unit of its values.
    public let unit: String
    /// When it is known.
    public let known: String
    /// What exactly it is.
    public let meaning: String
    /// What values it can have.
    public let range: ClosedRange<Double>
    let read: @Sendable (OrderSummary) -> Float

    init(
        _ name: String, _ english: String, _ portuguese: String, unit: String, range: ClosedRange<Double>,
        known: String = "at purchase", _ meaning: String, _ read: @escaping @Sendable (OrderSummary) -> Float
    ) {
        self.name = name
        label = Words(english, portuguese)
        self.unit = unit
        self.known = known
        self.meaning = meaning
        self.range = range
        self.read = read
    }
}
