/// Makes order number n from the seed alone, so that any order can be made at any time.
struct OrderMaker: Sendable {
    let seed: Seed
    let calendar: OrderCalendar
    let fates: Fates
    let people: People
    let places: Places
    let catalogue: Catalogue

    static let hours = WeightedChoice([
        2394, 1170, 510, 272, 206, 188, 502, 1231, 2967, 4785, 6177, 6578, 5995, 6518, 6569, 6454, 6675, 6150, 5769,
        5982,
        6193, 6217, 5816, 4123,
    ])
    static let blackFriday = Day.number(2017, 11, 24)

    /// Fills `order` with order number `number`, which counts by day.
    func make(_ number: Int, into order: inout Order) {
        var stream = seed.stream(.order, number)
        order.number = number
        order.fate = fates.fate(ofOrder: number)
        order.person = people.person(ofOrder: number)
        var home = seed.stream(.person, order.person)
        order.address = places.customerAddress(&home, isKnown: people.hasKnownPrefix(order.person))
        let day = calendar.day(ofOrder: number)
        order.purchased = day * Day.seconds + Self.hours.place(stream.unit()) * 3600 + stream.below(3600)
        addItems(to: &order, &stream)
        addPayments(to: &order, &stream)
        addTimes(to: &order, &stream)
        if !order.fate.hasItems { order.items.removeAll(keepingCapacity: true) }
    }
}
