/// Something that a prediction can be told: what it is called, what it may be, and what stands in where it is left out.
public struct Input: Sendable, Hashable {
    /// What kind of value it is.
    public enum Kind: String, Sendable {
        case text, integer, number, time, day
    }

    /// Whose property it is.
    public enum Owner: String, Sendable {
        case order, item
    }

    /// What a picker can offer.
    public enum Choices: Sendable {
        case states, paymentTypes, categories
    }

    /// Its name in the API.
    public let name: String
    /// What kind of value it is.
    public let kind: Kind
    /// Whose property it is.
    public let owner: Owner
    /// What people call it.
    public let label: Words
    /// What exactly it is.
    public let meaning: String
    /// The unit of a number; empty for what has none.
    public let unit: String
    /// What a number may be.
    public let range: ClosedRange<Double>?
    /// What a picker can offer; nil where anything may be said.
    public let choices: Choices?
    /// What a number is taken to be where it is left out.
    public let standard: Double?

    private init(
        _ name: String, _ kind: Kind, _ owner: Owner, _ english: String, _ portuguese: String, _ meaning: String,
        unit: String = "", range: ClosedRange<Double>? = nil, choices: Choices? = nil, standard: Double? = nil
    ) {
        self.name = name
        self.kind = kind
        self.owner = owner
        label = Words(english, portuguese)
        self.meaning = meaning
        self.unit = unit
        self.range = range
        self.choices = choices
        self.standard = standard
    }

    /// All of them, the order's first.
    public static let all: [Input] = [
        Input(
            "purchased_at", .time, .order, "Time of purchase", "Data da compra",
            "Local time, YYYY-MM-DDTHH:MM; the afternoon after the last day known where it is left out."),
        Input(
            "customer_state", .text, .order, "Customer state", "Estado do cliente", "Two letters.", choices: .states),
        Input(
            "customer_zip_code_prefix", .text, .order, "Customer zip code", "CEP do cliente",
            "The first five digits."),
        Input(
            "payment_type", .text, .order, "Payment method", "Meio de pagamento", "How the first payment is made.",
            choices: .paymentTypes),
        Input(
            "payment_installments", .integer, .order, "Installments", "Parcelas", "In how many parts it is paid.",
            unit: "count", range: 0...60),
        Input(
            "promised_date", .day, .order, "Promised date", "Data prometida",
            "The delivery date that the customer is told; up to 366 days after the purchase."),
        Input(
            "item_count", .integer, .order, "Items", "Itens", "How many of the item; without a list of items.",
            unit: "count", range: 1...100, standard: 1),
        Input("category", .text, .item, "Category", "Categoria", "The product category.", choices: .categories),
        Input("product_id", .text, .item, "Product", "Produto", "Gives category and measures that are left out."),
        Input("seller_id", .text, .item, "Seller", "Vendedor", "Gives past prices and deliveries, and the state."),
        Input(
            "seller_state", .text, .item, "Seller state", "Estado do vendedor", "Two letters.", choices: .states),
        Input("weight_g", .number, .item, "Weight", "Peso", "Of one item.", unit: "g", range: 0...100_000),
        Input("length_cm", .number, .item, "Length", "Comprimento", "Of one item.", unit: "cm", range: 0...300),
        Input("height_cm", .number, .item, "Height", "Altura", "Of one item.", unit: "cm", range: 0...300),
        Input("width_cm", .number, .item, "Width", "Largura", "Of one item.", unit: "cm", range: 0...300),
        Input("photos", .integer, .item, "Photos", "Fotos", "Photos of the product.", unit: "count", range: 0...100),
        Input(
            "description_length", .integer, .item, "Length of the description", "Tamanho da descrição",
            "Characters of the product's description.", unit: "characters", range: 0...20_000),
        Input(
            "quantity", .integer, .item, "Quantity", "Quantidade", "How many of this item; only in a list of items.",
            unit: "count", range: 1...100, standard: 1),
    ]

    /// What `states` offers.
    public static let states = State.names
    /// What `paymentTypes` offers.
    public static let paymentTypes = PaymentType.names

    static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

    /// What the value has to be, in words.
    var requirement: String {
        switch kind {
        case .text: "It is a text of at most \(OrderInput.longestText) characters."
        case .integer: "It is a whole number from \(Self.plain(range?.lowerBound)) to \(Self.plain(range?.upperBound))."
        case .number: "It is a number from \(Self.plain(range?.lowerBound)) to \(Self.plain(range?.upperBound))."
        case .time: "It is a local time, YYYY-MM-DDTHH:MM, from 2000-01-01 to 2100-12-31."
        case .day: "It is a date, YYYY-MM-DD, from the day of purchase to 366 days after it."
        }
    }

    private static func plain(_ bound: Double?) -> String { bound.map { String(Int($0)) } ?? "" }
}
