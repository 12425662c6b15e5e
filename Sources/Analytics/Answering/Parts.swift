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

        /// The key of one value.
        init(_ value: Value) {
            first = value
            others = []
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

    /// A metric of a row.
    func metric(_ position: Int, of row: Int) -> Value { cells[row * width + dimensionCount + position] }

    /// Where the rows are, by their dimensions' values; the first of rows that share them.
    func positions() -> [Key: Int] {
        Dictionary((0..<count).map { (Key(dimensions(of: $0)), $0) }, uniquingKeysWith: { first, _ in first })
    }
}

/// Every bucket of time with every combination of the other dimensions: where the rows are that fill it.
struct Grid {
    private let buckets: [Day]
    private let combinations: [Parts.Key: Int]
    private let timePosition: Int

    /// - Parameters:
    ///   - buckets: The first days of the buckets, in order.
    ///   - combinations: The values of the other dimensions; one without values where there are no others.
    ///   - timePosition: Which of the dimensions is time.
    init(_ buckets: [Day], _ combinations: [ArraySlice<Value>], timeAt timePosition: Int) {
        self.timePosition = timePosition
        self.buckets = buckets
        self.combinations = Dictionary(
            zip(combinations.map(Parts.Key.init), combinations.indices), uniquingKeysWith: { first, _ in first })
    }

    /// The row of each cell, bucket by bucket; nil where there is none.
    func rows(of parts: Parts) -> [Int?] {
        var rows = [Int?](repeating: nil, count: buckets.count * combinations.count)
        // Rows come in the order of time, so the bucket of one is mostly that of the row before or the next.
        var hint = 0
        for row in 0..<parts.count {
            let start = row * parts.width
            guard case .date(let day) = parts.cells[start + timePosition], let bucket = bucket(of: day, near: hint)
            else { continue }
            hint = bucket
            guard let combination = combination(of: parts, at: start) else { continue }
            rows[bucket * combinations.count + combination] = row
        }
        return rows
    }

    /// The bucket that starts on a day; nil where none does.
    private func bucket(of day: Day, near hint: Int) -> Int? {
        for near in hint...hint + 1 where near < buckets.count && buckets[near] == day { return near }
        var (low, high) = (0, buckets.count)
        while low < high {
            let middle = (low + high) / 2
            if buckets[middle] < day { low = middle + 1 } else { high = middle }
        }
        return low < buckets.count && buckets[low] == day ? low : nil
    }

    /// The combination that a row's other dimensions are; nil where it is none of those.
    private func combination(of parts: Parts, at start: Int) -> Int? {
        switch parts.dimensionCount {
        case 1: 0
        case 2: combinations[Parts.Key(parts.cells[start + 1 - timePosition])]
        default:
            combinations[
                Parts.Key(
                    parts.cells[start..<start + timePosition]
                        + parts.cells[start + timePosition + 1..<start + parts.dimensionCount])]
        }
    }
}
