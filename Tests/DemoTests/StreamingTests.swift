import Testing

@testable import Demo

/// Memory does not grow with the orders: what is kept is bounded, and any order can be made alone.
struct StreamingTests {
    @Test func whatIsKeptIsBounded() {
        let orders = DemoShop.Options.maximumOrders
        let seed = Seed(value: 1)
        let places = Places(seed: seed, prefixTarget: 18_900)
        let catalogue = Catalogue(seed: seed, orders: orders, places: places)
        #expect(places.prefixes.count <= 19_000)
        #expect(catalogue.products.count == 100_000)
        #expect(catalogue.sellers.count == 20_000)
        #expect(GeolocationFile.rows(orders: orders) == 1_000_000)
        #expect(MemoryLayout<Catalogue.Product>.stride <= 16)
    }

    @Test func anyOrderCanBeMadeAlone() {
        let maker = Self.maker(orders: 5000)
        var passing = Order()
        for number in 0..<300 { maker.make(number, into: &passing) }
        var alone = Order()
        maker.make(299, into: &alone)
        #expect(passing.purchased == alone.purchased && passing.delivered == alone.delivered)
        #expect(passing.items.map(\.product) == alone.items.map(\.product))
        #expect(passing.payments.map(\.cents) == alone.payments.map(\.cents))
        #expect(passing.person == alone.person)
    }

    @Test(arguments: [1, 2, 3, 17, 64, 1000, 1025])
    func permutationVisitsAllOnce(count: Int) {
        let permutation = Permutation(count: count, seed: Seed(value: 9), purpose: .fatePermutation)
        #expect((0..<count).map(permutation.rank).sorted() == Array(0..<count))
    }

    @Test func exponentialIsExact() {
        // Reference values to sixteen digits.
        for (power, value) in [(0.0, 1.0), (1, 2.718281828459045), (-2.5, 0.0820849986238988), (5, 148.4131591025766)] {
            #expect(abs(exponential(power) / value - 1) < 1e-9)
        }
    }

    @Test func daysAreCivil() {
        #expect(Day.number(2016, 1, 1) == 0)
        #expect(Day.name(Day.number(2016, 2, 29)) == "2016-02-29")
        #expect(Day.name(Day.number(2016, 12, 31) + 1) == "2017-01-01")
        #expect(Day.weekday(Day.number(2017, 11, 24)) == 5)
        #expect(Day.name(DayNames.count - 1) == "2020-12-31")
    }

    @Test(arguments: [5000, 9999, 10_000, 50_000, 10_000_000], [UInt64(1), 2, 3])
    func stragglersFollowTheAsOfDay(orders: Int, seed: UInt64) {
        let facts = OrderCalendar(seed: Seed(value: mixed(seed)), orders: orders).facts()
        #expect(Day.name(facts.asOf) == "2018-08-29")
        #expect(facts.afterAsOf >= 4)
        #expect(Day.name(facts.last) == "2018-10-17")
    }

    private static func maker(orders: Int) -> OrderMaker {
        let seed = Seed(value: 1)
        let places = Places(seed: seed, prefixTarget: 500)
        let calendar = OrderCalendar(seed: seed, orders: orders)
        let fates = Fates(seed: seed, orders: orders, regular: calendar.regular)
        return OrderMaker(
            seed: seed, calendar: calendar, fates: fates,
            people: People(seed: seed, orders: orders, fates: fates), places: places,
            catalogue: Catalogue(seed: seed, orders: orders, places: places))
    }
}
