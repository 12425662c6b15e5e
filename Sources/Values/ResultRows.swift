/// The rows of a result, with their values side by side in one piece of memory.
public struct ResultRows: Sendable, RandomAccessCollection {
    /// The columns, also where there are no rows.
    public let layout: Row.Layout
    /// The values of all rows, row after row.
    public let cells: [Value]
    /// How many rows there are.
    public let count: Int

    /// The rows with these columns.
    ///
    /// - Parameter cells: As many values for each row as the layout has columns.
    public init(_ layout: Row.Layout, cells: [Value]) {
        let width = layout.columns.count
        count = width == 0 ? 0 : cells.count / width
        precondition(count * width == cells.count, "every row has one value a column")
        self.layout = layout
        self.cells = cells
    }

    /// No rows, of no columns.
    public static let none = ResultRows(Row.Layout([]), cells: [])

    /// The first position.
    public var startIndex: Int { 0 }
    /// The position after the last.
    public var endIndex: Int { count }

    /// The row at a position, from 0.
    public subscript(index: Int) -> Row {
        precondition(indices.contains(index), "there is no row \(index)")
        return Row(layout, cells, at: index * layout.columns.count)
    }
}
