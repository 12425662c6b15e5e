/// One file of an export: what it is called and which columns it has.
public struct DemoTable: Equatable, Sendable {
    /// File name, as Olist names it.
    public let file: String
    /// Columns in their order, misspelled where Olist misspells them.
    public let columns: [String]
    /// The table's name in a warehouse.
    public let name: String

    /// The header line without its end. Olist quotes the names in all files but that of the category names.
    var header: String {
        name == DemoShop.translation.name
            ? "\u{FEFF}" + columns.joined(separator: ",") : columns.map { "\"\($0)\"" }.joined(separator: ",")
    }
}

extension DemoShop {
    /// The nine files of an export.
    public static let tables = [
        customers, geolocation, orderItems, orderPayments, orderReviews, orders, products, sellers, translation,
    ]

    static let customers = DemoTable(
        file: "olist_customers_dataset.csv",
        columns: [
            "customer_id", "customer_unique_id", "customer_zip_code_prefix", "customer_city", "customer_state",
        ],
        name: "customers")
    static let geolocation = DemoTable(
        file: "olist_geolocation_dataset.csv",
        columns: [
            "geolocation_zip_code_prefix", "geolocation_lat", "geolocation_lng", "geolocation_city",
            "geolocation_state",
        ],
        name: "geolocation")
    static let orderItems = DemoTable(
        file: "olist_order_items_dataset.csv",
        columns: [
            "order_id", "order_item_id", "product_id", "seller_id", "shipping_limit_date", "price", "freight_value",
        ],
        name: "order_items")
    static let orderPayments = DemoTable(
        file: "olist_order_payments_dataset.csv",
        columns: ["order_id", "payment_sequential", "payment_type", "payment_installments", "payment_value"],
        name: "order_payments")
    static let orderReviews = DemoTable(
        file: "olist_order_reviews_dataset.csv",
        columns: [
            "review_id", "order_id", "review_score", "review_comment_title", "review_comment_message",
            "review_creation_date", "review_answer_timestamp",
        ],
        name: "order_reviews")
    static let orders = DemoTable(
        file: "olist_orders_dataset.csv",
        columns: [
            "order_id", "customer_id", "order_status", "order_purchase_timestamp", "order_approved_at",
            "order_delivered_carrier_date", "order_delivered_customer_date", "order_estimated_delivery_date",
        ],
        name: "orders")
    static let products = DemoTable(
        file: "olist_products_dataset.csv",
        columns: [
            "product_id", "product_category_name", "product_name_lenght", "product_description_lenght",
            "product_photos_qty", "product_weight_g", "product_length_cm", "product_height_cm", "product_width_cm",
        ],
        name: "products")
    static let sellers = DemoTable(
        file: "olist_sellers_dataset.csv",
        columns: ["seller_id", "seller_zip_code_prefix", "seller_city", "seller_state"],
        name: "sellers")
    static let translation = DemoTable(
        file: "product_category_name_translation.csv",
        columns: ["product_category_name", "product_category_name_english"],
        name: "product_category_name_translation")
}
