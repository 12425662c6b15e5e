/// The status of an order, in the order in which Olist has most.
enum Status: Int, CaseIterable, Sendable {
    case delivered, shipped, canceled, unavailable, invoiced, processing, created, approved

    var text: StaticString {
        switch self {
        case .delivered: "delivered"
        case .shipped: "shipped"
        case .canceled: "canceled"
        case .unavailable: "unavailable"
        case .invoiced: "invoiced"
        case .processing: "processing"
        case .created: "created"
        case .approved: "approved"
        }
    }
}

/// What becomes of an order: its status and the one thing that is odd about it, if any.
enum Fate: Sendable {
    case delivered
    case deliveredWithoutTime, deliveredWithoutPayment, deliveredWithoutApproval, deliveredBeforeCarrier
    case carrierBeforeApproval, paymentsDiffer, paymentsDifferByOneCent, firstSequentialNotOne, zeroInstallments
    case zeroVoucher
    case shipped, shippedWithoutItems
    case canceled, canceledWithoutItems, canceledNotDefined, canceledWithTime, canceledShipped, canceledUnapproved
    case unavailable, unavailableWithoutItems
    case invoiced, invoicedWithoutItems
    case processing, created, approved

    var status: Status {
        switch self {
        case .delivered, .deliveredWithoutTime, .deliveredWithoutPayment, .deliveredWithoutApproval,
            .deliveredBeforeCarrier, .carrierBeforeApproval, .paymentsDiffer, .paymentsDifferByOneCent,
            .firstSequentialNotOne, .zeroInstallments, .zeroVoucher:
            .delivered
        case .shipped, .shippedWithoutItems: .shipped
        case .canceled, .canceledWithoutItems, .canceledNotDefined, .canceledWithTime, .canceledShipped,
            .canceledUnapproved:
            .canceled
        case .unavailable, .unavailableWithoutItems: .unavailable
        case .invoiced, .invoicedWithoutItems: .invoiced
        case .processing: .processing
        case .created: .created
        case .approved: .approved
        }
    }

    var hasItems: Bool {
        switch self {
        case .shippedWithoutItems, .canceledWithoutItems, .canceledNotDefined, .unavailableWithoutItems,
            .invoicedWithoutItems, .created:
            false
        default: true
        }
    }
}

/// Deals the fates out: exactly so many orders of each, scattered over all by a random order that needs no memory.
struct Fates: Sendable {
    /// What is odd about an order's review, decided for pairs of neighbouring orders.
    enum PairFate: Sendable {
        case ordinary
        /// Both orders share one review, under one id.
        case shared
        /// The first order of the pair has no review.
        case withoutReview
        /// The first order of the pair has two.
        case twoReviews
    }

    private let regular: Int
    private let order: Permutation
    private let fates: [Fate]
    private let ends: [Int]
    private let pair: Permutation
    private let shared: Int
    private let withoutReview: Int
    private let twoReviews: Int

    init(seed: Seed, orders: Int, regular: Int) {
        let scale = Scale(orders: orders)
        let stragglers = orders - regular
        // How often each occurred in Olist's shop.
        let counts: [(Fate, Int)] = [
            (.deliveredWithoutTime, scale.count(8)), (.deliveredWithoutPayment, scale.count(1)),
            (.deliveredWithoutApproval, scale.count(14)), (.deliveredBeforeCarrier, scale.count(23)),
            (.carrierBeforeApproval, scale.count(1359)), (.paymentsDiffer, scale.count(303)),
            (.paymentsDifferByOneCent, scale.count(273)), (.firstSequentialNotOne, scale.count(80)),
            (.zeroInstallments, scale.count(2)), (.zeroVoucher, scale.count(6)),
            (.shipped, scale.count(1106)), (.shippedWithoutItems, scale.count(1)),
            (.canceled, max(0, scale.count(241) - stragglers)), (.canceledWithoutItems, scale.count(161)),
            (.canceledNotDefined, scale.count(3)), (.canceledWithTime, scale.count(6)),
            (.canceledShipped, scale.count(69)), (.canceledUnapproved, scale.count(141)),
            (.unavailable, scale.count(6)), (.unavailableWithoutItems, scale.count(603)),
            (.invoiced, scale.count(312)), (.invoicedWithoutItems, scale.count(2)),
            (.processing, scale.count(301)), (.created, scale.count(5)), (.approved, scale.count(2)),
        ]
        var end = 0
        var fates: [Fate] = []
        var ends: [Int] = []
        for (fate, count) in counts {
            end += count
            fates.append(fate)
            ends.append(end)
        }
        self.fates = fates
        self.ends = ends
        self.regular = regular
        order = Permutation(count: max(1, regular), seed: seed, purpose: .fatePermutation)
        pair = Permutation(count: max(1, regular / 2), seed: seed, purpose: .pairPermutation)
        shared = scale.count(814)
        withoutReview = shared + scale.count(768)
        twoReviews = withoutReview + scale.count(547)
    }

    /// The fate of an order. Stragglers were all canceled.
    @inline(__always)
    func fate(ofOrder number: Int) -> Fate {
        guard number < regular else { return .canceled }
        let rank = order.rank(number)
        guard let last = ends.last, rank < last else { return .delivered }
        var place = 0
        while ends[place] <= rank { place += 1 }
        return fates[place]
    }

    @inline(__always)
    func pairFate(ofOrder number: Int) -> PairFate {
        guard number | 1 < regular else { return .ordinary }
        let rank = pair.rank(number / 2)
        if rank >= twoReviews { return .ordinary }
        if rank < shared { return .shared }
        return rank < withoutReview ? .withoutReview : .twoReviews
    }
}
