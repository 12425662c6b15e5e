internal import CMemory
import DuckDB

/// What the rows of many answers begin with, as JSON already: it is written once and copied then.
final class Stems: Sendable {
    /// The columns' names.
    let columns: [String]
    /// How many bytes the longest has.
    let largestSize: Int
    private let cells: [Value]
    private let bytes: [UInt8]
    private let ends: [Int]

    /// The rows of a result.
    init(_ rows: ResultRows) {
        columns = rows.layout.columns.map(\.name)
        cells = rows.cells
        let count = columns.count
        let heads = JSONHeads(columns)
        var text = JSONCells(capacity: rows.count * (heads.size + count * 12))
        var ends = [0]
        rows.cells.withUnsafeBufferPointer { cells in
            for row in 0..<rows.count {
                heads.write(cells, from: row * count, to: &text)
                ends.append(text.bytes.count)
            }
        }
        bytes = Array(text.bytes)
        largestSize = zip(ends, ends.dropFirst()).map { $1 - $0 }.max() ?? 0
        self.ends = ends
    }

    /// The values of a row.
    func cells(of row: Int) -> ArraySlice<Value> { cells[row * columns.count..<(row + 1) * columns.count] }

    /// Brings a row near that is written soon: rows of an answer lie anywhere among all that are ready.
    @inline(__always)
    func prepare(_ row: Int) {
        bytes.withUnsafeBufferPointer {
            guard let start = $0.baseAddress else { return }
            memory_prefetch(start + ends[row])
            memory_prefetch(start + ends[row] + 64)
        }
    }

    /// Adds a row's fields, after the brace that they begin with.
    func write(_ row: Int, to text: inout JSONCells) {
        bytes.withUnsafeBufferPointer { text.put(UnsafeBufferPointer(rebasing: $0[ends[row]..<ends[row + 1]])) }
    }
}

/// What stands before each value of a row in JSON: a brace or comma, and the column's name.
struct JSONHeads {
    /// How many there are.
    let count: Int
    private var bytes: [UInt8] = []
    private var ends = [0]

    /// How many bytes they have in all.
    var size: Int { bytes.count }

    /// - Parameter first: The column to begin with.
    init(_ columns: [String], from first: Int = 0) {
        count = columns.count - first
        for index in columns.indices.dropFirst(first) {
            bytes.append(UInt8(ascii: index == 0 ? "{" : ","))
            bytes.appendJSON(columns[index])
            bytes.append(UInt8(ascii: ":"))
            ends.append(bytes.count)
        }
    }

    /// Adds the values of a row, each with its head.
    ///
    /// - Parameters:
    ///   - cells: The values of all rows.
    ///   - start: Where the row begins in them.
    func write(_ cells: UnsafeBufferPointer<Value>, from start: Int, to text: inout JSONCells) {
        bytes.withUnsafeBufferPointer { bytes in
            for column in 0..<count {
                text.put(UnsafeBufferPointer(rebasing: bytes[ends[column]..<ends[column + 1]]))
                text.put(cells[start + column])
            }
        }
    }
}
