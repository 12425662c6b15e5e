/// Reads values of one type from PostgreSQL's binary format.
struct ValueDecoder {
    let type: PostgreSQLType
    /// What the value is of, for errors.
    let column: String

    /// Days from 1970-01-01 to 2000-01-01, where PostgreSQL counts from.
    static let daysTo2000: Int32 = 10_957
    /// The same in microseconds.
    static let microsecondsTo2000: Int64 = 946_684_800_000_000

    /// The value of a field; nil bytes are NULL.
    func value(_ field: UnsafeRawBufferPointer?) throws(PostgreSQLError) -> Value {
        guard let field else { return .null }
        var reader = BinaryReader(field)
        let value = try scalar(&reader)
        guard reader.remaining == 0 else {
            throw PostgreSQLError(.internal, "column \(column): the server sent a value that is longer than its type")
        }
        return value
    }

    private func scalar(_ reader: inout BinaryReader) throws(PostgreSQLError) -> Value {
        switch type {
        case .boolean: return .boolean(try reader.integer(UInt8.self) != 0)
        case .smallint: return .integer(Int64(try reader.integer(Int16.self)))
        case .integer: return .integer(Int64(try reader.integer(Int32.self)))
        case .bigint: return .integer(try reader.integer(Int64.self))
        case .oid: return .integer(Int64(try reader.integer(UInt32.self)))
        case .real: return .double(Double(Float(bitPattern: try reader.integer(UInt32.self))))
        case .double: return .double(Double(bitPattern: try reader.integer(UInt64.self)))
        case .numeric: return .decimal(try NumericFormat.read(&reader, column: column))
        case .text, .varchar, .character, .name, .singleCharacter, .unknown, .json:
            return .text(String(decoding: try reader.bytes(reader.remaining), as: UTF8.self))
        case .jsonb:
            // The first byte is the format's version.
            _ = try reader.integer(UInt8.self)
            return .text(String(decoding: try reader.bytes(reader.remaining), as: UTF8.self))
        case .bytea: return .blob([UInt8](try reader.bytes(reader.remaining)))
        case .date: return .date(try day(try reader.integer(Int32.self)))
        case .timestamp, .timestampWithTimeZone: return .timestamp(try timestamp(try reader.integer(Int64.self)))
        case .void:
            _ = try reader.bytes(reader.remaining)
            return .null
        default:
            if type.element != nil { return try array(&reader) }
            throw PostgreSQLError(.typeMismatch, "column \(column) is \(type); cast it in SQL, such as to text")
        }
    }

    private func day(_ days: Int32) throws(PostgreSQLError) -> Day {
        // PostgreSQL's infinity is the last number; a day before it never comes within 30 years of overflowing.
        let (sum, overflow) = days.addingReportingOverflow(Self.daysTo2000)
        guard !overflow, days != .max, days != .min else { throw infinite("day") }
        return Day(daysSince1970: sum)
    }

    private func timestamp(_ microseconds: Int64) throws(PostgreSQLError) -> Timestamp {
        let (sum, overflow) = microseconds.addingReportingOverflow(Self.microsecondsTo2000)
        guard !overflow, microseconds != .max, microseconds != .min else { throw infinite("timestamp") }
        return Timestamp(microsecondsSince1970: sum)
    }

    private func infinite(_ what: String) -> PostgreSQLError {
        PostgreSQLError(
            .conversion, "column \(column) is infinity, which is no \(what); cast it in SQL, such as to text")
    }

    private func array(_ reader: inout BinaryReader) throws(PostgreSQLError) -> Value {
        let dimensions = try reader.integer(Int32.self)
        _ = try reader.integer(Int32.self)
        let element = ValueDecoder(type: PostgreSQLType(oid: try reader.integer(UInt32.self)), column: column)
        // PostgreSQL's own limit is six.
        guard (0...6).contains(dimensions) else { throw BinaryReader.damaged }
        var lengths: [Int] = []
        for _ in 0..<dimensions {
            lengths.append(Int(try reader.integer(Int32.self)))
            _ = try reader.integer(Int32.self)
        }
        if lengths.isEmpty { return .list([Value]()) }
        return try elements(lengths[...], of: element, &reader)
    }

    private func elements(
        _ lengths: ArraySlice<Int>, of element: ValueDecoder, _ reader: inout BinaryReader
    ) throws(PostgreSQLError) -> Value {
        guard let length = lengths.first, length >= 0 else { throw BinaryReader.damaged }
        var values: [Value] = []
        for _ in 0..<length {
            if lengths.count > 1 {
                values.append(try elements(lengths.dropFirst(), of: element, &reader))
                continue
            }
            let size = Int(try reader.integer(Int32.self))
            values.append(size < 0 ? .null : try element.value(try reader.bytes(size)))
        }
        return .list(values)
    }
}
