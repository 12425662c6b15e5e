/// The kinds of dirt in an export, each as a check counts it.
public enum DemoDirt: String, CaseIterable, Sendable {
    /// Categories of products that the translation file lacks.
    case categoryWithoutTranslation = "category_without_translation"
    /// Reviews whose comment holds a line break.
    case reviewWithLineBreak = "review_with_line_break"
    /// Lines of the reviews file beyond its records and its header.
    case reviewExtraLine = "review_extra_line"
    /// Review ids used for more than one order (each for exactly two): rows less distinct ids.
    case reviewIdShared = "review_id_shared"
    /// Products without category, name length, description length and photos.
    case productWithoutCategory = "product_without_category"
    /// Products without weight, length, height and width.
    case productWithoutDimensions = "product_without_dimensions"
    /// Products that weigh zero grams.
    case productWeightZero = "product_weight_zero"
    /// Customers whose zip prefix starts with zero.
    case customerZipLeadingZero = "customer_zip_leading_zero"
    /// Sellers whose zip prefix starts with zero.
    case sellerZipLeadingZero = "seller_zip_leading_zero"
    /// Geolocation rows whose zip prefix starts with zero.
    case geolocationZipLeadingZero = "geolocation_zip_leading_zero"
    /// Geolocation rows that repeat an earlier row in every column: rows less distinct rows.
    case geolocationDuplicate = "geolocation_duplicate"
    /// Geolocation rows far outside Brazil.
    case geolocationOutsideBrazil = "geolocation_outside_brazil"
    /// Customers (one per order) whose prefix has no geolocation.
    case customerPrefixUnknown = "customer_prefix_unknown"
    /// Sellers whose prefix has no geolocation.
    case sellerPrefixUnknown = "seller_prefix_unknown"
    /// Seller cities that hold a zip code.
    case sellerCityZipCode = "seller_city_zip_code"
    /// Seller cities that hold an e-mail address.
    case sellerCityEmail = "seller_city_email"
    /// Seller cities followed by a state, set off by a slash, a dash or a comma.
    case sellerCityStateSuffix = "seller_city_state_suffix"
    /// Seller cities written with accents while other sellers write the same city without.
    case sellerCityAccented = "seller_city_accented"
    /// Orders without items.
    case orderWithoutItems = "order_without_items"
    /// Orders without payment.
    case orderWithoutPayment = "order_without_payment"
    /// Orders without review.
    case orderWithoutReview = "order_without_review"
    /// Delivered orders without a delivery time.
    case deliveredWithoutTime = "delivered_without_time"
    /// Canceled orders with a delivery time.
    case canceledWithTime = "canceled_with_time"
    /// Orders handed to the carrier before they were approved.
    case carrierBeforeApproval = "carrier_before_approval"
    /// Orders delivered before the carrier had them.
    case deliveredBeforeCarrier = "delivered_before_carrier"
    /// Payments of zero.
    case paymentZero = "payment_zero"
    /// Payments with zero installments.
    case paymentZeroInstallments = "payment_zero_installments"
    /// Payments of type `not_defined`.
    case paymentNotDefined = "payment_not_defined"
    /// Orders whose lowest payment sequential is not 1.
    case orderFirstSequentialNotOne = "order_first_sequential_not_one"
    /// Orders with items and payments whose payments differ from price + freight by more than one cent.
    case orderPaymentsDiffer = "order_payments_differ"
    /// Orders with items and payments whose payments differ from price + freight by exactly one cent: rounding, not dirt.
    case orderPaymentsDifferByOneCent = "order_payments_differ_by_one_cent"
    /// Days without orders between the first and the last order.
    case dayWithoutOrders = "day_without_orders"
    /// Calendar months without orders between the first and the last order.
    case monthWithoutOrders = "month_without_orders"
    /// Orders after the as-of day.
    case orderAfterAsOfDay = "order_after_as_of_day"
}

/// Figures of an export that a warehouse must reproduce exactly.
public enum DemoTotal: String, CaseIterable, Sendable {
    /// People: distinct `customer_unique_id`.
    case people
    /// Sum of the item prices in cents.
    case priceCents = "price_cents"
    /// Sum of the items' freight in cents.
    case freightCents = "freight_cents"
    /// Sum of the payments in cents.
    case paymentCents = "payment_cents"
    /// Sum of the review scores.
    case reviewScores = "review_scores"
    /// Orders with status delivered.
    case ordersDelivered = "orders_delivered"
    /// Orders with status shipped.
    case ordersShipped = "orders_shipped"
    /// Orders with status canceled.
    case ordersCanceled = "orders_canceled"
    /// Orders with status unavailable.
    case ordersUnavailable = "orders_unavailable"
    /// Orders with status invoiced.
    case ordersInvoiced = "orders_invoiced"
    /// Orders with status processing.
    case ordersProcessing = "orders_processing"
    /// Orders with status created.
    case ordersCreated = "orders_created"
    /// Orders with status approved.
    case ordersApproved = "orders_approved"
    /// Delivered orders with a delivery time whose day is after the estimated day.
    case deliveredLate = "delivered_late"
    /// Zip prefixes with geolocation.
    case prefixes
}
