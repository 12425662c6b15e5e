internal import CDuckDB

extension Value {
    /// Gives DuckDB's handle of this value to `body` and destroys it after.
    func withHandle<T>(_ body: (duckdb_value) throws(DuckDBError) -> T) throws(DuckDBError) -> T {
        var handle = try makeHandle()
        defer { duckdb_destroy_value(&handle) }
        guard let made = handle else { throw DuckDBError(.misuse, "DuckDB cannot take the value \(self)") }
        return try body(made)
    }

    /// DuckDB's handle of this value; the caller destroys it.
    private func makeHandle() throws(DuckDBError) -> duckdb_value? {
        switch self {
        case .null: return duckdb_create_null_value()
        case .boolean(let value): return duckdb_create_bool(value)
        case .integer(let value): return duckdb_create_int64(value)
        case .double(let value): return duckdb_create_double(value)
        case .decimal(let value): return try duckdb_create_decimal(value.layout())
        case .text(var value):
            return value.withUTF8 { bytes in
                bytes.withMemoryRebound(to: CChar.self) { characters in
                    // An empty string may have no address, which DuckDB would take for a missing text.
                    guard let start = characters.baseAddress else { return duckdb_create_varchar_length("", 0) }
                    return duckdb_create_varchar_length(start, idx_t(characters.count))
                }
            }
        case .date(let value): return duckdb_create_date(duckdb_date(days: value.daysSince1970))
        case .timestamp(let value):
            return duckdb_create_timestamp(duckdb_timestamp(micros: value.microsecondsSince1970))
        case .blob(let bytes):
            return bytes.withUnsafeBufferPointer { buffer in
                if let start = buffer.baseAddress { return duckdb_create_blob(start, idx_t(buffer.count)) }
                var nothing: UInt8 = 0
                return duckdb_create_blob(&nothing, 0)
            }
        case .list(let values): return try Self.makeList(values)
        }
    }

    private static func makeList(_ values: [Value]) throws(DuckDBError) -> duckdb_value? {
        let element = try elementType(of: values)
        var handles: [duckdb_value?] = []
        defer { for var handle in handles { duckdb_destroy_value(&handle) } }
        for value in values {
            handles.append(try value.rescaled(to: element).makeHandle())
        }
        return try element.withHandle { type throws(DuckDBError) in
            handles.withUnsafeMutableBufferPointer { duckdb_create_list_value(type, $0.baseAddress, idx_t($0.count)) }
        }
    }

    /// The type that all values of a list share; integers and decimals may stand together.
    private static func elementType(of values: [Value]) throws(DuckDBError) -> LogicalType {
        var type = LogicalType.null
        for value in values where !value.isNull {
            let other = try value.boundType()
            switch (type, other) {
            case (.null, _): type = other
            case (.decimal(_, let left), .decimal(_, let right)): type = .decimal(width: 38, scale: max(left, right))
            case (.decimal, .bigint): break
            case (.bigint, .decimal): type = other
            case _ where type == other: break
            default: throw DuckDBError(.misuse, "a list mixes \(type) and \(other); its values must be of one type")
            }
        }
        return type
    }

    private func rescaled(to type: LogicalType) throws(DuckDBError) -> Value {
        guard case .decimal(_, let scale) = type else { return self }
        let number: FixedDecimal? =
            switch self {
            case .decimal(let value): value.rescaled(to: scale)
            case .integer(let value): FixedDecimal(value).rescaled(to: scale)
            default: nil
            }
        if let number { return .decimal(number) }
        if isNull { return self }
        throw DuckDBError(.conversion, "\(self) does not fit in \(type)")
    }

    private func boundType() throws(DuckDBError) -> LogicalType {
        switch self {
        case .null: .null
        case .boolean: .boolean
        case .integer: .bigint
        case .double: .double
        case .decimal(let value): .decimal(width: 38, scale: value.scale)
        case .text: .text
        case .date: .date
        case .timestamp: .timestamp
        case .blob: .blob
        case .list(let values): .list(try Self.elementType(of: values))
        }
    }
}

extension FixedDecimal {
    /// The number in DuckDB's layout, in the 64-bit form where it fits.
    func layout() throws(DuckDBError) -> duckdb_decimal {
        guard unscaled.magnitude < UInt128(Self.power(38)) else {
            throw DuckDBError(.conversion, "\(self) has more than the 38 digits of a DECIMAL")
        }
        let isShort = unscaled.magnitude < UInt128(Self.power(18)) && scale <= 18
        return duckdb_decimal(
            width: isShort ? 18 : 38,
            scale: UInt8(scale),
            value: duckdb_hugeint(
                lower: UInt64(truncatingIfNeeded: unscaled),
                upper: Int64(truncatingIfNeeded: unscaled >> 64)))
    }
}
