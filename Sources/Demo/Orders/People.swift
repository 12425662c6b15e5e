/// Who placed which order. A person is known by the number of its first order, so that nothing has to be remembered.
struct People: Sendable {
    private let seed: Seed
    private let fates: Fates
    private let unknownPrefixes: Int
    private let order: Permutation
    /// One person orders far more often than any other: every so many orders, or never.
    private let loyalStep: Int?
    private let isLargeEnough: Bool

    /// The number of the person that orders most; no order has it.
    static let loyal = -1

    init(seed: Seed, orders: Int, fates: Fates) {
        self.seed = seed
        self.fates = fates
        let loyalOrders = min(17, orders / 5800)
        loyalStep = loyalOrders > 1 ? orders / loyalOrders : nil
        isLargeEnough = orders >= 100
        unknownPrefixes = Scale(orders: orders).count(278)
        order = Permutation(count: max(1, orders), seed: seed, purpose: .personPermutation)
    }

    /// Whether there is a person that orders most.
    var hasLoyal: Bool { loyalStep != nil }

    /// The person who placed an order.
    @inline(__always)
    func person(ofOrder number: Int) -> Int {
        var current = number
        while true {
            if let loyalStep, current % loyalStep == loyalStep / 2 { return Self.loyal }
            if current & 1 == 1 && fates.pairFate(ofOrder: current) == .shared {
                current -= 1
                continue
            }
            guard isLargeEnough, current > 0 else { return current }
            var stream = seed.stream(.repeatBuyer, current)
            guard stream.chance(0.0253) else { return current }
            // Most come back soon, some after a year.
            let share = stream.unit()
            current -= 1 + Int(share * share * 0.75 * Double(current - 1))
        }
    }

    /// Whether the prefix of a person's address has geolocation.
    @inline(__always)
    func hasKnownPrefix(_ person: Int) -> Bool {
        person == Self.loyal || order.rank(person) >= unknownPrefixes
    }
}
