extension Feature {
    static let items = Feature(
        "item_count", "Items", "Itens", unit: "count", range: 1...1000, "Lines of the order."
    ) { $0.items }
    static let products = Feature(
        "product_count", "Different products", "Produtos diferentes", unit: "count", range: 1...1000,
        "Different products among the lines."
    ) { $0.products }
    static let sellers = Feature(
        "seller_count", "Sellers", "Vendedores", unit: "count", range: 1...1000, "Different sellers among the lines."
    ) { $0.sellers }
    static let categories = Feature(
        "category_count", "Categories", "Categorias", unit: "count", range: 1...1000,
        "Different categories among the lines."
    ) { $0.categories }
    static let weight = Feature(
        "total_weight_g", "Total weight", "Peso total", unit: "g", range: 0...50_000_000, known: "before purchase",
        "Sum of the products' weights."
    ) { $0.weight }
    static let heaviest = Feature(
        "heaviest_weight_g", "Heaviest product", "Produto mais pesado", unit: "g", range: 0...100_000,
        known: "before purchase", "The greatest weight of a product."
    ) { $0.heaviest }
    static let volume = Feature(
        "total_volume_cm3", "Total volume", "Volume total", unit: "cm3", range: 0...27_000_000_000,
        known: "before purchase", "Sum of length × height × width."
    ) { $0.volume }
    static let longestSide = Feature(
        "longest_side_cm", "Longest side", "Maior lado", unit: "cm", range: 0...300, known: "before purchase",
        "The longest side of a product."
    ) { $0.longestSide }
    static let photos = Feature(
        "photos", "Photos", "Fotos", unit: "count", range: 0...100, known: "before purchase",
        "Photos of a product, on average."
    ) { $0.photos }
    static let descriptionLength = Feature(
        "description_length", "Length of the description", "Tamanho da descrição", unit: "characters",
        range: 0...20_000,
        known: "before purchase", "Characters of a product's description, on average."
    ) { $0.descriptionLength }
    static let distance = Feature(
        "distance_km", "Distance", "Distância", unit: "km", range: 0...6000,
        "From the seller's zip-code area to the customer's, in a straight line; the farthest seller counts."
    ) { $0.distance }
    static let sellerState = Feature(
        "seller_state", "Seller state", "Estado do vendedor", unit: "IBGE code", range: 11...53,
        known: "before purchase", "The state of the first line's seller."
    ) { $0.sellerState }
    static let customerState = Feature(
        "customer_state", "Customer state", "Estado do cliente", unit: "IBGE code", range: 11...53,
        "The state that the order goes to."
    ) { $0.customerState }
    static let customerLatitude = Feature(
        "customer_latitude", "Customer latitude", "Latitude do cliente", unit: "degrees", range: -34...6,
        "The centre of the customer's zip-code area, or of the state."
    ) { $0.customerLatitude }
    static let customerLongitude = Feature(
        "customer_longitude", "Customer longitude", "Longitude do cliente", unit: "degrees", range: -74...(-28),
        "The centre of the customer's zip-code area, or of the state."
    ) { $0.customerLongitude }
    static let paymentType = Feature(
        "payment_type", "Payment method", "Meio de pagamento", unit: "code", range: 0...3,
        "How the first payment is made: 0 credit card, 1 boleto, 2 debit card, 3 voucher."
    ) { $0.paymentType }
    static let installments = Feature(
        "payment_installments", "Installments", "Parcelas", unit: "count", range: 0...60,
        "The most installments of a payment."
    ) { $0.installments }
    static let month = Feature(
        "month", "Month", "Mês", unit: "1 to 12", range: 1...12, "The month of the purchase."
    ) { $0.month }
    static let weekday = Feature(
        "weekday", "Weekday", "Dia da semana", unit: "0 Monday to 6 Sunday", range: 0...6,
        "The weekday of the purchase."
    ) { $0.weekday }
    static let hour = Feature(
        "hour", "Hour", "Hora", unit: "0 to 23", range: 0...23, "The hour of the purchase, local time."
    ) { $0.hour }
    static let promisedDays = Feature(
        "promised_days", "Promised time", "Prazo prometido", unit: "days", range: -1...366,
        "From the purchase to the promised date."
    ) { $0.promisedDays }
}
