import DuckDB
import Foundation

/// The numbers that features are read from; NaN stands for what is not known.
///
/// Training and answering both make them here, so a feature cannot mean one thing to the one and another to the other.
struct OrderSummary: Sendable {
    var items: Float = 0
    var products: Float = 0
    var sellers: Float = 0
    var categories: Float = 0
    var weight = Float.nan
    var heaviest = Float.nan
    var volume = Float.nan
    var longestSide = Float.nan
    var photos = Float.nan
    var descriptionLength = Float.nan
    var sellerPrice = Float.nan
    var sellerPast: Float = 0
    var categoryPrice = Float.nan
    var sellerCategoryPrice = Float.nan
    var sellerCategoryPast: Float = 0
    var distance = Float.nan
    var sellerState = Float.nan
    var customerState = Float.nan
    var customerLatitude = Float.nan
    var customerLongitude = Float.nan
    var paymentType = Float.nan
    var installments = Float.nan
    var month = Float.nan
    var weekday = Float.nan
    var hour = Float.nan
    var promisedDays = Float.nan
    var sellerDelivery = Float.nan
    var sellerDeliveryPast: Float = 0
    var routeDelivery = Float.nan
    var recentDelivery = Float.nan

    init(_ order: OrderFacts) {
        let (_, monthOfYear, _) = order.purchasedAt.day.components
        month = Float(monthOfYear)
        weekday = Float(order.purchasedAt.day.isoWeekday - 1)
        hour = Float(order.purchasedAt.hour)
        customerState = Self.code(order.customerState)
        if let place = order.customerPlace {
            customerLatitude = Float(place.latitude)
            customerLongitude = Float(place.longitude)
        }
        paymentType = PaymentType.code(order.paymentType)
        installments = order.installments.map(Float.init) ?? .nan
        if let promised = order.promisedDate {
            promisedDays = Float(promised.daysSince1970) - Self.days(order.purchasedAt)
        }
        recentDelivery = Self.typical(order.recentDeliveries.mean)
        summarise(order.lines, customer: order.customerPlace)
    }

    private mutating func summarise(_ lines: [LineFacts], customer: Coordinate?) {
        items = Float(lines.reduce(0) { $0 + $1.quantity })
        products = Self.distinct(lines) { $0.productKey }
        sellers = Self.distinct(lines) { $0.sellerKey }
        categories = Self.distinct(lines) { $0.categoryKey }
        weight = Self.sum(lines) { $0.product.weight }
        heaviest = Self.greatest(lines) { $0.product.weight }
        volume = Self.sum(lines) { line in
            guard let length = line.product.length, let height = line.product.height, let width = line.product.width
            else { return nil }
            return length * height * width
        }
        longestSide = Self.greatest(lines) { line in
            [line.product.length, line.product.height, line.product.width].compactMap { $0 }.max()
        }
        photos = Self.mean(lines) { $0.product.photos }
        descriptionLength = Self.mean(lines) { $0.product.descriptionLength }
        sellerPrice = Self.typical(Self.average(lines) { $0.sellerPrices.mean })
        sellerPast = Self.least(lines) { $0.sellerPrices.count }
        categoryPrice = Self.typical(Self.average(lines) { $0.categoryPrices.mean })
        sellerCategoryPrice = Self.typical(Self.average(lines) { $0.sellerCategoryPrices.mean })
        sellerCategoryPast = Self.least(lines) { $0.sellerCategoryPrices.count }
        sellerState = Self.code(lines.first?.sellerState)
        if let customer {
            distance = Self.greatest(lines) { $0.sellerPlace.map { Self.kilometres($0, customer) } }
        }
        sellerDelivery = Self.typical(Self.average(lines) { $0.sellerDeliveries.mean })
        sellerDeliveryPast = Self.least(lines) { $0.sellerDeliveries.count }
        routeDelivery = Self.typical(Self.average(lines) { $0.routeDeliveries.mean })
    }

    /// Days since 1970 with their fraction.
    static func days(_ time: Timestamp) -> Float {
        Float(time.day.daysSince1970) + Float(Double(time.microsecondOfDay) / 86_400_000_000)
    }

    private static func code(_ state: String?) -> Float {
        state.flatMap { State.codes[$0] }.map(Float.init) ?? .nan
    }

    private static func typical(_ logarithm: Double?) -> Float { logarithm.map { Float(exp($0)) } ?? .nan }

    private static func distinct(_ lines: [LineFacts], _ key: (LineFacts) -> Int32) -> Float {
        lines.count == 1 ? 1 : Float(Set(lines.map(key)).count)
    }

    private static func sum(_ lines: [LineFacts], _ value: (LineFacts) -> Double?) -> Float {
        var sum: Double?
        for line in lines {
            if let value = value(line) { sum = (sum ?? 0) + value * Double(line.quantity) }
        }
        return sum.map(Float.init) ?? .nan
    }

    private static func average(_ lines: [LineFacts], _ value: (LineFacts) -> Double?) -> Double? {
        var sum = 0.0
        var count = 0
        for line in lines {
            guard let value = value(line) else { continue }
            sum += value * Double(line.quantity)
            count += line.quantity
        }
        return count > 0 ? sum / Double(count) : nil
    }

    private static func mean(_ lines: [LineFacts], _ value: (LineFacts) -> Double?) -> Float {
        average(lines, value).map(Float.init) ?? .nan
    }

    private static func greatest(_ lines: [LineFacts], _ value: (LineFacts) -> Double?) -> Float {
        lines.compactMap(value).max().map(Float.init) ?? .nan
    }

    private static func least(_ lines: [LineFacts], _ count: (LineFacts) -> Int64) -> Float {
        Float(lines.map(count).min() ?? 0)
    }

    /// The great circle between two points, on a sphere of 6,371 km.
    private static func kilometres(_ one: Coordinate, _ other: Coordinate) -> Double {
        let radians = Double.pi / 180
        let north = sin((other.latitude - one.latitude) * radians / 2)
        let east = sin((other.longitude - one.longitude) * radians / 2)
        let part = north * north + cos(one.latitude * radians) * cos(other.latitude * radians) * east * east
        return 2 * 6371 * asin(min(1, part.squareRoot()))
    }
}
