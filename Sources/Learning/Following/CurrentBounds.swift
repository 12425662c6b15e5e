import DuckDB

/// The bounds of delivery intervals as of the last day of data: what came of the latest predictions brings them up to date,
/// while the trees stay as they were trained.
enum CurrentBounds {
    /// Follows the orders of a version: those of the training as they were predicted then, later ones as the model predicts
    /// them, each from what was known at its purchase.
    ///
    /// - Parameters:
    ///   - trainedUntil: The first moment that the model knew nothing of.
    ///   - moment: The first moment that the version knows nothing of.
    /// - Returns: The model's own bounds where too little has arrived lately.
    static func bounds(
        of model: TrainedModel, following stored: StoredFollowing, trainedUntil: Timestamp, at moment: Timestamp,
        references: References, _ tables: some TableSource
    ) async throws -> [Calibration.Bounds] {
        var places: [String: Int] = [:]
        for (place, name) in stored.orders.enumerated() { places[name] = place }
        var followed: [FollowedOrder] = []
        var isAnyNew = false
        for row in try await ArrivalCurve.orders(before: moment, tables) {
            guard let name = row.text(1), let purchasedAt = row.timestamp(2) else { continue }
            if let place = places[name] {
                followed.append(
                    FollowedOrder(
                        key: row.key(0), purchasedAt: purchasedAt, deliveredAt: row.timestamp(3),
                        predicted: Double(stored.predicted[place]), logScale: Double(stored.logScales[place])))
            } else if purchasedAt >= trainedUntil {
                isAnyNew = true
            }
        }
        if isAnyNew {
            let past = try await PastOrders(at: moment, since: trainedUntil, references: references, tables)
            followed += try model.scale.followed(model.guesses(past, before: moment))
        }
        return ArrivalCurve(followed, at: moment)?.bounds ?? model.bounds
    }
}

extension TrainedModel {
    /// What the model says of orders, of which some lack some inputs as those did that it learned from.
    fileprivate func guesses(_ past: PastOrders, before moment: Timestamp) throws(LearningError) -> [Lesson.Guess] {
        guard let matrix = past.matrices[target] else { return [] }
        let rows = past.orders.indices.filter { past.orders[$0].purchasedAt < moment }
        let lacking = Blanks(target).applied(to: matrix, rows: rows, of: past.orders)
        return zip(rows.indices, try value.predict(lacking)).map { position, predicted in
            Lesson.Guess(
                order: past.orders[rows[position]], predicted: Double(predicted), features: Array(lacking[position]))
        }
    }
}
