/// One row of a small result, as values by name or position, whichever database gave it.
public struct Row: Sendable {
    /// A column of the result that a row is of.
    public struct Column: Sendable, Hashable {
        /// Its name, as the query gives it.
        public let name: String
        /// Its type, as the database writes it.
        public let type: String

        /// A column of that name and type.
        public init(name: String, type: String) {
            self.name = name
            self.type = type
        }
    }

    /// The names and positions of the columns, shared by all rows of a result.
    public final class Layout: Sendable {
        /// The columns in order.
        public let columns: [Column]
        private let positions: [String: Int]

        /// The layout of rows with these columns. Of columns with one name, the first is found by it.
        public init(_ columns: [Column]) {
            self.columns = columns
            positions = Dictionary(
                columns.enumerated().map { ($1.name.lowercased(), $0) }, uniquingKeysWith: { first, _ in first })
        }

        /// The position of a column by its name, without regard to case. Most names are asked for in small letters.
        func position(of name: String) -> Int? { positions[name] ?? positions[name.lowercased()] }
    }

    private let layout: Layout
    /// The values of this row, among those of its neighbours.
    private let cells: [Value]
    private let start: Int

    /// A row of a result, for those who read results; as many values as the layout has columns.
    public init(_ layout: Layout, _ values: [Value]) {
        precondition(values.count == layout.columns.count, "a row has one value a column")
        self.init(layout, values, at: 0)
    }

    init(_ layout: Layout, _ cells: [Value], at start: Int) {
        self.layout = layout
        self.cells = cells
        self.start = start
    }

    /// The values in the order of the columns.
    public var values: [Value] { Array(cells[start..<start + layout.columns.count]) }

    /// The columns.
    public var columns: [Column] { layout.columns }

    /// The value of a column by its position, from 0.
    public subscript(index: Int) -> Value {
        precondition(layout.columns.indices.contains(index), "there is no column \(index)")
        return cells[start + index]
    }

    /// The value of a column by its name, without regard to case; null when there is no such column.
    public subscript(name: String) -> Value {
        layout.position(of: name).map { cells[start + $0] } ?? .null
    }

    /// The value of a column as a Swift type.
    ///
    /// - Throws: `missingColumn` when there is no such column, `typeMismatch` when it is NULL or another type.
    public func get<T: ValueDecodable>(_ name: String, as type: T.Type = T.self) throws(RowError) -> T {
        guard let value = try getIfPresent(name, as: type) else {
            throw RowError(.typeMismatch, "column \(name) is NULL where \(type) is wanted")
        }
        return value
    }

    /// The value of a column as a Swift type; nil for NULL.
    ///
    /// - Throws: `missingColumn` when there is no such column, `typeMismatch` when it is another type.
    public func getIfPresent<T: ValueDecodable>(_ name: String, as type: T.Type = T.self) throws(RowError) -> T? {
        guard let position = layout.position(of: name) else {
            let names = columns.map(\.name).joined(separator: ", ")
            throw RowError(.missingColumn, "there is no column \(name); the result has \(names)")
        }
        let value = cells[start + position]
        if value.isNull { return nil }
        guard let decoded = T(value) else {
            throw RowError(
                .typeMismatch, "column \(name) is \(columns[position].type) and \(value) cannot be read as \(type)")
        }
        return decoded
    }
}

/// A column was asked of a row that does not have it, or has it as another type.
public struct RowError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What was wrong.
    public enum Kind: Sendable, Hashable {
        /// The row has no column of that name.
        case missingColumn
        /// The column holds another type, or NULL.
        case typeMismatch
    }

    /// What was wrong.
    public let kind: Kind
    /// The column, and what it holds instead.
    public let message: String

    init(_ kind: Kind, _ message: String) {
        self.kind = kind
        self.message = message
    }

    /// The message.
    public var description: String { message }
}
