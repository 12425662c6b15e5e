/// Writes PostgreSQL's binary format into an array that grows.
struct ByteWriter {
    private(set) var bytes: [UInt8] = []

    mutating func append<T: FixedWidthInteger & BitwiseCopyable>(_ integer: T) {
        withUnsafeBytes(of: integer.bigEndian) { bytes.append(contentsOf: $0) }
    }

    /// Puts the number of bytes that follow the length at `start` into it.
    mutating func replaceLength(at start: Int) {
        let length = Int32(bytes.count - start - 4)
        withUnsafeBytes(of: length.bigEndian) { bytes.replaceSubrange(start..<start + 4, with: $0) }
    }

    /// Appends a value in the form of a type; integers widen or narrow where they fit.
    mutating func write(_ value: Value, as type: PostgreSQLType) throws(PostgreSQLError) {
        switch (type, value) {
        case (.boolean, .boolean(let boolean)): append(UInt8(boolean ? 1 : 0))
        case (.smallint, .integer(let integer)): append(try Self.fitting(integer, Int16.self, type))
        case (.integer, .integer(let integer)): append(try Self.fitting(integer, Int32.self, type))
        case (.bigint, .integer(let integer)): append(integer)
        case (.real, .double(let double)): append(Float(double).bitPattern)
        case (.double, .double(let double)): append(double.bitPattern)
        case (.double, .integer(let integer)):
            guard let double = Double(exactly: integer) else { throw Self.misfit(value, type) }
            append(double.bitPattern)
        case (.numeric, .decimal(let decimal)): append(decimal)
        case (.numeric, .integer(let integer)): append(FixedDecimal(integer))
        case (.text, .text(let text)), (.varchar, .text(let text)), (.character, .text(let text)),
            (.name, .text(let text)), (.json, .text(let text)):
            bytes.append(contentsOf: text.utf8)
        case (.bytea, .blob(let blob)): bytes.append(contentsOf: blob)
        case (.date, .date(let day)): append(try Self.days(day))
        case (.timestamp, .timestamp(let timestamp)), (.timestampWithTimeZone, .timestamp(let timestamp)):
            append(try Self.microseconds(timestamp))
        default: throw Self.misfit(value, type)
        }
    }

    private mutating func append(_ decimal: FixedDecimal) {
        let (groups, weight) = NumericFormat.groups(decimal)
        append(Int16(groups.count))
        append(weight)
        append(decimal.unscaled < 0 ? NumericFormat.negative : NumericFormat.positive)
        append(UInt16(decimal.scale))
        for group in groups { append(group) }
    }

    /// A day as PostgreSQL counts it, from 2000-01-01.
    static func days(_ day: Day) throws(PostgreSQLError) -> Int32 {
        let (days, overflow) = day.daysSince1970.subtractingReportingOverflow(ValueDecoder.daysTo2000)
        // Its first and last numbers mean infinity.
        guard !overflow, days != .min, days != .max else { throw misfit(.date(day), .date) }
        return days
    }

    /// A timestamp as PostgreSQL counts it, from 2000-01-01.
    static func microseconds(_ timestamp: Timestamp) throws(PostgreSQLError) -> Int64 {
        let (microseconds, overflow) = timestamp.microsecondsSince1970.subtractingReportingOverflow(
            ValueDecoder.microsecondsTo2000)
        guard !overflow, microseconds != .min, microseconds != .max else {
            throw misfit(.timestamp(timestamp), .timestamp)
        }
        return microseconds
    }

    private static func fitting<T: FixedWidthInteger>(
        _ integer: Int64, _ width: T.Type, _ type: PostgreSQLType
    ) throws(PostgreSQLError) -> T {
        guard let fitting = T(exactly: integer) else { throw misfit(.integer(integer), type) }
        return fitting
    }

    private static func misfit(_ value: Value, _ type: PostgreSQLType) -> PostgreSQLError {
        PostgreSQLError(.conversion, "\(value) cannot be written as \(type)")
    }
}

extension [UInt8] {
    /// Gives the bytes in place to `body`, as `withUnsafeBytes` does, and keeps the type of what it throws.
    func withBytes<T>(_ body: (UnsafeRawBufferPointer) throws(PostgreSQLError) -> T) throws(PostgreSQLError) -> T {
        try withUnsafeBytes { bytes -> Result<T, PostgreSQLError> in
            do throws(PostgreSQLError) {
                return .success(try body(bytes))
            } catch {
                return .failure(error)
            }
        }.get()
    }
}
