/// The tables of a marketplace's export that Vitrine knows, in Olist's form.
public enum SourceTables {
    /// Every table, in the order in which a summary lists them.
    public static let all: [TableSchema] = [
        orders, orderItems, orderPayments, orderReviews, customers, sellers, products, categoryTranslation, geolocation,
    ]

    /// The table with this name.
    public static func named(_ name: String) -> TableSchema? { all.first { $0.name == name } }

    static let orders = TableSchema(
        name: "orders",
        columns: [
            .required("order_id", .identifier),
            .required("customer_id", .identifier),
            .required("order_status", .identifier),
            .required("order_purchase_timestamp", .timestamp),
            .optional("order_approved_at", .timestamp),
            .optional("order_delivered_carrier_date", .timestamp),
            .optional("order_delivered_customer_date", .timestamp),
            .optional("order_estimated_delivery_date", .timestamp),
        ],
        key: ["order_id"],
        isKeyUnique: true)

    static let orderItems = TableSchema(
        name: "order_items",
        columns: [
            .required("order_id", .identifier),
            .required("order_item_id", .integer(1...Int32.max)),
            .required("product_id", .identifier),
            .required("seller_id", .identifier),
            .optional("shipping_limit_date", .timestamp),
            .required("price", .money),
            .required("freight_value", .money),
        ],
        key: ["order_id", "order_item_id"],
        isKeyUnique: true)

    static let orderPayments = TableSchema(
        name: "order_payments",
        columns: [
            .required("order_id", .identifier),
            .required("payment_sequential", .integer(1...Int32.max)),
            .required("payment_type", .identifier),
            .required("payment_installments", .integer(0...1200)),
            .required("payment_value", .money),
        ],
        key: ["order_id", "payment_sequential"],
        isKeyUnique: true)

    static let orderReviews = TableSchema(
        name: "order_reviews",
        columns: [
            .required("review_id", .identifier),
            .required("order_id", .identifier),
            .required("review_score", .integer(1...5)),
            .optional("review_comment_title", .text),
            .optional("review_comment_message", .text),
            .optional("review_creation_date", .timestamp),
            .optional("review_answer_timestamp", .timestamp),
        ],
        key: ["review_id", "order_id"],
        isKeyUnique: true)

    static let customers = TableSchema(
        name: "customers",
        columns: [
            .required("customer_id", .identifier),
            .required("customer_unique_id", .identifier),
            .optional("customer_zip_code_prefix", .identifier),
            .optional("customer_city", .text),
            .nullable("customer_state", .identifier),
        ],
        key: ["customer_id"],
        isKeyUnique: true)

    static let sellers = TableSchema(
        name: "sellers",
        columns: [
            .required("seller_id", .identifier),
            .optional("seller_zip_code_prefix", .identifier),
            .optional("seller_city", .text),
            .nullable("seller_state", .identifier),
        ],
        key: ["seller_id"],
        isKeyUnique: true)

    // The misspellings are the source's own.
    static let products = TableSchema(
        name: "products",
        columns: [
            .required("product_id", .identifier),
            .nullable("product_category_name", .identifier),
            .optional("product_name_lenght", .integer(0...Int32.max)),
            .optional("product_description_lenght", .integer(0...Int32.max)),
            .optional("product_photos_qty", .integer(0...Int32.max)),
            .optional("product_weight_g", .integer(0...Int32.max)),
            .optional("product_length_cm", .integer(0...Int32.max)),
            .optional("product_height_cm", .integer(0...Int32.max)),
            .optional("product_width_cm", .integer(0...Int32.max)),
        ],
        key: ["product_id"],
        isKeyUnique: true)

    static let categoryTranslation = TableSchema(
        name: "product_category_name_translation",
        columns: [
            .required("product_category_name", .identifier),
            .nullable("product_category_name_english", .identifier),
        ],
        key: ["product_category_name"],
        isKeyUnique: true)

    static let geolocation = TableSchema(
        name: "geolocation",
        columns: [
            .required("geolocation_zip_code_prefix", .identifier),
            .required("geolocation_lat", .coordinate(90)),
            .required("geolocation_lng", .coordinate(180)),
            .optional("geolocation_city", .text),
            .optional("geolocation_state", .identifier),
        ],
        key: ["geolocation_zip_code_prefix"],
        isKeyUnique: false)
}

extension SourceColumn {
    /// A column that a file must have and a row must fill.
    fileprivate static func required(_ name: String, _ kind: ColumnKind) -> SourceColumn {
        SourceColumn(name: name, kind: kind, isRequired: true, isNullable: false)
    }

    /// A column that a file must have and a row may leave empty.
    fileprivate static func nullable(_ name: String, _ kind: ColumnKind) -> SourceColumn {
        SourceColumn(name: name, kind: kind, isRequired: true, isNullable: true)
    }

    /// A column that a file may lack.
    fileprivate static func optional(_ name: String, _ kind: ColumnKind) -> SourceColumn {
        SourceColumn(name: name, kind: kind, isRequired: false, isNullable: true)
    }
}
