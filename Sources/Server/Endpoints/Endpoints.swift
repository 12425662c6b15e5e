/// All endpoints that ask the warehouse, in the order of the documentation.
enum Endpoints {
    static let all: [Endpoint] =
        [overview] + orders + customers + products + sellers + payments + geography
        + [catalogue, query, quality, modelInfo, predict]
}

extension Endpoints {
    private static func by(_ name: String, as field: String) -> Endpoint.Column { .dimension(name, as: field) }
    private static func of(_ name: String, as field: String) -> Endpoint.Column { .metric(name, as: field) }

    static let orders: [Endpoint] = [
        .question(
            "orders/timeline", "Orders and revenue by day of purchase, one row a day, no gaps.",
            parameters: [.last30Days],
            columns: [
                by("day", as: "date"), of("orders", as: "order_count"), of("revenue", as: "revenue"),
                of("avg_order_value", as: "avg_order_value"),
            ]),
        .question(
            "orders/by-status", "Orders by day of purchase and status.", parameters: [.last30Days],
            columns: [by("day", as: "date"), by("status", as: "order_status"), of("orders", as: "count")]),
        deliveryPerformance,
        .question(
            "orders/value-distribution",
            "Orders with items, and their revenue, by the order's value: the sum of its prices, lower bounds inclusive.",
            parameters: [.last30Days],
            columns: [
                by("order_value_band", as: "value_range"), of("orders", as: "order_count"),
                of("revenue", as: "total_revenue"),
            ], sort: "order_value_band", omitsNull: "order_value_band"),
    ]

    static let customers: [Endpoint] = [
        .question(
            "customers/geography", "Customers, orders and revenue by the customer's state, most customers first.",
            parameters: [.allDays],
            columns: [
                by("state", as: "customer_state"), of("customers", as: "customer_count"),
                of("orders", as: "order_count"), of("revenue", as: "total_revenue"),
            ], sort: "-customers"),
        .question(
            "customers/top-cities", "The cities with the most customers.", parameters: [.allDays, .limit],
            columns: [
                by("city", as: "customer_city"), by("state", as: "customer_state"),
                of("customers", as: "customer_count"), of("orders", as: "order_count"),
            ], sort: "-customers"),
        lifetimeValue, cohorts, orderFrequency,
    ]

    static let products: [Endpoint] = [
        .question(
            "products/top-selling", "The products of which most items were sold.", parameters: [.last30Days, .limit],
            columns: [
                by("product", as: "product_id"), by("category", as: "product_category_name"),
                of("orders_with_items", as: "order_count"), of("items", as: "total_quantity_sold"),
                of("revenue", as: "total_revenue"), of("avg_price", as: "avg_price"),
            ], sort: "-items"),
        .question(
            "products/categories", "Products, orders, items and revenue by category, most revenue first.",
            parameters: [.last30Days],
            columns: [
                by("category", as: "category"), of("products_sold", as: "product_count"),
                of("orders_with_items", as: "order_count"), of("items", as: "total_quantity"),
                of("revenue", as: "total_revenue"), of("avg_price", as: "avg_price"),
            ], sort: "-revenue"),
        .question(
            "products/price-distribution", "Items and revenue by price, lower bounds inclusive.",
            parameters: [.allDays],
            columns: [
                by("price_band", as: "price_range"), of("items", as: "item_count"), of("revenue", as: "total_revenue"),
            ], sort: "price_band"),
    ]

    static let sellers: [Endpoint] = [
        .question(
            "sellers/performance", "The sellers with the most revenue.", parameters: [.last30Days, .limit],
            columns: [
                by("seller", as: "seller_id"), by("seller_city", as: "seller_city"),
                by("seller_state", as: "seller_state"), of("orders_with_items", as: "order_count"),
                of("items", as: "items_sold"), of("revenue", as: "total_revenue"),
                of("avg_price", as: "avg_item_price"),
            ], sort: "-revenue"),
        .question(
            "sellers/geography", "Sellers with a sale, orders and revenue by the seller's state, most sellers first.",
            parameters: [.last30Days],
            columns: [
                by("seller_state", as: "seller_state"), of("active_sellers", as: "seller_count"),
                of("orders_with_items", as: "order_count"), of("revenue", as: "total_revenue"),
            ], sort: "-active_sellers"),
        sellerConcentration,
    ]

    static let payments: [Endpoint] = [
        .question(
            "payments/methods", "Payments by how they were made, most value first.", parameters: [.last30Days],
            columns: [
                by("payment_type", as: "payment_type"), of("payments", as: "transaction_count"),
                of("payment_value", as: "total_value"), of("avg_payment_value", as: "avg_value"),
                of("avg_installments", as: "avg_installments"),
            ], sort: "-payment_value"),
        .question(
            "payments/installments", "Payments by number of installments.", parameters: [.last30Days],
            columns: [
                by("installments", as: "payment_installments"), of("payments", as: "transaction_count"),
                of("payment_value", as: "total_value"), of("avg_payment_value", as: "avg_value"),
            ], sort: "installments"),
    ]

    static let geography: [Endpoint] = [states, points, density]
}
