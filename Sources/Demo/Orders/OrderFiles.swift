/// Writes orders and all that belongs to them into their five files, in one pass and without remembering any.
struct OrderFiles {
    let maker: OrderMaker
    let reviews: ReviewMaker
    let days = DayNames()
    let orders: ByteWriter
    let customers: ByteWriter
    let items: ByteWriter
    let payments: ByteWriter
    let reviewFile: ByteWriter
    let states: [[UInt8]]

    /// Writes one order and counts what it holds.
    func write(_ order: Order, neighbour: inout Order, _ tally: inout Tally) throws(DemoError) {
        let id = maker.seed.id(.order, order.number)
        try writeOrder(order, id, &tally)
        try writeCustomer(order, &tally)
        var total = 0
        for (place, item) in order.items.enumerated() {
            try writeItem(item, place + 1, id)
            tally.priceCents += item.priceCents
            tally.freightCents += item.freightCents
            total += item.priceCents + item.freightCents
        }
        var paid = 0
        for payment in order.payments {
            try writePayment(payment, id, &tally)
            paid += payment.cents
        }
        tally.paymentCents += paid
        count(order, total: total, paid: paid, &tally)
        try writeReviews(of: order, id, neighbour: &neighbour, &tally)
    }

    private func writeOrder(_ order: Order, _ id: Identifier, _ tally: inout Tally) throws(DemoError) {
        try orders.beginRow(atMost: 256)
        orders.identifier(id)
        orders.comma()
        orders.identifier(maker.seed.id(.customer, order.number))
        orders.comma()
        orders.put(order.fate.status.text)
        orders.comma()
        orders.timestamp(order.purchased, days)
        orders.comma()
        orders.timestamp(order.approved, days)
        orders.comma()
        orders.timestamp(order.carried, days)
        orders.comma()
        orders.timestamp(order.delivered, days)
        orders.comma()
        orders.timestamp(order.estimated, days)
        orders.newline()
    }

    private func writeCustomer(_ order: Order, _ tally: inout Tally) throws(DemoError) {
        let city = maker.places.cities[maker.places.city(ofPrefix: order.address.prefix)]
        let code = maker.places.code(of: order.address)
        try customers.beginRow(atMost: 200)
        customers.identifier(maker.seed.id(.customer, order.number))
        customers.comma()
        customers.identifier(maker.seed.id(.person, order.person))
        customers.comma()
        customers.zipPrefix(code)
        customers.comma()
        customers.put(city.plain)
        customers.comma()
        customers.put(states[city.state])
        customers.newline()
        if !order.address.isKnown { tally.add(.customerPrefixUnknown) }
        if code < 10_000 { tally.add(.customerZipLeadingZero) }
        if order.person == order.number { tally.people += 1 }
    }

    private func writeItem(_ item: Order.Item, _ place: Int, _ id: Identifier) throws(DemoError) {
        try items.beginRow(atMost: 220)
        items.identifier(id)
        items.comma()
        items.integer(place)
        items.comma()
        items.identifier(maker.seed.id(.product, item.product))
        items.comma()
        items.identifier(maker.seed.id(.seller, item.seller))
        items.comma()
        items.timestamp(item.shippingLimit, days)
        items.comma()
        items.money(item.priceCents)
        items.comma()
        items.money(item.freightCents)
        items.newline()
    }

    private func writePayment(_ payment: Order.Payment, _ id: Identifier, _ tally: inout Tally) throws(DemoError) {
        try payments.beginRow(atMost: 120)
        payments.identifier(id)
        payments.comma()
        payments.integer(payment.sequential)
        payments.comma()
        payments.put(payment.type.text)
        payments.comma()
        payments.integer(payment.installments)
        payments.comma()
        payments.money(payment.cents)
        payments.newline()
        if payment.cents == 0 { tally.add(.paymentZero) }
        if payment.installments == 0 { tally.add(.paymentZeroInstallments) }
        if payment.type == .notDefined { tally.add(.paymentNotDefined) }
    }

    private func writeReviews(
        of order: Order, _ id: Identifier, neighbour: inout Order, _ tally: inout Tally
    ) throws(DemoError) {
        switch maker.fates.pairFate(ofOrder: order.number) {
        case .ordinary:
            try writeReview(reviews.make(0, of: order), id, &tally)
        case .shared where order.number & 1 == 1:
            maker.make(order.number - 1, into: &neighbour)
            try writeReview(reviews.make(0, of: neighbour), id, &tally)
            tally.add(.reviewIdShared)
        case .shared:
            try writeReview(reviews.make(0, of: order), id, &tally)
        case .withoutReview where order.number & 1 == 0:
            tally.add(.orderWithoutReview)
        case .twoReviews where order.number & 1 == 0:
            try writeReview(reviews.make(0, of: order), id, &tally)
            try writeReview(reviews.make(1, of: order), id, &tally)
        case .withoutReview, .twoReviews:
            try writeReview(reviews.make(0, of: order), id, &tally)
        }
    }

    private func writeReview(_ review: Review, _ order: Identifier, _ tally: inout Tally) throws(DemoError) {
        try reviewFile.beginRow(atMost: 1024)
        reviewFile.identifier(review.id, alwaysQuoted: true)
        reviewFile.comma()
        reviewFile.identifier(order, alwaysQuoted: true)
        reviewFile.comma()
        reviewFile.integer(review.score)
        reviewFile.comma()
        if let title = review.title {
            let phrase = Phrases.titles(review.score)[title]
            if phrase.needsQuotes { reviewFile.quote() }
            reviewFile.put(phrase.bytes)
            if phrase.needsQuotes { reviewFile.quote() }
        }
        reviewFile.comma()
        if let comment = review.comment { write(comment, &tally) }
        reviewFile.comma()
        reviewFile.timestamp(review.created, days)
        reviewFile.comma()
        reviewFile.timestamp(review.answered, days)
        reviewFile.put("\r\n")
        tally.reviewScores += review.score
    }

    private func write(_ comment: Review.Comment, _ tally: inout Tally) {
        let sentences = Phrases.sentences(comment.mood)
        let first = sentences[comment.first]
        guard let place = comment.second else {
            if first.needsQuotes { reviewFile.quote() }
            reviewFile.put(first.bytes)
            if first.needsQuotes { reviewFile.quote() }
            return
        }
        let second = sentences[place]
        let needsQuotes = first.needsQuotes || second.needsQuotes || comment.joint != .space
        if needsQuotes { reviewFile.quote() }
        reviewFile.put(first.bytes)
        switch comment.joint {
        case .space: reviewFile.put(". ")
        case .comma: reviewFile.put(", ")
        case .line:
            reviewFile.put(".\r\n")
            tally.add(.reviewWithLineBreak)
            tally.add(.reviewExtraLine)
        case .blankLine:
            reviewFile.put(".\r\n\r\n")
            tally.add(.reviewWithLineBreak)
            tally.add(.reviewExtraLine, 2)
        }
        reviewFile.put(second.bytes)
        if needsQuotes { reviewFile.quote() }
    }

    /// Counts what is dirty about an order, from what was written, as a check does.
    private func count(_ order: Order, total: Int, paid: Int, _ tally: inout Tally) {
        let status = order.fate.status
        tally.statuses[status.rawValue] += 1
        if order.items.isEmpty { tally.add(.orderWithoutItems) }
        if let first = order.payments.first {
            if first.sequential != 1 { tally.add(.orderFirstSequentialNotOne) }
            let difference = abs(total - paid)
            if !order.items.isEmpty && difference > 1 { tally.add(.orderPaymentsDiffer) }
            if !order.items.isEmpty && difference == 1 { tally.add(.orderPaymentsDifferByOneCent) }
        } else {
            tally.add(.orderWithoutPayment)
        }
        if status == .delivered && order.delivered == nil { tally.add(.deliveredWithoutTime) }
        if status == .canceled && order.delivered != nil { tally.add(.canceledWithTime) }
        if let approved = order.approved, let carried = order.carried, carried < approved {
            tally.add(.carrierBeforeApproval)
        }
        if let carried = order.carried, let delivered = order.delivered, delivered < carried {
            tally.add(.deliveredBeforeCarrier)
        }
        if status == .delivered, let late = order.daysLate, late > 0 { tally.deliveredLate += 1 }
    }
}
