import DuckDB

/// The rows of a query whose columns are all text, or bytes that should be text, put into a record one after the other.
final class TextRows {
    /// A column of the chunk that is being read.
    private enum Values {
        case text(ColumnView<String>)
        case bytes(ColumnView<[UInt8]>)

        /// Gives the bytes of a row to `body`; nil for NULL.
        func with<Answer>(_ row: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Answer) -> Answer? {
            switch self {
            case .text(let column): column.withUTF8(row, body)
            case .bytes(let column): column.withBytes(row, body)
            }
        }
    }

    private let result: QueryResult
    private let connection: Connection
    private var columns: [Values] = []
    private var count = 0
    private var index = 0
    /// The fields' bytes of the row that the record stands on.
    private var storage: UnsafeMutableRawBufferPointer = .allocate(byteCount: 4096, alignment: 1)

    init(_ result: QueryResult, connection: Connection) {
        self.result = result
        self.connection = connection
    }

    deinit { storage.deallocate() }

    /// Puts the next row into a record; false after the last.
    func next(into record: Record) throws -> Bool {
        while index == count {
            guard let chunk = result.next() else { return false }
            columns = try result.columns.enumerated().map { position, column in
                column.type == .blob
                    ? .bytes(try chunk.column(position, as: [UInt8].self))
                    : .text(try chunk.column(position, as: String.self))
            }
            count = chunk.count
            index = 0
        }
        let size = columns.reduce(0) { $0 + ($1.with(index) { $0.count } ?? 0) }
        if size > storage.count {
            storage.deallocate()
            storage = .allocate(byteCount: size * 2, alignment: 1)
        }
        var offset = 0
        for (position, column) in columns.enumerated() {
            var slot = record.emptySlot
            column.with(index) { text in
                guard let start = storage.baseAddress, !text.isEmpty else { return }
                let target = start + offset
                target.copyMemory(
                    from: UnsafeRawPointer(text.baseAddress ?? UnsafePointer(record.emptySlot.start)),
                    byteCount: text.count)
                slot.start = UnsafePointer(target.assumingMemoryBound(to: UInt8.self))
                slot.count = text.count
                offset += text.count
            }
            record.slots[position] = slot
        }
        record.count = columns.count
        index += 1
        return true
    }
}
