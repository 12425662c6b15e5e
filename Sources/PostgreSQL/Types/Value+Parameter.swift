/// A bound value as it goes to the server.
struct Parameter {
    let type: PostgreSQLType
    /// Nil for NULL.
    let bytes: [UInt8]?
    var isText = false

    /// Turns a value into a parameter of its own type: integers are bigint, texts text, decimals numeric, and so on.
    init(_ value: Value) throws(PostgreSQLError) {
        switch value {
        case .null:
            type = .unspecified
            bytes = nil
        case .list(let values):
            let element = try Self.elementType(of: values)
            if let array = element.array {
                type = array
                bytes = try Self.array(values, of: element)
            } else {
                // Nothing tells the type of an empty list but the place where it stands.
                type = .unspecified
                bytes = Array(("{" + values.map { _ in "NULL" }.joined(separator: ",") + "}").utf8)
                isText = true
            }
        default:
            type = try Self.type(of: value)
            var writer = ByteWriter()
            try writer.write(value, as: type)
            bytes = writer.bytes
        }
    }

    private static func type(of value: Value) throws(PostgreSQLError) -> PostgreSQLType {
        switch value {
        case .null: .unspecified
        case .boolean: .boolean
        case .integer: .bigint
        case .double: .double
        case .decimal: .numeric
        case .text: .text
        case .date: .date
        case .timestamp: .timestamp
        case .blob: .bytea
        case .list: throw PostgreSQLError(.misuse, "a list of lists cannot be bound")
        }
    }

    /// The type that all values of a list share; integers and decimals may stand together.
    private static func elementType(of values: [Value]) throws(PostgreSQLError) -> PostgreSQLType {
        var type = PostgreSQLType.unspecified
        for value in values where !value.isNull {
            let other = try Self.type(of: value)
            switch (type, other) {
            case (.unspecified, _), (.bigint, .numeric): type = other
            case (.numeric, .bigint): break
            case _ where type == other: break
            default:
                throw PostgreSQLError(.misuse, "a list mixes \(type) and \(other); its values must be of one type")
            }
        }
        return type
    }

    private static func array(_ values: [Value], of type: PostgreSQLType) throws(PostgreSQLError) -> [UInt8] {
        var writer = ByteWriter()
        writer.append(Int32(1))
        writer.append(Int32(values.contains(.null) ? 1 : 0))
        writer.append(type.oid)
        writer.append(Int32(values.count))
        writer.append(Int32(1))
        for value in values {
            if value.isNull {
                writer.append(Int32(-1))
                continue
            }
            let start = writer.bytes.count
            writer.append(Int32(0))
            try writer.write(value, as: type)
            writer.replaceLength(at: start)
        }
        return writer.bytes
    }
}
