import DuckDB

/// Rows with named columns, to be written as JSON or CSV.
struct RowSet: Sendable {
    /// The columns' names.
    var columns: [String]
    /// The rows, a value per column.
    var rows: [[Value]]

    /// The rows as a JSON array of objects, in UTF-8.
    func writeJSON(to bytes: inout [UInt8]) {
        let heads = columns.enumerated().map { index, name in
            Array((index == 0 ? "{" : ",").utf8) + JSON.text(name).encoded + [UInt8(ascii: ":")]
        }
        bytes.reserveCapacity(bytes.count + rows.count * heads.reduce(16) { $0 + $1.count + 12 })
        bytes.append(UInt8(ascii: "["))
        for (index, row) in rows.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            for (position, value) in row.enumerated() {
                bytes += heads[position]
                bytes.appendJSON(value)
            }
            bytes.append(UInt8(ascii: "}"))
        }
        bytes.append(UInt8(ascii: "]"))
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
