import DuckDB

/// The rows of a query whose columns are all text, put into a record one after the other.
final class TextRows {
    private let result: QueryResult
    private let connection: Connection
    private var columns: [ColumnView<String>] = []
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
            columns = try result.columns.indices.map { try chunk.column($0, as: String.self) }
            count = chunk.count
            index = 0
        }
        let size = columns.reduce(0) { $0 + ($1.withUTF8(index) { $0.count } ?? 0) }
        if size > storage.count {
            storage.deallocate()
            storage = .allocate(byteCount: size * 2, alignment: 1)
        }
        var offset = 0
        for (position, column) in columns.enumerated() {
            var slot = record.emptySlot
            column.withUTF8(index) { text in
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
