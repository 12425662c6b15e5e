import DuckDB

/// The rows of one statement: the dimensions' values of each, then the metrics', side by side in one piece of memory.
struct Parts: Sendable {
    /// Dimensions' values that stand for a row.
    struct Key: Hashable {
        private let first: Value
        private let others: [Value]

        /// The key of these values; most have one, which needs no memory of its own.
        init(_ values: ArraySlice<Value>) {
            first = values.first ?? .null
            others = Array(values.dropFirst())
        }
    }

    /// How many dimensions there are.
    let dimensionCount: Int
    /// How many metrics there are, at least one.
    let metricCount: Int
    /// The values of all rows, row after row.
    var cells: [Value] = []
    /// The table that each metric was answered from, by the metric's name.
    let sources: [String: String]

    /// How many values a row has.
    var width: Int { dimensionCount + metricCount }
    /// How many rows there are.
    var count: Int { cells.count / width }

    /// The dimensions' values of a row.
    func dimensions(of row: Int) -> ArraySlice<Value> { cells[row * width..<row * width + dimensionCount] }

    /// The metrics of a row.
    func metrics(of row: Int) -> ArraySlice<Value> { cells[row * width + dimensionCount..<(row + 1) * width] }

    /// Where the rows are, by their dimensions' values; the first of rows that share them.
    func positions() -> [Key: Int] {
        Dictionary((0..<count).map { (Key(dimensions(of: $0)), $0) }, uniquingKeysWith: { first, _ in first })
    }
}

/// Every bucket of time with every combination of the other dimensions: where the rows are that fill it.
struct Grid {
    private let buckets: [Day: Int]
    private let combinations: [Parts.Key: Int]
    private let timePosition: Int

    /// - Parameters:
    ///   - buckets: The first days of the buckets.
    ///   - combinations: The values of the other dimensions.
    ///   - timePosition: Which of the dimensions is time.
    init(_ buckets: [Day], _ combinations: [ArraySlice<Value>], timeAt timePosition: Int) {
        self.timePosition = timePosition
        self.buckets = Dictionary(uniqueKeysWithValues: zip(buckets, buckets.indices))
        self.combinations = Dictionary(
            zip(combinations.map(Parts.Key.init), combinations.indices), uniquingKeysWith: { first, _ in first })
    }

    /// The row of each cell, bucket by bucket; nil where there is none.
    func rows(of parts: Parts) -> [Int?] {
        var rows = [Int?](repeating: nil, count: buckets.count * combinations.count)
        for row in 0..<parts.count {
            var others = parts.dimensions(of: row)
            guard case .date(let day) = others.remove(at: others.startIndex + timePosition), let bucket = buckets[day],
                let combination = combinations[Parts.Key(others)]
            else { continue }
            rows[bucket * combinations.count + combination] = row
        }
        return rows
    }
}
