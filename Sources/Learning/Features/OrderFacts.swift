import DuckDB

/// A point on the earth, in degrees.
struct Coordinate: Sendable, Hashable {
    let latitude: Double
    let longitude: Double
}

/// What is known of a product before any price.
struct ProductFacts: Sendable, Hashable {
    var weight: Double?
    var length: Double?
    var height: Double?
    var width: Double?
    var photos: Double?
    var descriptionLength: Double?
}

/// One line of an order, as it is known at purchase.
struct LineFacts: Sendable, Hashable {
    /// How many of the item.
    var quantity = 1
    /// Tells products apart; -1 for one that is not known.
    var productKey: Int32 = -1
    var categoryKey: Int32 = -1
    var sellerKey: Int32 = -1
    var product = ProductFacts()
    var sellerState: String?
    var sellerPlace: Coordinate?
    /// The past prices of the seller, the category, and the seller in the category.
    var sellerPrices = Level()
    var categoryPrices = Level()
    var sellerCategoryPrices = Level()
    /// The past deliveries of the seller, and between the two states.
    var sellerDeliveries = Level()
    var routeDeliveries = Level()
}

/// An order as it is known at purchase. Nothing in it comes from the order's own price, freight or payment value.
struct OrderFacts: Sendable, Hashable {
    var purchasedAt = Timestamp(microsecondsSince1970: 0)
    var customerState: String?
    var customerPlace: Coordinate?
    var paymentType: String?
    var installments: Int?
    var promisedDate: Day?
    var recentDeliveries = Level()
    var lines: [LineFacts] = []
}
