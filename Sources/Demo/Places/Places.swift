/// Where people and sellers live: states, cities and the zip prefixes that this export knows.
struct Places: Sendable {
    struct State: Sendable {
        let code: String
        let sellers: Double
        let prefixes: Double
        /// Median days in transit.
        let transitDays: Double
        /// Median days promised.
        let promisedDays: Double
    }

    struct City: Sendable {
        let state: Int
        /// The name as an address has it: lower case, without accents.
        let plain: [UInt8]
        /// The name with its accents, if it has any.
        let accented: [UInt8]?
        let first: Int
        /// The last prefix of the city; it is never among the known ones, so dirty addresses use it.
        let last: Int
        let latitude: Int
        let longitude: Int
        let spread: Int
        let customers: Double
        let sellers: Double
        var prefixes: Range<Int> = 0..<0
    }

    /// A zip prefix with geolocation.
    struct Prefix: Sendable {
        let code: Int
        let city: Int32
        /// Where its points are centred, in 10⁻¹⁴ degrees.
        let latitude: Int
        let longitude: Int
        /// How much of the city's orders it gets, relative to the city's other prefixes.
        let weight: Double
    }

    /// An address: a prefix that is known, or the city's unknown one.
    struct Address: Sendable {
        let prefix: Int
        let isKnown: Bool
    }

    let states: [State]
    let cities: [City]
    let prefixes: [Prefix]
    private let customerPrefix: WeightedChoice
    private let sellerCity: WeightedChoice

    /// The city with the most sellers.
    let capital: Int

    init(seed: Seed, prefixTarget: Int) {
        let states = Self.readStates()
        var cities = Self.readCities(states)
        var prefixes: [Prefix] = []
        var weights: [Double] = []
        let shares = states.reduce(0) { $0 + $1.prefixes }
        for state in states.indices {
            let members = cities.indices.filter { cities[$0].state == state }
            let target = Int(Double(prefixTarget) * states[state].prefixes / shares)
            let counts = Self.share(target, among: members.map { cities[$0] })
            for (city, count) in zip(members, counts) {
                let start = prefixes.count
                Self.addPrefixes(count, of: cities[city], number: city, seed: seed, to: &prefixes)
                cities[city].prefixes = start..<prefixes.count
                let sum = prefixes[start...].reduce(0) { $0 + $1.weight }
                for prefix in prefixes[start...] { weights.append(cities[city].customers * prefix.weight / sum) }
            }
        }
        self.states = states
        self.cities = cities
        self.prefixes = prefixes
        customerPrefix = WeightedChoice(weights)
        sellerCity = WeightedChoice(Self.sellerWeights(cities, states))
        var capital = 0
        for city in cities.indices where cities[city].sellers > cities[capital].sellers { capital = city }
        self.capital = capital
    }

    /// The address of a customer.
    @inline(__always)
    func customerAddress(_ stream: inout RandomStream, isKnown: Bool) -> Address {
        Address(prefix: customerPrefix.place(stream.unit()), isKnown: isKnown)
    }

    /// The address of a seller, in the given city or in any.
    func sellerAddress(_ stream: inout RandomStream, isKnown: Bool, city: Int?) -> Address {
        let drawn = sellerCity.place(stream.unit())
        let prefixes = cities[city ?? drawn].prefixes
        return Address(prefix: prefixes.lowerBound + stream.below(prefixes.count), isKnown: isKnown)
    }

    /// The zip prefix that an address has.
    @inline(__always)
    func code(of address: Address) -> Int {
        let prefix = prefixes[address.prefix]
        return address.isKnown ? prefix.code : cities[Int(prefix.city)].last
    }

    @inline(__always)
    func city(ofPrefix prefix: Int) -> Int { Int(prefixes[prefix].city) }

    /// The distance between two prefixes in kilometres, on a flat map that is right to some percent in Brazil.
    @inline(__always)
    func kilometres(_ first: Int, _ second: Int) -> Double {
        let from = prefixes[first]
        let to = prefixes[second]
        let north = Double(from.latitude - to.latitude) * (111.2 / Double(Coordinate.unit))
        let east = Double(from.longitude - to.longitude) * (105.0 / Double(Coordinate.unit))
        return (north * north + east * east).squareRoot()
    }

    /// Splits a state's prefixes over its cities by their customers; no city gets none or more than its range holds.
    private static func share(_ target: Int, among cities: [City]) -> [Int] {
        var counts = cities.map { _ in 1 }
        var rest = target - cities.count
        while rest > 0 {
            let open = cities.indices.filter { counts[$0] < cities[$0].last - cities[$0].first }
            guard !open.isEmpty else { break }
            let sum = open.reduce(0) { $0 + cities[$1].customers }
            var given = 0
            for city in open {
                let room = cities[city].last - cities[city].first - counts[city]
                let portion = min(room, rest - given, max(1, Int(Double(rest) * cities[city].customers / sum)))
                counts[city] += portion
                given += portion
            }
            rest -= given
        }
        return counts
    }

    private static func addPrefixes(
        _ count: Int, of city: City, number: Int, seed: Seed, to prefixes: inout [Prefix]
    ) {
        for place in 0..<count {
            let code = city.first + place * (city.last - city.first) / count
            var stream = seed.stream(.prefix, code)
            prefixes.append(
                Prefix(
                    code: code, city: Int32(number),
                    latitude: Coordinate.near(city.latitude, within: city.spread, &stream),
                    longitude: Coordinate.near(city.longitude, within: city.spread, &stream),
                    weight: 1 / (0.08 + stream.unit())))
        }
    }

    private static func sellerWeights(_ cities: [City], _ states: [State]) -> [Double] {
        var sums = [Double](repeating: 0, count: states.count)
        for city in cities { sums[city.state] += city.sellers + 0.5 }
        return cities.map { states[$0.state].sellers * ($0.sellers + 0.5) / sums[$0.state] }
    }
}

/// Degrees as whole numbers of 10⁻¹⁴, which a double tells apart everywhere in Brazil.
enum Coordinate {
    static let unit = 100_000_000_000_000

    /// A coordinate around a centre, most often close to it.
    @inline(__always)
    static func near(_ centre: Int, within spread: Int, _ stream: inout RandomStream) -> Int {
        let offset = stream.unit() + stream.unit() - 1
        return centre + Int(offset * Double(spread))
    }
}
