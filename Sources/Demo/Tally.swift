/// Counts what is written, while it is written.
struct Tally {
    private var dirt: [DemoDirt: Int] = [:]
    var people = 0
    var priceCents = 0
    var freightCents = 0
    var paymentCents = 0
    var reviewScores = 0
    var deliveredLate = 0
    var prefixes = 0
    var statuses = [Int](repeating: 0, count: Status.allCases.count)

    mutating func add(_ kind: DemoDirt, _ count: Int = 1) {
        dirt[kind, default: 0] += count
    }

    /// The dirt by its name; kinds that did not occur are zero.
    var dirtByName: [String: Int] {
        Dictionary(uniqueKeysWithValues: DemoDirt.allCases.map { ($0.rawValue, dirt[$0] ?? 0) })
    }

    /// The totals by their name.
    var totalsByName: [String: Int] {
        Dictionary(uniqueKeysWithValues: DemoTotal.allCases.map { ($0.rawValue, value(of: $0)) })
    }

    private func value(of total: DemoTotal) -> Int {
        switch total {
        case .people: people
        case .priceCents: priceCents
        case .freightCents: freightCents
        case .paymentCents: paymentCents
        case .reviewScores: reviewScores
        case .ordersDelivered: statuses[Status.delivered.rawValue]
        case .ordersShipped: statuses[Status.shipped.rawValue]
        case .ordersCanceled: statuses[Status.canceled.rawValue]
        case .ordersUnavailable: statuses[Status.unavailable.rawValue]
        case .ordersInvoiced: statuses[Status.invoiced.rawValue]
        case .ordersProcessing: statuses[Status.processing.rawValue]
        case .ordersCreated: statuses[Status.created.rawValue]
        case .ordersApproved: statuses[Status.approved.rawValue]
        case .deliveredLate: deliveredLate
        case .prefixes: prefixes
        }
    }
}
