/// A type of PostgreSQL's, by its number in the catalogue. This module converts those that have a name here.
public struct PostgreSQLType: Sendable, Hashable {
    /// The type's number in `pg_type`.
    public let oid: UInt32

    /// The type with that number.
    @inlinable
    public init(oid: UInt32) { self.oid = oid }

    /// Left to the server to find out.
    public static let unspecified = PostgreSQLType(oid: 0)
    /// boolean
    public static let boolean = PostgreSQLType(oid: 16)
    /// bytea
    public static let bytea = PostgreSQLType(oid: 17)
    /// "char", one byte of the catalogue's
    public static let singleCharacter = PostgreSQLType(oid: 18)
    /// name, of the catalogue's
    public static let name = PostgreSQLType(oid: 19)
    /// bigint
    public static let bigint = PostgreSQLType(oid: 20)
    /// smallint
    public static let smallint = PostgreSQLType(oid: 21)
    /// integer
    public static let integer = PostgreSQLType(oid: 23)
    /// text
    public static let text = PostgreSQLType(oid: 25)
    /// oid
    public static let oid = PostgreSQLType(oid: 26)
    /// json
    public static let json = PostgreSQLType(oid: 114)
    /// real
    public static let real = PostgreSQLType(oid: 700)
    /// double precision
    public static let double = PostgreSQLType(oid: 701)
    /// unknown, of a literal that nothing gives a type
    public static let unknown = PostgreSQLType(oid: 705)
    /// character(n)
    public static let character = PostgreSQLType(oid: 1042)
    /// character varying(n)
    public static let varchar = PostgreSQLType(oid: 1043)
    /// date
    public static let date = PostgreSQLType(oid: 1082)
    /// timestamp without time zone
    public static let timestamp = PostgreSQLType(oid: 1114)
    /// timestamp with time zone
    public static let timestampWithTimeZone = PostgreSQLType(oid: 1184)
    /// numeric
    public static let numeric = PostgreSQLType(oid: 1700)
    /// void, of a function that gives nothing
    public static let void = PostgreSQLType(oid: 2278)
    /// jsonb
    public static let jsonb = PostgreSQLType(oid: 3802)

    /// Each type that arrays are read and bound of, with the number of its array type.
    private static let arrays: [PostgreSQLType: UInt32] = [
        .boolean: 1000, .bytea: 1001, .singleCharacter: 1002, .name: 1003, .smallint: 1005, .integer: 1007,
        .text: 1009, .character: 1014, .varchar: 1015, .bigint: 1016, .real: 1021, .double: 1022, .oid: 1028,
        .timestamp: 1115, .date: 1182, .timestampWithTimeZone: 1185, .numeric: 1231,
    ]
    private static let elements = [UInt32: PostgreSQLType](uniqueKeysWithValues: arrays.map { ($1, $0) })

    /// The type of arrays of this type; nil where this module knows none.
    var array: PostgreSQLType? { Self.arrays[self].map(PostgreSQLType.init(oid:)) }
    /// The type of this array type's elements; nil where it is no array that this module knows.
    var element: PostgreSQLType? { Self.elements[oid] }

    private static let names: [PostgreSQLType: String] = [
        .boolean: "boolean", .bytea: "bytea", .singleCharacter: "\"char\"", .name: "name", .bigint: "bigint",
        .smallint: "smallint", .integer: "integer", .text: "text", .oid: "oid", .json: "json", .real: "real",
        .double: "double precision", .unknown: "unknown", .character: "character", .varchar: "character varying",
        .date: "date", .timestamp: "timestamp", .timestampWithTimeZone: "timestamp with time zone",
        .numeric: "numeric", .void: "void", .jsonb: "jsonb",
    ]
}

extension PostgreSQLType: CustomStringConvertible {
    /// The type as SQL writes it, or its number where this module has no name for it.
    public var description: String {
        if let name = Self.names[self] { return name }
        if let element { return "\(element)[]" }
        return "the type of number \(oid) (select \(oid)::regtype tells its name)"
    }
}
