/// Writes the geolocation file: several points a prefix, a quarter of them exact repetitions, a few on other continents.
struct GeolocationFile {
    static let maximumRows = 1_000_000

    let places: Places
    let seed: Seed
    /// Rows to write.
    let rows: Int

    /// Rows for a shop with so many orders.
    static func rows(orders: Int) -> Int { min(maximumRows, max(10 * orders, 1000)) }

    func write(to writer: ByteWriter, tally: inout Tally) throws(DemoError) {
        let states = places.states.map { Array($0.code.utf8) }
        let total = places.prefixes.reduce(0) { $0 + (1 + $1.weight) }
        let spare = Double(max(0, rows - places.prefixes.count))
        let outside = OutsidePoints(wanted: max(1, (31 * rows + 500_000) / 1_000_000), among: places.prefixes.count)
        var weightDone = 0.0
        var written = 0
        var repeatsOwed = 0.0
        for (number, prefix) in places.prefixes.enumerated() {
            weightDone += 1 + prefix.weight
            let isLast = number == places.prefixes.count - 1
            let end = isLast ? rows : number + 1 + Int(spare * weightDone / total)
            let count = min(rows, end) - written
            written += count
            repeatsOwed += 0.26179 * Double(count)
            let repeats = min(Int(repeatsOwed), count / 2)
            repeatsOwed -= Double(repeats)
            let distinct = count - repeats
            let isAbroad = outside.takes(number)
            let city = places.cities[Int(prefix.city)]
            for place in 0..<count {
                let original = place < distinct ? place : place - distinct
                try writer.beginRow(atMost: 160)
                writer.zipPrefix(prefix.code)
                if isAbroad && original == distinct - 1 {
                    tally.add(.geolocationOutsideBrazil)
                    pointAbroad(number, writer)
                } else {
                    point(prefix, original, writer)
                }
                let isAccented = mixed(UInt64(prefix.code * 4096 + original) ^ seed.key(.point)) % 100 < 16
                writer.put(isAccented ? city.accented ?? city.plain : city.plain)
                writer.comma()
                writer.put(states[city.state])
                writer.newline()
                if place >= distinct { tally.add(.geolocationDuplicate) }
            }
            if prefix.code < 10_000 { tally.add(.geolocationZipLeadingZero, count) }
        }
        tally.prefixes = places.prefixes.count
    }

    @inline(__always)
    private func point(_ prefix: Places.Prefix, _ original: Int, _ writer: ByteWriter) {
        var stream = seed.stream(.point, prefix.code * 100_000 + original)
        let spread = Coordinate.unit / 80
        writer.comma()
        writer.coordinate(Coordinate.near(prefix.latitude, within: spread, &stream))
        writer.comma()
        writer.coordinate(Coordinate.near(prefix.longitude, within: spread, &stream))
        writer.comma()
    }

    /// A point in Portugal, as a geocoder finds it that knows the street but not the country.
    private func pointAbroad(_ number: Int, _ writer: ByteWriter) {
        var stream = seed.stream(.point, -1 - number)
        writer.comma()
        writer.coordinate(38 * Coordinate.unit + Int(stream.unit() * 3.5 * Double(Coordinate.unit)))
        writer.comma()
        writer.coordinate(-9 * Coordinate.unit + Int(stream.unit() * 1.5 * Double(Coordinate.unit)))
        writer.comma()
    }
}

/// Picks which prefixes have a point outside Brazil: evenly spread ones, exactly as many as wanted.
private struct OutsidePoints {
    let wanted: Int
    let among: Int

    init(wanted: Int, among: Int) {
        self.wanted = min(wanted, among)
        self.among = among
    }

    func takes(_ number: Int) -> Bool {
        (number + 1) * wanted / among > number * wanted / among
    }
}
