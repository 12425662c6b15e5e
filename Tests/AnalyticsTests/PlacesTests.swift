import DuckDB
import Testing

@testable import Analytics
@testable import Warehouse

/// Customers by place are those that one statement over the facts counts.
struct PlacesTests {
    private let warehouse: OpenWarehouse
    private let analyst: Analyst
    private let days: DayRange

    init() throws {
        let shop = try DirtyShop.shared.get()
        warehouse = try #require(try OpenWarehouse.current(of: shop.home))
        analyst = Analyst(warehouse)
        days = Period.all.days(in: warehouse.calendar)
    }

    private func filters(_ isFiltered: Bool) throws -> Filters {
        var filters = Filters()
        if isFiltered { try filters.restrict(#require(Catalogue.standard.dimension("weekday")), to: ["0"]) }
        return filters
    }

    /// Counts by hand: `key` over orders with a place, with how many customers, orders and places each has.
    private func counted(_ key: String, isFiltered: Bool) async throws -> Set<[Value]> {
        let rows = try await warehouse.rows(
            """
            select \(key), count(distinct person_key) as customers, count(*) as orders,
                count(distinct customer_geolocation_key) as places
            from fact_orders
            inner join dim_geolocation on geolocation_key = customer_geolocation_key
            where latitude is not null and purchase_date between $1 and $2
                \(isFiltered ? "and extract(isodow from purchase_date) = 1" : "")
            group by 1, 2
            """, [.date(days.first), .date(days.last)])
        return Set(rows.map { $0.values })
    }

    @Test(arguments: [false, true])
    func pointsAreThePrefixesWithCustomers(isFiltered: Bool) async throws {
        let points = try await analyst.points(over: days, filters: filters(isFiltered))
        #expect(points.order.count > 100 && points.order.count == points.counts.count)
        let found = zip(points.order, points.counts).map { place, counts in
            let place = points.places[place]
            return [place["zip_code_prefix"], place["state"], counts["customer_count"], counts["order_count"], 1]
        }
        #expect(
            Set(found) == (try await counted("zip_code_prefix, geolocation_state", isFiltered: isFiltered)))
        let orders = points.counts.compactMap { $0["order_count"].real }
        #expect(orders == orders.sorted(by: >))
    }

    @Test(arguments: [false, true])
    func aPersonCountsOnceInASquare(isFiltered: Bool) async throws {
        let squares = try await analyst.density(over: days, filters: filters(isFiltered))
        let wanted = try await counted("floor(latitude * 4), floor(longitude * 4)", isFiltered: isFiltered)
        #expect(squares.count > 50 && squares.count == wanted.count)
        let found = squares.map { [$0["customer_count"], $0["order_count"], $0["prefix_count"]] }
        #expect(Counts(found) == Counts(wanted.map { Array($0.dropFirst(2)) }))
        let people = squares.compactMap { $0["customer_count"].real }
        #expect(people == people.sorted(by: >))
    }

    @Test func aSquareIsCalledAfterTheCityThatMostOfItsCustomersLiveIn() async throws {
        let rows = try await warehouse.rows(
            """
            select floor(latitude * 4) as y, floor(longitude * 4) as x, geolocation_city, geolocation_state,
                count(distinct (person_key, customer_geolocation_key)) as customers
            from fact_orders
            inner join dim_geolocation on geolocation_key = customer_geolocation_key
            where latitude is not null
            group by 1, 2, 3, 4
            """, [])
        var most: [[Value]: Int] = [:]
        var customers: [[Value]: Int] = [:]
        for row in rows.map(\.values) {
            let count = Int(row[4].real ?? 0)
            customers[Array(row[..<4])] = count
            most[Array(row[..<2])] = max(most[Array(row[..<2])] ?? 0, count)
        }
        let squares = try await analyst.density(over: days, filters: Filters())
        #expect(squares.count == most.count)
        for square in squares {
            let latitude = try #require(square["latitude"].real)
            let longitude = try #require(square["longitude"].real)
            let place: [Value] = [.double((latitude * 4).rounded(.down)), .double((longitude * 4).rounded(.down))]
            #expect(customers[place + [square["city"], square["state"]]] == most[place])
        }
    }

    /// How often each row is there.
    private struct Counts: Equatable {
        let times: [[Value]: Int]
        init(_ rows: [[Value]]) { times = Dictionary(rows.map { ($0, 1) }, uniquingKeysWith: +) }
    }

    @Test(arguments: [[], [0], [0, 0], [3], [1, 5, 0, 5, 2, 1, 0, 5], Array(0..<50) + Array(0..<40)])
    func placesAreInTheOrderOfTheirCounts(counts: [Int]) {
        let expected = counts.indices.filter { counts[$0] > 0 }.sorted { (-counts[$0], $0) < (-counts[$1], $1) }
        #expect(Analyst.mostFirst(counts) == expected)
    }
}
