/// Rows of features, one after another; a missing value is NaN.
public struct FeatureMatrix: Sendable, Hashable {
    /// How many features a row has.
    public let columns: Int
    /// The values, row by row.
    public private(set) var values: [Float] = []

    /// A matrix without rows.
    public init(columns: Int) {
        precondition(columns > 0, "a row has at least one feature")
        self.columns = columns
    }

    /// How many rows.
    public var rows: Int { values.count / columns }

    /// Makes room for so many rows.
    mutating func reserve(_ rows: Int) { values.reserveCapacity(rows * columns) }

    /// Adds a row of as many values as there are columns.
    public mutating func append(_ row: [Float]) {
        precondition(row.count == columns, "a row has one value a feature")
        values += row
    }

    /// The values of a row.
    public subscript(row: Int) -> ArraySlice<Float> { values[row * columns..<(row + 1) * columns] }

    /// Some of the rows.
    func selecting(_ rows: some Sequence<Int>) -> FeatureMatrix {
        var matrix = FeatureMatrix(columns: columns)
        for row in rows { matrix.values += self[row] }
        return matrix
    }
}
