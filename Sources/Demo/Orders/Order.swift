/// One order with all that belongs to it. Times are seconds since 2016-01-01.
struct Order {
    struct Item {
        var product = 0
        var seller = 0
        var priceCents = 0
        var freightCents = 0
        var shippingLimit = 0
    }

    enum PaymentType: Sendable {
        case creditCard, boleto, voucher, debitCard, notDefined

        var text: StaticString {
            switch self {
            case .creditCard: "credit_card"
            case .boleto: "boleto"
            case .voucher: "voucher"
            case .debitCard: "debit_card"
            case .notDefined: "not_defined"
            }
        }
    }

    struct Payment {
        var sequential: Int
        var type: PaymentType
        var installments: Int
        var cents: Int
    }

    var number = 0
    var fate = Fate.delivered
    var person = 0
    var address = Places.Address(prefix: 0, isKnown: true)
    var purchased = 0
    var approved: Int?
    var carried: Int?
    var delivered: Int?
    /// Midnight.
    var estimated = 0
    var items: [Item] = []
    var payments: [Payment] = []

    /// Whether it arrived, and how many days after the estimated one (negative: before).
    var daysLate: Int? {
        delivered.map { $0 / Day.seconds - estimated / Day.seconds }
    }
}
