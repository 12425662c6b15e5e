/// What is sold and by whom: categories, products and sellers.
struct Catalogue: Sendable {
    struct Category: Sendable {
        let name: [UInt8]
        let english: [UInt8]
        let itemWeight: Double
        let productWeight: Double
        let priceCents: Double
        let priceSpread: Double
        let grams: Double
        let gramsSpread: Double
        let volume: Double
        /// Its products.
        var products: Range<Int> = 0..<0
    }

    /// What an order line needs of a product.
    struct Product: Sendable {
        let category: Int32
        let priceCents: Int32
        /// 0 where the file says zero or nothing.
        let grams: Int32
        let seller: Int32
    }

    let categories: [Category]
    let products: [Product]
    let sellers: [Seller]
    let seed: Seed
    private let categoryChoice: WeightedChoice
    private let curves: [PopularityCurve]
    /// Every how many orders one sells the next product that would else stay unsold.
    private let coverageStep: Int
    private let coverage: Permutation
    let quirks: ProductQuirks

    init(seed: Seed, orders: Int, places: Places) {
        self.seed = seed
        let productCount = min(100_000, max(orders / 3, 150))
        let sellerCount = min(20_000, max(orders / 32, 20))
        quirks = ProductQuirks(products: productCount, orders: orders)
        let categories = Self.divide(productCount, among: Self.readCategories(), nameless: quirks.withoutCategory)
        coverageStep = max(1, orders / productCount)
        coverage = Permutation(count: productCount, seed: seed, purpose: .coveragePermutation)

        // Lines that cover a product once are drawn by products, the others by what sells; both together give the shares.
        let lines = 1.1328 * Double(orders)
        let covering = Double(min(productCount, orders))
        let itemSum = categories.reduce(0) { $0 + $1.itemWeight }
        categoryChoice = WeightedChoice(
            categories.map { category in
                let wanted = lines * category.itemWeight / itemSum
                return max(wanted * 0.02, wanted - covering * Double(category.products.count) / Double(productCount))
            })
        curves = categories.map { PopularityCurve(count: $0.products.count, top: 0.05) }
        sellers = Self.makeSellers(sellerCount, seed: seed, places: places)
        products = Self.makeProducts(productCount, sellers: sellerCount, categories, quirks, seed)
        self.categories = categories
    }

    /// The product of an order's first line.
    @inline(__always)
    func firstProduct(order: Int, _ stream: inout RandomStream) -> Int {
        let turn = order / coverageStep
        if order % coverageStep == 0 && turn < products.count { return coverage.rank(turn) }
        return product(inCategory: categoryChoice.place(stream.unit()), &stream)
    }

    /// A product of a category, the popular ones more often.
    @inline(__always)
    func product(inCategory category: Int, _ stream: inout RandomStream) -> Int {
        categories[category].products.lowerBound + curves[category].rank(stream.unit())
    }

    /// The price of a product in a month: mostly its own, at times a little off, lower on a day of sales.
    @inline(__always)
    func price(of product: Int, month: Int, isSale: Bool) -> Int {
        let cents = Int(products[product].priceCents)
        let roll = mixed(seed.key(.promotion) ^ UInt64(product * 64 + month)) % 100
        if isSale && roll < 60 { return max(85, cents * 85 / 100) }
        if roll < 12 { return max(85, cents * 92 / 100) }
        if roll < 20 { return cents * 106 / 100 }
        return cents
    }

    private static func readCategories() -> [Category] {
        func number(_ text: Substring) -> Double { Double(Int(text) ?? 0) }
        return TableText.rows(CategoryTable.text).map { row in
            Category(
                name: Array(row[0].utf8), english: Array(row[1].utf8), itemWeight: number(row[2]),
                productWeight: number(row[3]), priceCents: number(row[4]), priceSpread: number(row[5]) / 100,
                grams: number(row[6]), gramsSpread: number(row[7]) / 100, volume: number(row[8]))
        }
    }

    /// Gives every category its products: the first the nameless ones, each other at least one.
    private static func divide(_ count: Int, among categories: [Category], nameless: Int) -> [Category] {
        var result = categories
        let spare = Double(count - nameless - (categories.count - 1))
        let sum = categories.dropFirst().reduce(0) { $0 + $1.productWeight }
        var sizes = categories.map { 1 + Int(spare * $0.productWeight / sum) }
        sizes[0] = nameless
        // The largest category takes what rounding left.
        sizes[1] += count - sizes.reduce(0, +)
        var start = 0
        for place in result.indices {
            result[place].products = start..<(start + sizes[place])
            start += sizes[place]
        }
        return result
    }

    private static func makeProducts(
        _ count: Int, sellers: Int, _ categories: [Category], _ quirks: ProductQuirks, _ seed: Seed
    ) -> [Product] {
        let curve = PopularityCurve(count: sellers, top: 0.02)
        let first = Permutation(count: count, seed: seed, purpose: .productPermutation)
        var products: [Product] = []
        products.reserveCapacity(count)
        for (number, category) in categories.enumerated() {
            for product in category.products {
                var stream = seed.stream(.product, product)
                let rank = first.rank(product)
                products.append(
                    Product(
                        category: Int32(number),
                        priceCents: Int32(priceCents(category, &stream)),
                        grams: Int32(quirks.hasWeight(product) ? grams(category, &stream) : 0),
                        // Every seller has a product; the others go to the popular ones.
                        seller: Int32(rank < sellers ? rank : curve.rank(stream.unit()))))
            }
        }
        return products
    }

    /// A price that ends as prices do: ,90 or ,99 or ,00.
    private static func priceCents(_ category: Category, _ stream: inout RandomStream) -> Int {
        let value = stream.logNormal(median: category.priceCents, spread: category.priceSpread * 1.05)
        let base = min(Int(value) / 100, 6734) * 100
        let roll = stream.below(100)
        let ending =
            switch roll {
            case ..<37: 90
            case ..<57: 99
            case ..<84: 0
            case ..<88: 50
            case ..<91: 49
            default: stream.below(100)
            }
        return max(85, base + ending)
    }

    private static func grams(_ category: Category, _ stream: inout RandomStream) -> Int {
        let value = stream.logNormal(median: category.grams, spread: category.gramsSpread)
        let grams = min(40_425, max(50, Int(value)))
        return stream.chance(0.7) ? grams / 50 * 50 : grams
    }
}

/// Which products are dirty. The products without a category are the first ones; the others follow them.
struct ProductQuirks: Sendable {
    let withoutCategory: Int
    private let withoutDimensions: Int
    private let weightZero: Int

    init(products: Int, orders: Int) {
        let scale = Scale(orders: orders)
        withoutCategory = max(1, products * 610 / 32_951)
        withoutDimensions = scale.count(2, of: products, per: 32_951)
        weightZero = scale.count(4, of: products, per: 32_951)
    }

    /// Every other product without dimensions lacks its category too.
    @inline(__always)
    func hasDimensions(_ product: Int) -> Bool {
        let both = withoutDimensions / 2
        return product < withoutCategory - both || product >= withoutCategory + withoutDimensions - both
    }

    @inline(__always)
    func weighsZero(_ product: Int) -> Bool {
        let start = withoutCategory + withoutDimensions
        return product >= start && product < start + weightZero
    }

    @inline(__always)
    func hasWeight(_ product: Int) -> Bool { hasDimensions(product) && !weighsZero(product) }
}

/// Scales what was counted in a shop of Olist's size to a shop of another size.
struct Scale: Sendable {
    static let olistOrders = 99_441
    let orders: Int

    /// Of a thing that occurs `count` times at Olist's size; at least one in a shop that is large enough to have them all.
    func count(_ count: Int) -> Int { self.count(count, of: orders, per: Self.olistOrders) }

    func count(_ count: Int, of size: Int, per reference: Int) -> Int {
        max(orders >= 2000 ? 1 : 0, (count * size + reference / 2) / reference)
    }
}
