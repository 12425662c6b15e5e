/// What a model predicts, and from what.
public enum Target: String, Sendable, CaseIterable, Codable {
    /// The sum of the prices of an order's items.
    case orderValue = "order_value"
    /// From purchase to the customer's door.
    case deliveryDays = "delivery_days"

    /// The unit of the prediction.
    public var unit: String { self == .orderValue ? "brl" : "days" }

    /// What it is, in words.
    public var meaning: String {
        switch self {
        case .orderValue: "The sum of the prices of the order's items, without freight."
        case .deliveryDays: "Days from purchase to the customer's door, with their fraction."
        }
    }

    /// What the model looks at, in its order.
    public var features: [Feature] {
        switch self {
        case .orderValue:
            [
                .items, .products, .sellers, .categories, .weight, .heaviest, .volume, .longestSide, .photos,
                .descriptionLength, .sellerPrice, .sellerPast, .categoryPrice, .sellerCategoryPrice,
                .sellerCategoryPast, .distance, .sellerState, .customerState, .paymentType, .installments, .month,
                .weekday, .hour,
            ]
        case .deliveryDays:
            [
                .items, .sellers, .weight, .volume, .longestSide, .distance, .sellerState, .customerState,
                .customerLatitude, .customerLongitude, .paymentType, .weekday, .hour, .promisedDays, .sellerDelivery,
                .sellerDeliveryPast, .routeDelivery, .recentDelivery,
            ]
        }
    }

    /// What no model of this kind can know.
    public var cannotKnow: [String] {
        switch self {
        case .orderValue:
            [
                "Which model of a product, which size or which offer: the price itself is what is predicted.",
                "Price changes, sales and new products since the last order that it learned from.",
                "Sellers without past orders: only their category and the product's looks speak for them.",
            ]
        case .deliveryDays:
            [
                "Strikes, holidays, weather and carriers' bottlenecks that begin after the purchase.",
                "When the seller hands the parcel over: that is the seller's choice.",
                "Orders that never arrive: it learned from delivered ones only.",
            ]
        }
    }
}
