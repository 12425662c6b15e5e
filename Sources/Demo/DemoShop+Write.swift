import Foundation

extension DemoShop {
    /// Writes the nine files into a folder, which is made if it is missing. Files of the same names are replaced, all at
    /// the end: a failure while writing leaves what was there before.
    ///
    /// - Parameters:
    ///   - directory: Path of the folder.
    ///   - progress: Told a hundred times or so how far it is, on the calling thread.
    /// - Returns: Rows and bytes of each file, and the exact count of each kind of dirt.
    /// - Throws: ``DemoError`` when an option is out of bounds, the folder or a file cannot be written, or the current
    ///   task is cancelled.
    public func write(
        to directory: String, progress: (@Sendable (DemoProgress) -> Void)? = nil
    ) throws(DemoError) -> DemoSummary {
        guard (1...Options.maximumOrders).contains(options.orders) else {
            throw .invalidOption("orders must be from 1 to \(Options.maximumOrders), not \(options.orders)")
        }
        let folder = try ExportFolder(directory)
        do {
            let summary = try write(into: folder, progress)
            try folder.publish()
            return summary
        } catch {
            folder.discard()
            throw error
        }
    }

    private func write(
        into folder: ExportFolder, _ progress: (@Sendable (DemoProgress) -> Void)?
    ) throws(DemoError) -> DemoSummary {
        let seed = Seed(value: mixed(options.seed))
        let places = Places(seed: seed, prefixTarget: min(18_900, max(400, options.orders / 5)))
        let catalogue = Catalogue(seed: seed, orders: options.orders, places: places)
        let calendar = OrderCalendar(seed: seed, orders: options.orders)
        var tally = Tally()
        let geolocationRows = GeolocationFile.rows(orders: options.orders)
        // An order costs about as much as a dozen rows of the other files.
        let work = Double(12 * options.orders + geolocationRows + catalogue.products.count)

        func report(_ stage: String, _ done: Int) throws(DemoError) {
            if Task.isCancelled { throw .cancelled }
            guard let progress else { return }
            let rows = folder.rows
            progress(DemoProgress(stage: stage, fraction: min(1, Double(done) / work), rows: rows, bytes: folder.bytes))
        }

        try report("places", 0)
        let geolocation = GeolocationFile(places: places, seed: seed, rows: geolocationRows)
        try geolocation.write(to: folder.open(Self.geolocation), tally: &tally)
        try report("catalogue", geolocationRows)
        let files = CatalogueFiles(catalogue: catalogue, places: places)
        try files.writeTranslation(to: folder.open(Self.translation, lineEnd: "\r\n"), tally: &tally)
        try files.writeSellers(to: folder.open(Self.sellers), tally: &tally)
        try files.writeProducts(to: folder.open(Self.products), tally: &tally)

        let fates = Fates(seed: seed, orders: options.orders, regular: calendar.regular)
        let people = People(seed: seed, orders: options.orders, fates: fates)
        let maker = OrderMaker(
            seed: seed, calendar: calendar, fates: fates, people: people, places: places, catalogue: catalogue)
        let orderFiles = OrderFiles(
            maker: maker, reviews: ReviewMaker(seed: seed),
            orders: try folder.open(Self.orders), customers: try folder.open(Self.customers),
            items: try folder.open(Self.orderItems), payments: try folder.open(Self.orderPayments),
            reviewFile: try folder.open(Self.orderReviews, lineEnd: "\r\n"),
            states: places.states.map { Array($0.code.utf8) })
        let start = geolocationRows + catalogue.products.count
        let step = max(1, min(50_000, options.orders / 100))
        let permutation = Permutation(count: options.orders, seed: seed, purpose: .orderPermutation)
        var order = Order()
        var neighbour = Order()
        for line in 0..<options.orders {
            if line % step == 0 { try report("orders", start + 12 * line) }
            maker.make(permutation.rank(line), into: &order)
            try orderFiles.write(order, neighbour: &neighbour, &tally)
        }
        tally.people += people.hasLoyal ? 1 : 0
        try folder.flush()
        try report("orders", start + 12 * options.orders)
        return summary(folder, calendar, &tally)
    }

    private func summary(_ folder: ExportFolder, _ calendar: OrderCalendar, _ tally: inout Tally) -> DemoSummary {
        let facts = calendar.facts()
        tally.add(.dayWithoutOrders, facts.emptyDays)
        tally.add(.monthWithoutOrders, facts.emptyMonths)
        tally.add(.orderAfterAsOfDay, facts.afterAsOf)
        return DemoSummary(
            files: folder.files(in: Self.tables), dirt: tally.dirtByName, totals: tally.totalsByName,
            firstDay: Day.name(facts.first), lastDay: Day.name(facts.last), asOfDay: Day.name(facts.asOf))
    }
}
