import DuckDB
import Warehouse

/// Zip-code prefixes with customers, most orders first.
public struct RankedPlaces: Sendable {
    /// All places of the version: `zip_code_prefix`, `city`, `state`, and `latitude` and `longitude` of the centres of their
    /// points inside Brazil.
    public let places: ResultRows
    /// The rows of `places` that have customers, most orders first.
    public let order: [Int]
    /// `customer_count` and `order_count` of each of these.
    public let counts: ResultRows
}

extension Analyst {
    /// Zip-code prefixes with customers, most orders first; of as many orders, in the order of their keys.
    public func points(over days: DayRange, filters: Filters) async throws -> RankedPlaces {
        let (places, found) = try await customersOfPlaces(over: days, filters: filters)
        let order = Self.mostFirst(found.map(\.orders))
        var counts: [Value] = []
        counts.reserveCapacity(order.count * 2)
        for place in order {
            counts.append(.integer(Int64(found[place].customers)))
            counts.append(.integer(Int64(found[place].orders)))
        }
        return RankedPlaces(
            places: places.rows, order: order, counts: ResultRows(Row.Layout(Self.counts), cells: counts))
    }

    /// Customers gathered in squares of a quarter of a degree, most customers first: `city` and `state` that most of them
    /// live in, `latitude` and `longitude` of the mean of the prefixes, each as often as it has
    /// customers, `prefix_count`, `customer_count`, `order_count`. Who ordered from several prefixes in a square counts once.
    public func density(over days: DayRange, filters: Filters) async throws -> ResultRows {
        let (places, found) = try await customersOfPlaces(over: days, filters: filters)
        var squares = [GatheredSquare](repeating: GatheredSquare(), count: places.squareCount)
        var customersOfCities = [Int](repeating: 0, count: places.cityCount)
        var met: Set<Meeting> = []
        for (place, people) in found.enumerated() where people.orders > 0 {
            let square = places.squares[place]
            squares[square].add(people, at: places.centres[place])
            customersOfCities[places.cities[place]] += people.customers
            for person in people.moving where !met.insert(Meeting(square: square, person: person)).inserted {
                squares[square].repeated += 1
            }
        }
        for (place, people) in found.enumerated() where people.orders > 0 {
            squares[places.squares[place]].suggest(place, with: customersOfCities[places.cities[place]])
        }
        let order = squares.indices.filter { squares[$0].orders > 0 }
            .map { -squares[$0].people << 32 | $0 }.sorted()
        var cells: [Value] = []
        cells.reserveCapacity(order.count * 7)
        for rank in order {
            let square = squares[rank & 0xFFFF_FFFF]
            let name = square.place * Places.width
            cells += places.rows.cells[name + 1...name + 2]
            cells.append(.double(square.latitudes / Double(max(1, square.customers))))
            cells.append(.double(square.longitudes / Double(max(1, square.customers))))
            for count in [square.prefixes, square.people, square.orders] { cells.append(.integer(Int64(count))) }
        }
        let prefixes = [Row.Column(name: "prefix_count", type: "BIGINT")]
        return ResultRows(Row.Layout(Places.columns.dropFirst() + prefixes + Self.counts), cells: cells)
    }

    /// The positions of counts above 0, the highest count first; of equal ones, the first in place first. They are counted out,
    /// not compared: places come by the ten thousand, and their counts are small.
    static func mostFirst(_ counts: [Int]) -> [Int] {
        let most = max(0, counts.max() ?? 0)
        // Where the positions of each count begin, from the highest on.
        var starts = [Int](repeating: 0, count: most + 1)
        for count in counts where count > 0 { starts[most - count + 1] += 1 }
        for index in starts.indices.dropFirst() { starts[index] += starts[index - 1] }
        var order = [Int](repeating: 0, count: starts[most])
        for (position, count) in counts.enumerated() where count > 0 {
            order[starts[most - count]] = position
            starts[most - count] += 1
        }
        return order
    }

    private static let counts = ["customer_count", "order_count"].map { Row.Column(name: $0, type: "BIGINT") }

    /// Rows of a zip-code prefix's key, its orders, and those of its customers who have one order ever.
    private func ordersOfPrefixes(over days: DayRange, filters: Filters) async throws -> ResultRows {
        let nothing = Label("", "")
        let metrics = [
            Measure("order_count", of: .orders, .rows),
            Measure("one_order_customer_count", of: .orders, .rowsWhere(.equalsNumber("orders_of_person", 1))),
        ].map { Metric($0.name, nothing, .count, .value($0), nothing) }
        let prefix = Dimension("prefix", nothing, of: .orders, .column("customer_geolocation_key"), form: .integer)
        let compiled = compile(Question(metrics, by: [prefix], over: days, filters: filters))
        return try await warehouse.rows(compiled.sql, compiled.values)
    }

    /// The places of this version, and the customers of each.
    private func customersOfPlaces(
        over days: DayRange, filters: Filters
    ) async throws -> (places: Places, customers: [Customers]) {
        async let orderRows = ordersOfPrefixes(over: days, filters: filters)
        async let returningRows = rows(of: "prefix_returning", over: days, filters: filters)
        let places = try await warehouse.kept { warehouse in
            try Places(await warehouse.rows(NamedQuery.named("places").body, []))
        }
        var customers = [Customers](repeating: Customers(), count: places.count)
        // Tens of thousands of rows: their values are read where they lie.
        let ordered = try await orderRows.cells
        for row in stride(from: 0, to: ordered.count, by: 3) {
            guard let place = places.position(of: ordered[row]), case .integer(let orders) = ordered[row + 1],
                case .integer(let oneOrder) = ordered[row + 2]
            else { continue }
            customers[place].orders = Int(orders)
            customers[place].oneOrder = Int(oneOrder)
        }
        let met = try await returningRows.cells
        for row in stride(from: 0, to: met.count, by: 3) {
            guard let place = places.position(of: met[row]), case .integer(let count) = met[row + 2] else { continue }
            customers[place].returning += Int(count)
            if case .integer(let person) = met[row + 1] { customers[place].moving.append(person) }
        }
        return (places, customers)
    }
}

/// The customers of a place.
private struct Customers {
    /// Their orders.
    var orders = 0
    /// How many have one order ever.
    var oneOrder = 0
    /// How many have several.
    var returning = 0
    /// Those of them who have other places as well.
    var moving: [Int64] = []

    /// How many there are.
    var customers: Int { oneOrder + returning }
}

/// A square while it is gathered.
private struct GatheredSquare {
    private var most = -1
    /// A place in the city with the most customers; of several, the first.
    private(set) var place = 0
    private(set) var prefixes = 0
    /// Customers, each as often as it has places.
    private(set) var customers = 0
    private(set) var orders = 0
    private(set) var latitudes = 0.0
    private(set) var longitudes = 0.0
    /// How many of the customers are counted more than once.
    var repeated = 0

    /// Customers, each once.
    var people: Int { customers - repeated }

    mutating func add(_ people: Customers, at centre: Places.Centre) {
        let here = people.customers
        prefixes += 1
        customers += here
        orders += people.orders
        latitudes += centre.latitude * Double(here)
        longitudes += centre.longitude * Double(here)
    }

    /// Takes a place's city as the square's, where no city of more customers was suggested before.
    mutating func suggest(_ place: Int, with customers: Int) {
        if customers > most { (most, self.place) = (customers, place) }
    }
}

/// A person in a square.
private struct Meeting: Hashable {
    let square: Int
    let person: Int64
}

/// The zip-code prefixes of a version that lie somewhere, in the order of their keys.
private struct Places: Sendable {
    struct Centre {
        let latitude: Double
        let longitude: Double
    }

    private struct Square: Hashable {
        let row: Int
        let column: Int
    }

    private struct City: Hashable {
        let square: Int
        let name: Value
        let state: Value
    }

    static let columns = [
        Row.Column(name: "zip_code_prefix", type: "VARCHAR"), Row.Column(name: "city", type: "VARCHAR"),
        Row.Column(name: "state", type: "VARCHAR"), Row.Column(name: "latitude", type: "DOUBLE"),
        Row.Column(name: "longitude", type: "DOUBLE"),
    ]
    static let width = columns.count
    /// A square's side, in degrees.
    private static let side = 0.25

    /// The values of ``columns``, place after place.
    let rows: ResultRows
    /// Where the places are.
    let centres: [Centre]
    /// The square of each place, numbered from 0.
    let squares: [Int]
    /// How many squares there are.
    let squareCount: Int
    /// The city of each place, those of each square by themselves, numbered from 0.
    let cities: [Int]
    /// How many cities there are.
    let cityCount: Int
    /// The places by their keys; -1 where a key has none.
    private let positions: [Int32]

    var count: Int { centres.count }

    init(_ rows: ResultRows) throws {
        var cells: [Value] = []
        var centres: [Centre] = []
        var numbers: [Square: Int] = [:]
        var squares: [Int] = []
        var cityNumbers: [City: Int] = [:]
        var cities: [Int] = []
        var positions: [Int32] = []
        for row in rows {
            let key = try row.get("geolocation_key", as: Int.self)
            let centre = Centre(latitude: try row.get("latitude"), longitude: try row.get("longitude"))
            guard key >= 0 else { continue }
            positions += repeatElement(-1, count: max(0, key + 1 - positions.count))
            positions[key] = Int32(centres.count)
            cells += [row["zip_code_prefix"], row["geolocation_city"], row["geolocation_state"]]
            cells += [Self.written(centre.latitude), Self.written(centre.longitude)]
            let square = Square(
                row: Int((centre.latitude / Self.side).rounded(.down)),
                column: Int((centre.longitude / Self.side).rounded(.down)))
            squares.append(numbers[square] ?? numbers.count)
            numbers[square] = squares.last
            let city = City(
                square: squares[squares.count - 1], name: row["geolocation_city"], state: row["geolocation_state"])
            cities.append(cityNumbers[city] ?? cityNumbers.count)
            cityNumbers[city] = cities.last
            centres.append(centre)
        }
        self.rows = ResultRows(Row.Layout(Self.columns), cells: cells)
        (self.centres, self.squares, self.positions) = (centres, squares, positions)
        squareCount = numbers.count
        self.cities = cities
        cityCount = cityNumbers.count
    }

    /// The place with a key; nil where it lies nowhere.
    func position(of key: Value) -> Int? {
        guard case .integer(let key) = key, positions.indices.contains(Int(key)), positions[Int(key)] >= 0 else {
            return nil
        }
        return Int(positions[Int(key)])
    }

    /// A number as the decimal that it is written as, worked out once instead of in each answer.
    private static func written(_ number: Double) -> Value {
        FixedDecimal(number.description).map(Value.decimal) ?? .double(number)
    }
}
