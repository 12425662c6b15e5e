/// Writes the files of products, sellers and category names.
struct CatalogueFiles {
    let catalogue: Catalogue
    let places: Places

    /// The products, in no particular order.
    func writeProducts(to writer: ByteWriter, tally: inout Tally) throws(DemoError) {
        let order = Permutation(
            count: catalogue.products.count, seed: catalogue.seed, purpose: .orderPermutation)
        for line in 0..<catalogue.products.count {
            let number = order.rank(line)
            let product = catalogue.products[number]
            let category = catalogue.categories[Int(product.category)]
            var stream = catalogue.seed.stream(.product, number ^ 0x4000_0000)
            try writer.beginRow(atMost: 200)
            writer.identifier(catalogue.seed.id(.product, number))
            writer.comma()
            if category.name.isEmpty {
                writer.put(",,,,")
                tally.add(.productWithoutCategory)
            } else {
                writer.put(category.name)
                writer.comma()
                writer.integer(nameLength(&stream))
                writer.comma()
                writer.integer(descriptionLength(&stream))
                writer.comma()
                writer.integer(Self.photos.place(stream.unit()) + 1)
                writer.comma()
            }
            writeDimensions(number, product, category, &stream, writer, &tally)
            writer.newline()
        }
    }

    /// The sellers, in no particular order.
    func writeSellers(to writer: ByteWriter, tally: inout Tally) throws(DemoError) {
        let states = places.states.map { Array($0.code.utf8) }
        for (number, seller) in catalogue.sellers.enumerated() {
            let city = places.cities[places.city(ofPrefix: seller.address.prefix)]
            let code = places.code(of: seller.address)
            try writer.beginRow(atMost: 240)
            writer.identifier(catalogue.seed.id(.seller, number))
            writer.comma()
            writer.zipPrefix(code)
            writer.comma()
            writeCity(seller, number, city, code, writer, &tally)
            writer.comma()
            writer.put(states[city.state])
            writer.newline()
            if !seller.address.isKnown { tally.add(.sellerPrefixUnknown) }
            if code < 10_000 { tally.add(.sellerZipLeadingZero) }
        }
    }

    /// The category names in English, but for those that the file lacks. Lines end in CR LF, the last in nothing.
    func writeTranslation(to writer: ByteWriter, tally: inout Tally) throws(DemoError) {
        for category in catalogue.categories where !category.name.isEmpty {
            guard !category.english.isEmpty else {
                tally.add(.categoryWithoutTranslation)
                continue
            }
            try writer.beginRow(atMost: 200)
            writer.put(category.name)
            writer.comma()
            writer.put(category.english)
            writer.put("\r\n")
        }
        writer.dropLast(2)
    }

    private static let photos = WeightedChoice([16_489, 6263, 3860, 2428, 1484, 968, 343, 192, 105, 95, 46, 35, 9])

    private func nameLength(_ stream: inout RandomStream) -> Int {
        // Most names use up what the form allows.
        let gap = stream.unit() * stream.unit() * 48
        return max(5, 63 - Int(gap) - stream.below(6))
    }

    private func descriptionLength(_ stream: inout RandomStream) -> Int {
        min(3992, max(4, Int(stream.logNormal(median: 595, spread: 0.78))))
    }

    private func writeDimensions(
        _ number: Int, _ product: Catalogue.Product, _ category: Catalogue.Category, _ stream: inout RandomStream,
        _ writer: ByteWriter, _ tally: inout Tally
    ) {
        guard catalogue.quirks.hasDimensions(number) else {
            writer.put(",,,")
            tally.add(.productWithoutDimensions)
            return
        }
        if product.grams == 0 { tally.add(.productWeightZero) }
        let volume = stream.logNormal(median: category.volume, spread: 0.9)
        let height = min(105, max(2, Int((volume / 40).squareRoot() * (0.35 + 0.9 * stream.unit()))))
        let base = (volume / Double(height)).squareRoot()
        let stretch = 1 + 0.6 * stream.unit()
        writer.integer(Int(product.grams))
        writer.comma()
        writer.integer(min(105, max(16, Int(base * stretch))))
        writer.comma()
        writer.integer(height)
        writer.comma()
        writer.integer(min(105, max(11, Int(base / stretch))))
    }

    private func writeCity(
        _ seller: Seller, _ number: Int, _ city: Places.City, _ code: Int, _ writer: ByteWriter, _ tally: inout Tally
    ) {
        let state = Array(places.states[city.state].code.lowercased().utf8)
        switch seller.style {
        case .plain:
            writer.put(city.plain)
        case .zipCode:
            tally.add(.sellerCityZipCode)
            writer.quote()
            var digits = code * 1000 + number % 1000
            let target = writer.claim(8)
            for place in stride(from: 7, through: 0, by: -1) {
                target[place] = UInt8(ascii: "0") + UInt8(digits % 10)
                digits /= 10
            }
            writer.quote()
        case .email:
            tally.add(.sellerCityEmail)
            writer.put("vendas")
            writer.integer(number)
            writer.put("@loja.example")
        case .accented:
            tally.add(.sellerCityAccented)
            writer.put(city.accented ?? city.plain)
        case .suffix(let form):
            tally.add(.sellerCityStateSuffix)
            if form == 3 { writer.quote() }
            writer.put(city.plain)
            switch form {
            case 0: writer.put(" / ")
            case 1: writer.put("/")
            case 2: writer.put(" - ")
            default: writer.put(", ")
            }
            writer.put(state)
            if form == 3 { writer.put(", brasil\"") }
        }
    }
}
