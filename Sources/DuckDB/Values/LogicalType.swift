internal import CDuckDB

/// A DuckDB column type, as far as this module reads or writes it.
public indirect enum LogicalType: Sendable, Hashable {
    /// BOOLEAN.
    case boolean
    /// TINYINT, 8 bits.
    case tinyint
    /// SMALLINT, 16 bits.
    case smallint
    /// INTEGER, 32 bits.
    case integer
    /// BIGINT, 64 bits.
    case bigint
    /// HUGEINT, 128 bits; what `sum` of integers gives.
    case hugeint
    /// UTINYINT, 8 bits without sign.
    case utinyint
    /// USMALLINT, 16 bits without sign.
    case usmallint
    /// UINTEGER, 32 bits without sign.
    case uinteger
    /// UBIGINT, 64 bits without sign.
    case ubigint
    /// FLOAT, 32 bits.
    case float
    /// DOUBLE, 64 bits.
    case double
    /// DECIMAL(width, scale): `width` digits in all, `scale` of them after the point.
    case decimal(width: Int, scale: Int)
    /// VARCHAR.
    case text
    /// BLOB.
    case blob
    /// DATE.
    case date
    /// TIMESTAMP, microseconds without zone.
    case timestamp
    /// TIMESTAMP WITH TIME ZONE: microseconds in UTC.
    case timestampWithTimeZone
    /// ENUM with its labels in order.
    case enumeration([String])
    /// LIST of one type.
    case list(LogicalType)
    /// The type of a bare NULL.
    case null
    /// A type this module cannot read; cast it in SQL. The number is DuckDB's type id.
    case other(Int)
}

extension LogicalType: CustomStringConvertible {
    /// The type as SQL writes it.
    public var description: String {
        switch self {
        case .boolean: "BOOLEAN"
        case .tinyint: "TINYINT"
        case .smallint: "SMALLINT"
        case .integer: "INTEGER"
        case .bigint: "BIGINT"
        case .hugeint: "HUGEINT"
        case .utinyint: "UTINYINT"
        case .usmallint: "USMALLINT"
        case .uinteger: "UINTEGER"
        case .ubigint: "UBIGINT"
        case .float: "FLOAT"
        case .double: "DOUBLE"
        case .decimal(let width, let scale): "DECIMAL(\(width),\(scale))"
        case .text: "VARCHAR"
        case .blob: "BLOB"
        case .date: "DATE"
        case .timestamp: "TIMESTAMP"
        case .timestampWithTimeZone: "TIMESTAMP WITH TIME ZONE"
        case .enumeration(let labels):
            "ENUM(" + labels.map { "'" + $0.replacing("'", with: "''") + "'" }.joined(separator: ", ") + ")"
        case .list(let element): "\(element)[]"
        case .null: "\"NULL\""
        case .other(let id): "a type this module does not read (\(id))"
        }
    }
}

extension LogicalType {
    /// How a vector of this type lies in memory.
    @usableFromInline
    enum Storage: UInt8, Sendable {
        case bool, int8, int16, int32, int64, int128, uint8, uint16, uint32, uint64, float, double, string, list, none
    }

    var storage: Storage {
        switch self {
        case .boolean: .bool
        case .tinyint: .int8
        case .smallint: .int16
        case .integer, .date: .int32
        case .bigint, .timestamp, .timestampWithTimeZone: .int64
        case .hugeint: .int128
        case .utinyint: .uint8
        case .usmallint: .uint16
        case .uinteger: .uint32
        case .ubigint: .uint64
        case .float: .float
        case .double: .double
        case .decimal(let width, _): width <= 4 ? .int16 : width <= 9 ? .int32 : width <= 18 ? .int64 : .int128
        case .text, .blob: .string
        case .enumeration(let labels): labels.count <= 0xFF ? .uint8 : labels.count <= 0xFFFF ? .uint16 : .uint32
        case .list: .list
        case .null, .other: .none
        }
    }

    /// Reads the type from DuckDB's handle and destroys the handle.
    init(consuming handle: duckdb_logical_type?) {
        var handle = handle
        defer { duckdb_destroy_logical_type(&handle) }
        switch duckdb_get_type_id(handle) {
        case DUCKDB_TYPE_BOOLEAN: self = .boolean
        case DUCKDB_TYPE_TINYINT: self = .tinyint
        case DUCKDB_TYPE_SMALLINT: self = .smallint
        case DUCKDB_TYPE_INTEGER: self = .integer
        case DUCKDB_TYPE_BIGINT: self = .bigint
        case DUCKDB_TYPE_HUGEINT: self = .hugeint
        case DUCKDB_TYPE_UTINYINT: self = .utinyint
        case DUCKDB_TYPE_USMALLINT: self = .usmallint
        case DUCKDB_TYPE_UINTEGER: self = .uinteger
        case DUCKDB_TYPE_UBIGINT: self = .ubigint
        case DUCKDB_TYPE_FLOAT: self = .float
        case DUCKDB_TYPE_DOUBLE: self = .double
        case DUCKDB_TYPE_DECIMAL:
            self = .decimal(width: Int(duckdb_decimal_width(handle)), scale: Int(duckdb_decimal_scale(handle)))
        case DUCKDB_TYPE_VARCHAR: self = .text
        case DUCKDB_TYPE_BLOB: self = .blob
        case DUCKDB_TYPE_DATE: self = .date
        case DUCKDB_TYPE_TIMESTAMP: self = .timestamp
        case DUCKDB_TYPE_TIMESTAMP_TZ: self = .timestampWithTimeZone
        case DUCKDB_TYPE_ENUM:
            self = .enumeration(
                (0..<duckdb_enum_dictionary_size(handle)).map { index in
                    guard let label = duckdb_enum_dictionary_value(handle, idx_t(index)) else { return "" }
                    defer { duckdb_free(label) }
                    return String(cString: label)
                })
        case DUCKDB_TYPE_LIST: self = .list(LogicalType(consuming: duckdb_list_type_child_type(handle)))
        case DUCKDB_TYPE_SQLNULL: self = .null
        case let type: self = .other(Int(type.rawValue))
        }
    }

    /// Gives DuckDB's handle of this type to `body` and destroys it after; a type that cannot be made is a misuse.
    func withHandle<T>(_ body: (duckdb_logical_type) throws(DuckDBError) -> T) throws(DuckDBError) -> T {
        let made: duckdb_logical_type?
        switch self {
        case .decimal(let width, let scale):
            guard (1...38).contains(width), (0...width).contains(scale) else {
                throw DuckDBError(.misuse, "\(self) is not a type: the width is 1 to 38, the scale at most the width")
            }
            made = duckdb_create_decimal_type(UInt8(width), UInt8(scale))
        case .list(let element):
            made = try element.withHandle { element throws(DuckDBError) in duckdb_create_list_type(element) }
        default:
            made = try duckdb_create_logical_type(basicType())
        }
        guard let handle = made else { throw DuckDBError(.misuse, "cannot make the type \(self)") }
        defer {
            var handle: duckdb_logical_type? = handle
            duckdb_destroy_logical_type(&handle)
        }
        return try body(handle)
    }

    private func basicType() throws(DuckDBError) -> duckdb_type {
        switch self {
        case .boolean: DUCKDB_TYPE_BOOLEAN
        case .tinyint: DUCKDB_TYPE_TINYINT
        case .smallint: DUCKDB_TYPE_SMALLINT
        case .integer: DUCKDB_TYPE_INTEGER
        case .bigint: DUCKDB_TYPE_BIGINT
        case .hugeint: DUCKDB_TYPE_HUGEINT
        case .utinyint: DUCKDB_TYPE_UTINYINT
        case .usmallint: DUCKDB_TYPE_USMALLINT
        case .uinteger: DUCKDB_TYPE_UINTEGER
        case .ubigint: DUCKDB_TYPE_UBIGINT
        case .float: DUCKDB_TYPE_FLOAT
        case .double: DUCKDB_TYPE_DOUBLE
        case .text: DUCKDB_TYPE_VARCHAR
        case .blob: DUCKDB_TYPE_BLOB
        case .date: DUCKDB_TYPE_DATE
        case .timestamp: DUCKDB_TYPE_TIMESTAMP
        case .timestampWithTimeZone: DUCKDB_TYPE_TIMESTAMP_TZ
        case .null: DUCKDB_TYPE_SQLNULL
        case .decimal, .list, .enumeration, .other:
            throw DuckDBError(.misuse, "this module cannot make the type \(self)")
        }
    }
}
