/// When an order was approved, handed over and delivered, and when it was promised.
extension OrderMaker {
    /// How slow transit and how generous the promise was, by month from 2016-09 on.
    private static let transit: [Double] = [
        1.8, 1.6, 1.2, 1.0, 1.06, 1.12, 1.09, 1.3, 0.94, 0.98, 0.93, 0.88, 0.95, 0.95, 1.33, 1.3, 1.17, 1.48, 1.44,
        0.93,
        0.92, 0.68, 0.66, 0.55, 0.6, 0.6,
    ]
    private static let promise: [Double] = [
        2.3, 2.3, 1.1, 1.1, 1.65, 1.33, 1.04, 1.15, 1.03, 1.01, 0.99, 0.99, 0.95, 0.97, 0.955, 1.165, 1.11, 1.035, 0.93,
        1.0, 0.97, 1.17, 0.84, 0.66, 0.8, 0.8,
    ]
    /// When couriers deliver.
    private static let deliveryHours = WeightedChoice([
        2885, 1515, 649, 260, 187, 198, 269, 396, 779, 1196, 1799, 2579, 3651, 4561, 5646, 6741, 7901, 8775, 9640, 9484,
        9157, 7627, 6143, 4438,
    ])

    /// Sets all times; the items must be there, for the way the parcel goes.
    func addTimes(to order: inout Order, _ stream: inout RandomStream) {
        let date = Day.civil(order.purchased / Day.seconds)
        let month = min(max((date.year - 2016) * 12 + date.month - 9, 0), Self.transit.count - 1)
        let state = places.states[places.cities[places.city(ofPrefix: order.address.prefix)].state]
        let promised = max(
            1.2 + state.promisedDays * Self.promise[month] * 1.02 + stream.normal() * 4.9,
            3.5 + 0.38 * state.promisedDays)
        order.estimated = (order.purchased / Day.seconds + Int(promised)) * Day.seconds

        let approved = order.purchased + approvalTime(order, &stream)
        let carried = approved + 1800 + Int(stream.logNormal(median: 43.6, spread: 0.96) * 3600)
        let delivered = deliveryTime(order, state, carried, Self.transit[month], &stream)
        order.approved = approved
        order.carried = nil
        order.delivered = nil
        switch order.fate {
        case .created, .canceledUnapproved:
            order.approved = nil
        case .canceled, .canceledWithoutItems, .canceledNotDefined, .unavailable, .unavailableWithoutItems, .invoiced,
            .invoicedWithoutItems, .processing, .approved:
            break
        case .shipped, .shippedWithoutItems, .canceledShipped, .deliveredWithoutTime:
            order.carried = carried
        case .deliveredWithoutApproval:
            order.approved = nil
            order.carried = carried
            order.delivered = delivered
        case .carrierBeforeApproval:
            // The payment was confirmed after the seller had trusted it.
            let late = order.purchased + 7200 + stream.below(3 * Day.seconds)
            order.approved = late
            order.carried = order.purchased + 3600 + stream.below(late - order.purchased - 3600)
            order.delivered = max(delivered, late + Day.seconds)
        case .deliveredBeforeCarrier:
            let scanned = approved + (3 + stream.below(4)) * Day.seconds
            order.carried = scanned
            order.delivered = scanned - 7200 - stream.below(2 * Day.seconds)
        default:
            order.carried = carried
            order.delivered = delivered
        }
    }

    private func approvalTime(_ order: Order, _ stream: inout RandomStream) -> Int {
        if order.payments.first?.type == .boleto {
            return 3600 + Int(stream.logNormal(median: 27, spread: 0.55) * 3600)
        }
        if stream.chance(0.76) { return 420 + Int(stream.logNormal(median: 520, spread: 0.7)) }
        return 1800 + Int(stream.logNormal(median: 14, spread: 0.9) * 3600)
    }

    /// The time of delivery: by the customer's state and the seller's distance, slower in busy months, at times very late.
    private func deliveryTime(
        _ order: Order, _ state: Places.State, _ carried: Int, _ slowness: Double, _ stream: inout RandomStream
    ) -> Int {
        let from = order.items.first.map { catalogue.sellers[$0.seller].address.prefix } ?? order.address.prefix
        let distance = places.kilometres(order.address.prefix, from)
        let typical = 0.6 * state.transitDays + 0.4 * (2.9 + 0.0054 * distance)
        var days = stream.logNormal(median: typical * slowness, spread: 0.53)
        if stream.chance(0.03) { days *= 2.3 }
        let arrival = carried + Int(max(0.4, days) * Double(Day.seconds))
        let hour = Self.deliveryHours.place(stream.unit())
        var delivered = arrival / Day.seconds * Day.seconds + hour * 3600 + stream.below(3600)
        if delivered < carried + 7200 { delivered = carried + 7200 + stream.below(Day.seconds) }
        // The export was taken on one day: what arrived later is not in it.
        if delivered > OrderCalendar.lastDelivery {
            let room = OrderCalendar.lastDelivery - carried
            delivered = room > 7200 ? carried + room / 2 + stream.below(room / 2) : carried + 7200
        }
        return delivered
    }
}
