extension Feature {
    private static let pastOnly = "at purchase, from earlier orders only"

    static let sellerPrice = Feature(
        "seller_price_level", "Seller's past price level", "Nível de preço anterior do vendedor", unit: "brl",
        range: 0...1_000_000, known: pastOnly,
        "The geometric mean of the prices that the seller's items had in orders before this one."
    ) { $0.sellerPrice }
    static let sellerPast = Feature(
        "seller_past_items", "Seller's past items", "Itens anteriores do vendedor", unit: "count",
        range: 0...10_000_000,
        known: pastOnly, "How many items the seller had sold before; of several sellers, the fewest."
    ) { $0.sellerPast }
    static let categoryPrice = Feature(
        "category_price_level", "Category's past price level", "Nível de preço anterior da categoria", unit: "brl",
        range: 0...1_000_000, known: pastOnly,
        "The geometric mean of the prices in the category in orders before this one."
    ) { $0.categoryPrice }
    static let sellerCategoryPrice = Feature(
        "seller_category_price_level", "Seller's past price level in the category",
        "Nível de preço anterior do vendedor na categoria", unit: "brl", range: 0...1_000_000, known: pastOnly,
        "The geometric mean of the seller's prices in the category in orders before this one."
    ) { $0.sellerCategoryPrice }
    static let sellerCategoryPast = Feature(
        "seller_category_past_items", "Seller's past items in the category",
        "Itens anteriores do vendedor na categoria",
        unit: "count", range: 0...10_000_000, known: pastOnly,
        "How many items of the category the seller had sold before; of several lines, the fewest."
    ) { $0.sellerCategoryPast }
    static let sellerDelivery = Feature(
        "seller_delivery_level", "Seller's past delivery time", "Tempo de entrega anterior do vendedor", unit: "days",
        range: 0...400, known: "at purchase, from earlier deliveries only",
        "The geometric mean of the days that the seller's orders took, of those delivered before the purchase."
    ) { $0.sellerDelivery }
    static let sellerDeliveryPast = Feature(
        "seller_past_deliveries", "Seller's past deliveries", "Entregas anteriores do vendedor", unit: "count",
        range: 0...10_000_000, known: "at purchase, from earlier deliveries only",
        "How many of the seller's orders had been delivered before the purchase."
    ) { $0.sellerDeliveryPast }
    static let routeDelivery = Feature(
        "route_delivery_level", "Past delivery time of the route", "Tempo de entrega anterior da rota", unit: "days",
        range: 0...400, known: "at purchase, from earlier deliveries only",
        "The geometric mean of the days between the two states, of orders delivered before the purchase."
    ) { $0.routeDelivery }
    static let recentDelivery = Feature(
        "recent_delivery_level", "Delivery time of the last 14 days", "Tempo de entrega dos últimos 14 dias",
        unit: "days", range: 0...400, known: "at purchase, from earlier deliveries only",
        "The geometric mean of the days of all orders delivered in the 14 days before the purchase."
    ) { $0.recentDelivery }
}
