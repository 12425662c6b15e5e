internal import CPostgreSQL

/// The bound values of one run, in the form that libpq takes.
struct ParameterList {
    let types: [PostgreSQLType]
    private let parameters: [Parameter]

    init(_ values: [Value]) throws(PostgreSQLError) {
        // The protocol counts parameters with 16 bits.
        guard values.count <= Int(UInt16.max) else {
            throw PostgreSQLError(.misuse, "\(values.count) values are more than a statement can have parameters")
        }
        parameters = try values.map { value throws(PostgreSQLError) in try Parameter(value) }
        types = parameters.map(\.type)
    }

    /// Hands a run of a prepared statement to libpq, which copies the values; whether it took them.
    func send(_ name: String, to connection: OpaquePointer) -> Bool {
        var bytes: [UInt8] = []
        var offsets: [Int?] = []
        for parameter in parameters {
            offsets.append(parameter.bytes.map { _ in bytes.count })
            // libpq wants texts to end with a zero; the others do not mind.
            if let value = parameter.bytes { bytes += value + [0] }
        }
        let lengths = parameters.map { Int32($0.bytes?.count ?? 0) }
        let formats = parameters.map { Int32($0.isText ? 0 : 1) }
        return bytes.withUnsafeBytes { buffer in
            let start = buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
            let values = offsets.map { offset in offset.flatMap { start?.advanced(by: $0) } }
            return PQsendQueryPrepared(connection, name, Int32(parameters.count), values, lengths, formats, 1) == 1
        }
    }
}
