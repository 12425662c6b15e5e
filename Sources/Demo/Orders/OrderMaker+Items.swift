/// Baskets: what was bought, at what price and freight.
extension OrderMaker {
    /// Lines of an order: 1, 2, 3 …
    private static let lineCounts = WeightedChoice([
        88_863, 7516, 1322, 505, 204, 198, 22, 8, 3, 8, 4, 5, 1, 2, 2, 0, 0, 0, 0, 2, 1,
    ])

    func addItems(to order: inout Order, _ stream: inout RandomStream) {
        order.items.removeAll(keepingCapacity: true)
        let date = Day.civil(order.purchased / Day.seconds)
        let month = (date.year - 2016) * 12 + date.month
        let isSale = order.purchased / Day.seconds == Self.blackFriday
        let isFreightFree = stream.chance(0.003)
        let first = catalogue.firstProduct(order: order.number, &stream)
        let seller = Int(catalogue.products[first].seller)
        let limit = order.purchased + shippingTime(&stream)
        var item = line(first, seller, order, month, isSale, &stream)
        item.shippingLimit = limit
        if isFreightFree { item.freightCents = 0 }
        order.items.append(item)

        var count = Self.lineCounts.place(stream.unit()) + 1
        // Furniture and other dear things are seldom bought by the dozen.
        if item.priceCents > 40_000 && count > 4 { count = 2 }
        guard count > 1 else { return }
        let isUniform = stream.chance(count == 2 ? 0.667 : 0.7)
        while order.items.count < count {
            if !isUniform && stream.chance(0.75) {
                let category = Int(catalogue.products[item.product].category)
                let next = catalogue.product(inCategory: category, &stream)
                // Most baskets come from one seller, who then has the other product too.
                let from = stream.chance(0.6) ? item.seller : Int(catalogue.products[next].seller)
                item = line(next, from, order, month, isSale, &stream)
                item.shippingLimit = limit
                if isFreightFree { item.freightCents = 0 }
            }
            order.items.append(item)
        }
    }

    private func line(
        _ product: Int, _ seller: Int, _ order: Order, _ month: Int, _ isSale: Bool, _ stream: inout RandomStream
    ) -> Order.Item {
        var item = Order.Item()
        item.product = product
        item.seller = seller
        item.priceCents = catalogue.price(of: product, month: month, isSale: isSale)
        let distance = places.kilometres(order.address.prefix, catalogue.sellers[seller].address.prefix)
        let base = distance < 400 ? 9.0 + 0.0165 * distance : 15.6 + 0.0062 * (distance - 400)
        let grams = Double(catalogue.products[product].grams)
        let weighed = base * (1 + 0.14 * max(0, grams / 1000 - 0.4))
        let value = weighed + 0.006 * Double(item.priceCents) / 100
        let noisy = value * (0.82 + 0.3 * stream.unit()) * (stream.chance(0.06) ? 0.6 : 1)
        item.freightCents = min(40_968, max(1, Int(noisy * 100)))
        return item
    }

    /// The time a seller has to hand over the parcel: whole days most often, a few longer.
    private func shippingTime(_ stream: inout RandomStream) -> Int {
        let days = stream.logNormal(median: 6.1, spread: 0.4)
        return Int(max(2, days) * Double(Day.seconds))
    }
}
