extension Catalogue {
    /// Buckets of the day of purchase.
    static let timeDimensions: [Dimension] = [
        Dimension("day", Label("Day", "Dia"), of: .orders, .bucket(.day), form: .day),
        Dimension("week", Label("Week", "Semana"), of: .orders, .bucket(.week), form: .day),
        Dimension("month", Label("Month", "Mês"), of: .orders, .bucket(.month), form: .day),
        Dimension("quarter", Label("Quarter", "Trimestre"), of: .orders, .bucket(.quarter), form: .day),
        Dimension("year", Label("Year", "Ano"), of: .orders, .bucket(.year), form: .day),
    ]

    /// What is known of an order, and so of each of its lines, payments and reviews.
    static let orderDimensions: [Dimension] = [
        Dimension(
            "weekday", Label("Weekday", "Dia da semana"), of: .orders, .weekday, form: .integer, values: weekdays),
        Dimension(
            "hour", Label("Hour", "Hora"), of: .orders, .hour("purchased_at"), form: .integer,
            values: (0..<24).map { known(String($0), "\($0)h", "\($0)h") }),
        Dimension(
            "status", Label("Status", "Situação"), of: .orders, .column("order_status"), values: statuses),
        Dimension(
            "state", Label("Customer state", "Estado do cliente"), of: .orders, .column("customer_place_state"),
            told: ["city": place("state")], values: states),
        Dimension(
            "city", Label("Customer city", "Cidade do cliente"), of: .orders, .column("customer_place_key"),
            lookup: place("city", with: ["city", "state"])),
        Dimension(
            "region", Label("Customer region", "Região do cliente"), of: .orders, .column("customer_place_key"),
            lookup: place("region"), values: regions),
        Dimension(
            "customer_type", Label("New or returning", "Novo ou recorrente"), of: .orders, .flag("is_first_order"),
            form: .labels(["new", "returning"]),
            values: [
                known("new", "First order", "Primeiro pedido"), known("returning", "Later order", "Pedido posterior"),
            ]),
        banded(
            "order_value_band", Label("Order value", "Valor do pedido"), of: .orders, "items_value",
            ["R$ 0-50", "R$ 50-100", "R$ 100-200", "R$ 200-500", "R$ 500-1000", "R$ 1000+"],
            bounds: [50, 100, 200, 500, 1000], isPresent: "item_count"),
        Dimension(
            "delivery_days", Label("Delivery time", "Tempo de entrega"), of: .orders, .column("delivery_days"),
            form: .integer),
        banded(
            "delivery_days_band", Label("Delivery time, in bands", "Tempo de entrega, em faixas"), of: .orders,
            "delivery_days", ["0-3", "4-7", "8-14", "15-21", "22-30", "31+"], bounds: [4, 8, 15, 22, 31]),
    ]

    /// What is known of an order line.
    static let itemDimensions: [Dimension] = [
        Dimension(
            "category", Label("Category", "Categoria"), of: .items, .column("category_key"),
            lookup: Dimension.Lookup(
                table: "dim_product_category_translation", key: "category_key", column: "product_category_name",
                isOneToOne: true),
            determined: ["product": product("product_category_name")], setOfOrder: categorySet),
        Dimension(
            "category_english", Label("Category in English", "Categoria em inglês"), of: .items,
            .column("category_key"),
            lookup: Dimension.Lookup(
                table: "dim_product_category_translation", key: "category_key",
                column: "product_category_name_english", isOneToOne: false),
            determined: ["product": product("product_category_name_english")], setOfOrder: categorySet),
        Dimension(
            "product", Label("Product", "Produto"), of: .items, .column("product_key"),
            lookup: product("product_id")),
        Dimension(
            "seller", Label("Seller", "Vendedor"), of: .items, .column("seller_key"), lookup: seller("seller_id")),
        Dimension(
            "seller_state", Label("Seller state", "Estado do vendedor"), of: .items, .column("seller_place_key"),
            lookup: place("state"), determined: ["seller": seller("seller_state")], values: states),
        Dimension(
            "seller_city", Label("Seller city", "Cidade do vendedor"), of: .items, .column("seller_place_key"),
            lookup: place("city", with: ["seller_city", "seller_state"]), determined: ["seller": seller("seller_city")]),
        Dimension(
            "seller_region", Label("Seller region", "Região do vendedor"), of: .items, .column("seller_place_key"),
            lookup: place("region"), values: regions),
        banded(
            "price_band", Label("Price", "Preço"), of: .items, "price",
            ["R$ 0-50", "R$ 50-100", "R$ 100-200", "R$ 200-500", "R$ 500+"], bounds: [50, 100, 200, 500]),
    ]

    /// What is known of a payment.
    static let paymentDimensions: [Dimension] = [
        Dimension(
            "payment_type", Label("Payment method", "Meio de pagamento"), of: .payments, .column("payment_type"),
            setOfOrder: .bits("payment_types"),
            values: [
                known("credit_card", "Credit card", "Cartão de crédito"), known("boleto", "Boleto", "Boleto"),
                known("voucher", "Voucher", "Vale"), known("debit_card", "Debit card", "Cartão de débito"),
                known("not_defined", "Not defined", "Não definido"),
            ]),
        Dimension(
            "installments", Label("Installments", "Parcelas"), of: .payments, .column("payment_installments"),
            form: .integer),
        banded(
            "payment_value_band", Label("Value of one payment", "Valor de um pagamento"), of: .payments,
            "payment_value", ["R$ 0-50", "R$ 50-100", "R$ 100-200", "R$ 200-500", "R$ 500-1000", "R$ 1000+"],
            bounds: [50, 100, 200, 500, 1000]),
    ]

    /// What is known of a review.
    static let reviewDimensions: [Dimension] = [
        Dimension(
            "review_score", Label("Review score", "Nota da avaliação"), of: .reviews, .column("review_score"),
            form: .integer, setOfOrder: .bits("review_scores"),
            values: (1...5).map {
                known(String($0), $0 == 1 ? "1 star" : "\($0) stars", $0 == 1 ? "1 estrela" : "\($0) estrelas")
            })
    ]

    private static func known(_ value: String, _ english: String, _ portuguese: String) -> Dimension.KnownValue {
        Dimension.KnownValue(value: value, label: Label(english, portuguese))
    }

    private static let categorySet = Dimension.SetOfOrder.members("category_set_key", table: "dim_category_sets")

    private static func place(_ column: String, with identity: Set<String> = []) -> Dimension.Lookup {
        Dimension.Lookup(
            table: "dim_places", key: "place_key", column: column, isOneToOne: false, identity: identity)
    }

    private static func product(_ column: String) -> Dimension.Lookup {
        Dimension.Lookup(table: "dim_products", key: "product_key", column: column, isOneToOne: column == "product_id")
    }

    private static func seller(_ column: String) -> Dimension.Lookup {
        Dimension.Lookup(table: "dim_sellers", key: "seller_key", column: column, isOneToOne: column == "seller_id")
    }

    private static func banded(
        _ name: String, _ label: Label, of entity: Fact, _ column: String, _ labels: [String], bounds: [Int],
        isPresent: String? = nil
    ) -> Dimension {
        Dimension(
            name, label, of: entity, .band(column, bounds: bounds, isPresent: isPresent), form: .labels(labels),
            values: labels.map { known($0, $0, $0) })
    }

    private static var states: [Dimension.KnownValue] {
        Brazil.states.map { known($0.code, $0.name, $0.name) }
    }

    private static var regions: [Dimension.KnownValue] {
        Brazil.regions.map { Dimension.KnownValue(value: $0.code, label: $0.label) }
    }

    private static var weekdays: [Dimension.KnownValue] {
        [
            known("0", "Monday", "Segunda-feira"), known("1", "Tuesday", "Terça-feira"),
            known("2", "Wednesday", "Quarta-feira"), known("3", "Thursday", "Quinta-feira"),
            known("4", "Friday", "Sexta-feira"), known("5", "Saturday", "Sábado"), known("6", "Sunday", "Domingo"),
        ]
    }

    private static var statuses: [Dimension.KnownValue] {
        [
            known("created", "Created", "Criado"), known("approved", "Approved", "Aprovado"),
            known("invoiced", "Invoiced", "Faturado"), known("processing", "Processing", "Em processamento"),
            known("shipped", "Shipped", "Enviado"), known("delivered", "Delivered", "Entregue"),
            known("canceled", "Canceled", "Cancelado"), known("unavailable", "Unavailable", "Indisponível"),
        ]
    }
}
