import DuckDB

/// Rows with named columns, to be written as JSON or CSV.
struct RowSet: Sendable {
    /// The columns' names.
    let columns: [String]
    /// The values of all rows, row after row: a value per column that does not come from a stem.
    private let cells: [Value]
    /// What the rows begin with, where that stands ready.
    private let stem: (rows: Stems, order: ArraySlice<Int>)?

    /// Rows whose values stand side by side.
    init(columns: [String], cells: [Value]) {
        self.columns = columns
        self.cells = cells
        stem = nil
    }

    /// Rows of a result as they are.
    init(_ rows: ResultRows) { self.init(columns: rows.layout.columns.map(\.name), cells: rows.cells) }

    /// Rows of a result after those that they begin with.
    ///
    /// - Parameter order: The row of `stems` that each begins with.
    init(_ stems: Stems, in order: ArraySlice<Int>, _ rows: ResultRows) {
        columns = stems.columns + rows.layout.columns.map(\.name)
        cells = Array(rows.cells.prefix(order.count * rows.layout.columns.count))
        stem = (stems, order)
    }

    /// Rows that were shaped one by one.
    init(columns: [String], rows: [[Value]]) {
        self.init(columns: columns, cells: rows.flatMap { $0 })
    }

    /// Whether there are so many values that writing them takes a millisecond or more.
    var isLong: Bool { cells.count + (stem?.order.count ?? 0) > 10_000 }

    /// The rows, a value per column.
    var rows: [ArraySlice<Value>] {
        guard let stem else {
            return stride(from: 0, to: cells.count, by: columns.count).map { cells[$0..<$0 + columns.count] }
        }
        let width = columns.count - stem.rows.columns.count
        return stem.order.enumerated().map { index, row in
            stem.rows.cells(of: row) + cells[index * width..<(index + 1) * width]
        }
    }

    /// The fields of the rows' objects, for rows that stand within another object.
    var fields: [[(String, JSON)]] { rows.map { row in zip(columns, row).map { ($0, JSON($1)) } } }

    /// The rows as a JSON array of objects.
    var json: JSONCells {
        let stems = stem?.rows
        let heads = JSONHeads(columns, from: stems?.columns.count ?? 0)
        let width = max(1, heads.count)
        let rowCount = cells.count / width
        var text = JSONCells(capacity: rowCount * ((stems?.largestSize ?? 0) + heads.size + width * 12) + 2)
        text.put(UInt8(ascii: "["))
        // Rows come by the ten thousand: nothing is counted as held within the loop.
        cells.withUnsafeBufferPointer { cells in
            (stem?.order ?? []).withUnsafeBufferPointer { order in
                for row in 0..<rowCount {
                    if row > 0 { text.put(UInt8(ascii: ",")) }
                    if let stems {
                        // Some rows ahead, as long as memory takes to come.
                        if row + 8 < rowCount { stems.prepare(order[row + 8]) }
                        stems.write(order[row], to: &text)
                    }
                    heads.write(cells, from: row * width, to: &text)
                    text.put(UInt8(ascii: "}"))
                }
            }
        }
        text.put(UInt8(ascii: "]"))
        return text
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
