/// PostgreSQL's binary form of a numeric: groups of four decimal digits, the place of the first, a sign, and how many
/// digits stand after the point.
enum NumericFormat {
    static let positive: UInt16 = 0x0000
    static let negative: UInt16 = 0x4000

    /// 10 to the power of 0…16.
    static let powers: [UInt64] = (0...16).map { UInt64(FixedDecimal.power($0)) }

    static func read(_ reader: inout BinaryReader, column: String) throws(PostgreSQLError) -> FixedDecimal {
        let groupCount = Int(try reader.integer(Int16.self))
        let weight = Int(try reader.integer(Int16.self))
        let sign = try reader.integer(UInt16.self)
        let scale = Int(try reader.integer(UInt16.self))
        guard sign == positive || sign == negative else {
            let name = sign == 0xC000 ? "NaN" : "infinity"
            throw PostgreSQLError(.conversion, "column \(column) is \(name), which is no decimal number")
        }
        guard scale <= 38 else { throw tooLong(column) }

        // The digits as one integer, with as many after the point as the scale says.
        var unscaled: Int128 = 0
        for index in 0..<groupCount {
            let group = Int128(try reader.integer(Int16.self))
            // How many digits of the result stand to the right of this group.
            let place = (weight - index) * 4 + scale
            if place >= 0 {
                guard place <= 38 else { throw tooLong(column) }
                let (product, overflow) = group.multipliedReportingOverflow(by: FixedDecimal.power(place))
                let (sum, beyond) = unscaled.addingReportingOverflow(product)
                guard !overflow, !beyond else { throw tooLong(column) }
                unscaled = sum
            } else if place > -4 {
                // The last group reaches beyond the scale, with zeros.
                unscaled += group / FixedDecimal.power(-place)
            }
        }
        return FixedDecimal(unscaled: sign == negative ? -unscaled : unscaled, scale: scale)
    }

    private static func tooLong(_ column: String) -> PostgreSQLError {
        PostgreSQLError(
            .conversion,
            "column \(column) has more than 38 digits; round it in SQL, such as with a cast to numeric(18, 6)")
    }

    /// A number's groups and the place of the first, by way of its decimal digits; for any number.
    static func groups(_ decimal: FixedDecimal) -> (groups: [Int16], weight: Int16) {
        var digits = String(decimal.unscaled.magnitude).utf8.map { Int16($0 - UInt8(ascii: "0")) }
        let padding = (4 - decimal.scale % 4) % 4
        digits += [Int16](repeating: 0, count: padding)
        let fraction = (decimal.scale + padding) / 4
        let lead = (4 - digits.count % 4) % 4
        digits.insert(contentsOf: [Int16](repeating: 0, count: lead), at: 0)
        var groups = stride(from: 0, to: digits.count, by: 4).map { index in
            digits[index..<index + 4].reduce(Int16(0)) { $0 * 10 + $1 }
        }
        var weight = groups.count - fraction - 1
        while groups.first == 0 {
            groups.removeFirst()
            weight -= 1
        }
        while groups.last == 0 { groups.removeLast() }
        return (groups, groups.isEmpty ? 0 : Int16(weight))
    }
}
