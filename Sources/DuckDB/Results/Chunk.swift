internal import CDuckDB

/// Up to 2,048 rows of a result, column by column. Lives as long as it or a view of one of its columns is kept.
public final class Chunk {
    /// The columns of the result.
    public let columns: [QueryResult.Column]
    /// How many rows it holds, at least one.
    public let count: Int
    private let pointer: duckdb_data_chunk

    init(_ pointer: duckdb_data_chunk, columns: [QueryResult.Column]) {
        self.pointer = pointer
        self.columns = columns
        self.count = Int(duckdb_data_chunk_get_size(pointer))
    }

    deinit {
        var pointer: duckdb_data_chunk? = pointer
        duckdb_destroy_data_chunk(&pointer)
    }

    /// One column, read straight from DuckDB's memory as the Swift type that it holds.
    ///
    /// INTEGER reads as `Int32`, BIGINT as `Int64`, DECIMAL of any width as `FixedDecimal`, VARCHAR and ENUM as `String`,
    /// DATE as `Day`, TIMESTAMP as `Timestamp`, and so on; `integers(_:)` and `doubles(_:)` read any width.
    ///
    /// - Parameters:
    ///   - index: The column's position, from 0.
    ///   - type: The Swift type of its values.
    /// - Throws: `typeMismatch` when the column holds another type, `misuse` when there is no such column.
    public func column<Element: ColumnElement>(
        _ index: Int, as type: Element.Type
    ) throws(DuckDBError) -> ColumnView<Element> {
        let column = try checkedColumn(index)
        guard Element.isStored(as: column.type) else {
            throw DuckDBError(.typeMismatch, "column \(column.name) is \(column.type) and cannot be read as \(type)")
        }
        return ColumnView(chunk: self, vector: vector(index), count: count)
    }

    /// One column of integers of any width up to 64 bits, widened to `Int64`; a HUGEINT must fit.
    ///
    /// - Throws: `typeMismatch` when the column does not hold integers, `conversion` when one does not fit.
    public func integers(_ index: Int) throws(DuckDBError) -> ColumnView<Int64> {
        let column = try checkedColumn(index)
        return try widened(index, to: Int64.self, kind: "integers") { vector, row in
            switch vector.storage {
            case .int8: Int64(vector.load(row, as: Int8.self))
            case .int16: Int64(vector.load(row, as: Int16.self))
            case .int32: Int64(vector.load(row, as: Int32.self))
            case .int64: vector.load(row, as: Int64.self)
            case .int128: Int64(exactly: vector.loadInt128(row))
            case .uint8: Int64(vector.load(row, as: UInt8.self))
            case .uint16: Int64(vector.load(row, as: UInt16.self))
            case .uint32: Int64(vector.load(row, as: UInt32.self))
            case .uint64: Int64(exactly: vector.load(row, as: UInt64.self))
            default: nil
            }
        } accepts: {
            switch column.type {
            case .tinyint, .smallint, .integer, .bigint, .hugeint, .utinyint, .usmallint, .uinteger, .ubigint: true
            default: false
            }
        }
    }

    /// One column of numbers of any type, converted to `Double`; of decimals this is a rounding that you ask for here.
    ///
    /// - Throws: `typeMismatch` when the column does not hold numbers.
    public func doubles(_ index: Int) throws(DuckDBError) -> ColumnView<Double> {
        let column = try checkedColumn(index)
        return try widened(index, to: Double.self, kind: "numbers") { vector, row in
            if case .decimal = column.type { return Double(FixedDecimal.read(vector, at: row)) }
            return switch vector.storage {
            case .int8: Double(vector.load(row, as: Int8.self))
            case .int16: Double(vector.load(row, as: Int16.self))
            case .int32: Double(vector.load(row, as: Int32.self))
            case .int64: Double(vector.load(row, as: Int64.self))
            case .int128: Double(vector.loadInt128(row))
            case .uint8: Double(vector.load(row, as: UInt8.self))
            case .uint16: Double(vector.load(row, as: UInt16.self))
            case .uint32: Double(vector.load(row, as: UInt32.self))
            case .uint64: Double(vector.load(row, as: UInt64.self))
            case .float: Double(vector.load(row, as: Float.self))
            case .double: vector.load(row, as: Double.self)
            default: nil
            }
        } accepts: {
            switch column.type {
            case .tinyint, .smallint, .integer, .bigint, .hugeint, .utinyint, .usmallint, .uinteger, .ubigint, .float,
                .double, .decimal:
                true
            default: false
            }
        }
    }

    func vector(_ index: Int) -> Vector {
        Vector(duckdb_data_chunk_get_vector(pointer, idx_t(index)), type: columns[index].type)
    }

    private func checkedColumn(_ index: Int) throws(DuckDBError) -> QueryResult.Column {
        guard columns.indices.contains(index) else {
            throw DuckDBError(.misuse, "there is no column \(index); the result has \(columns.count)")
        }
        return columns[index]
    }

    /// A view of the column itself where it holds the wanted type, else of a converted copy.
    private func widened<Number: ColumnElement & BitwiseCopyable>(
        _ index: Int,
        to: Number.Type,
        kind: String,
        convert: (Vector, Int) -> Number?,
        accepts: () -> Bool
    ) throws(DuckDBError) -> ColumnView<Number> {
        let column = columns[index]
        guard accepts() else {
            throw DuckDBError(.typeMismatch, "column \(column.name) is \(column.type) and does not hold \(kind)")
        }
        let vector = vector(index)
        if Number.isStored(as: column.type) { return ColumnView(chunk: self, vector: vector, count: count) }
        let copy = NumberBuffer<Number>(count: count)
        for row in 0..<count where !vector.isNull(row) {
            guard let number = convert(vector, row) else {
                throw DuckDBError(.conversion, "column \(column.name) holds a number that does not fit in \(to)")
            }
            copy.numbers[row] = number
        }
        return ColumnView(
            chunk: self, vector: vector.replacing(UnsafeRawPointer(copy.numbers)), count: count, copy: copy)
    }
}

/// Numbers converted for a `ColumnView`, which keeps them.
final class NumberBuffer<Number: BitwiseCopyable> {
    let numbers: UnsafeMutablePointer<Number>

    init(count: Int) {
        numbers = .allocate(capacity: count)
        UnsafeMutableRawPointer(numbers).initializeMemory(
            as: UInt8.self, repeating: 0, count: count * MemoryLayout<Number>.stride)
    }

    deinit {
        numbers.deallocate()
    }
}
