import DuckDB

/// Rows with named columns, to be written as JSON or CSV.
struct RowSet: Sendable {
    /// The columns' names.
    let columns: [String]
    /// The values of all rows, row after row: a value per column.
    let cells: [Value]

    /// Rows whose values stand side by side.
    init(columns: [String], cells: [Value]) {
        self.columns = columns
        self.cells = cells
    }

    /// Rows of a result as they are, at most so many.
    init(_ rows: ResultRows, limit: Int? = nil) {
        let shown = min(limit ?? rows.count, rows.count)
        self.init(
            columns: rows.layout.columns.map(\.name),
            cells: shown == rows.count ? rows.cells : Array(rows.cells.prefix(shown * rows.layout.columns.count)))
    }

    /// Rows that were shaped one by one.
    init(columns: [String], rows: [[Value]]) {
        self.init(columns: columns, cells: rows.flatMap { $0 })
    }

    /// The rows, a value per column.
    var rows: [ArraySlice<Value>] {
        stride(from: 0, to: cells.count, by: columns.count).map { cells[$0..<$0 + columns.count] }
    }

    /// The rows as a JSON array of objects, in UTF-8.
    func writeJSON(to bytes: inout [UInt8]) {
        // What stands before each value, one after the other: a brace or comma, and the column's name.
        var heads: [UInt8] = []
        var ends = [0]
        for (index, name) in columns.enumerated() {
            heads.append(UInt8(ascii: index == 0 ? "{" : ","))
            heads.appendJSON(name)
            heads.append(UInt8(ascii: ":"))
            ends.append(heads.count)
        }
        let rowCount = cells.count / max(1, columns.count)
        var text = JSONCells(capacity: rowCount * (heads.count + columns.count * 12) + 2)
        text.put(UInt8(ascii: "["))
        heads.withUnsafeBufferPointer { heads in
            var column = 0
            for index in cells.indices {
                if column == 0, index > 0 { text.put(UInt8(ascii: ",")) }
                text.put(UnsafeBufferPointer(rebasing: heads[ends[column]..<ends[column + 1]]))
                text.put(cells[index])
                column += 1
                if column == columns.count {
                    text.put(UInt8(ascii: "}"))
                    column = 0
                }
            }
        }
        text.put(UInt8(ascii: "]"))
        bytes.append(contentsOf: text.bytes)
    }

    /// The rows as CSV (RFC 4180) in UTF-8, with a header.
    ///
    /// A text that a spreadsheet would take for a formula gets an apostrophe before it.
    var csv: [UInt8] {
        var bytes: [UInt8] = []
        func line(_ cells: [[UInt8]]) {
            for (index, cell) in cells.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                bytes += cell
            }
            bytes += [0x0D, 0x0A]
        }
        line(columns.map(Self.cell))
        for row in rows { line(row.map(Self.cell)) }
        return bytes
    }

    private static func cell(_ value: Value) -> [UInt8] {
        switch value {
        case .null: []
        case .text(let text): cell(text)
        case .double(let number): number.isFinite ? Array(number.description.utf8) : []
        default: Array(value.description.utf8)
        }
    }

    private static let formulaStarts = Set("=+-@\t\r\n".utf8)
    private static let quoted = Set("\",\r\n".utf8)

    private static func cell(_ text: String) -> [UInt8] {
        var bytes = Array(text.utf8)
        if let first = bytes.first, formulaStarts.contains(first) { bytes.insert(UInt8(ascii: "'"), at: 0) }
        guard bytes.contains(where: quoted.contains) else { return bytes }
        let quote = UInt8(ascii: "\"")
        return [quote] + bytes.flatMap { $0 == quote ? [quote, quote] : [$0] } + [quote]
    }
}

extension JSON {
    /// A value of the warehouse.
    init(_ value: Value) {
        switch value {
        case .null: self = .null
        case .boolean(let value): self = .boolean(value)
        case .integer(let value): self = .number(String(value))
        case .double(let value): self = .real(value)
        case .decimal(let value): self = .number(value.description)
        case .text(let value): self = .text(value)
        case .date(let value): self = .text(value.description)
        case .timestamp(let value): self = .text(value.description)
        case .blob, .list: self = .null
        }
    }
}
