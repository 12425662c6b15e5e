/// A seller: where it is and how its city is written.
struct Seller: Sendable {
    /// How the city is written in the sellers file.
    enum CityStyle: Sendable {
        case plain, zipCode, email, accented
        case suffix(Int)
    }

    let address: Places.Address
    let style: CityStyle
}

extension Catalogue {
    static func makeSellers(_ count: Int, seed: Seed, places: Places) -> [Seller] {
        let quirks = SellerQuirks(sellers: count)
        // Seller 0 is a clean one of the capital, so that an accented twin of its city's name has a twin.
        let ranks = Permutation(count: max(1, count - 1), seed: seed, purpose: .sellerPermutation)
        return (0..<count).map { number in
            var stream = seed.stream(.seller, number)
            let quirk = number == 0 ? SellerQuirks.Quirk.none : quirks.quirk(ranks.rank(number - 1))
            var city: Int?
            var style = Seller.CityStyle.plain
            var isKnown = true
            switch quirk {
            case .none: city = number == 0 ? places.capital : nil
            case .unknownPrefix: isKnown = false
            case .zipCode: style = .zipCode
            case .email: style = .email
            case .suffix(let form): style = .suffix(form)
            case .accented:
                style = .accented
                city = places.capital
            }
            return Seller(address: places.sellerAddress(&stream, isKnown: isKnown, city: city), style: style)
        }
    }
}

/// Which sellers are dirty, by their rank in a random order.
private struct SellerQuirks {
    enum Quirk { case none, unknownPrefix, zipCode, email, accented, suffix(Int) }

    private let unknown: Int
    private let zipCodes: Int
    private let emails: Int
    private let accented: Int
    private let suffixes: Int

    init(sellers: Int) {
        func scaled(_ count: Int) -> Int { max(sellers >= 60 ? 1 : 0, (count * sellers + 1547) / 3095) }
        unknown = scaled(7)
        zipCodes = scaled(1)
        emails = scaled(1)
        accented = scaled(4)
        suffixes = scaled(24)
    }

    func quirk(_ rank: Int) -> Quirk {
        var rest = rank
        if rest < unknown { return .unknownPrefix }
        rest -= unknown
        if rest < zipCodes { return .zipCode }
        rest -= zipCodes
        if rest < emails { return .email }
        rest -= emails
        if rest < accented { return .accented }
        rest -= accented
        return rest < suffixes ? .suffix(rest % 4) : .none
    }
}
