/// The states of Brazil by the codes of its statistical office, which number them by region: neighbours are near.
enum State {
    static let codes: [String: Int] = [
        "RO": 11, "AC": 12, "AM": 13, "RR": 14, "PA": 15, "AP": 16, "TO": 17, "MA": 21, "PI": 22, "CE": 23, "RN": 24,
        "PB": 25, "PE": 26, "AL": 27, "SE": 28, "BA": 29, "MG": 31, "ES": 32, "RJ": 33, "SP": 35, "PR": 41, "SC": 42,
        "RS": 43, "MS": 50, "MT": 51, "GO": 52, "DF": 53,
    ]

    static let names = codes.keys.sorted()
}

/// The ways of paying, by a number that stays the same in every warehouse.
enum PaymentType {
    static let names = ["credit_card", "boleto", "debit_card", "voucher"]

    static func code(_ name: String?) -> Float {
        name.flatMap { names.firstIndex(of: $0) }.map(Float.init) ?? .nan
    }
}
