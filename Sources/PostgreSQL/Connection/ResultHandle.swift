internal import CPostgreSQL

/// A result's memory, freed when its last reader is gone. It belongs to one thread.
final class ResultHandle {
    let pointer: OpaquePointer

    init(_ pointer: OpaquePointer) { self.pointer = pointer }

    deinit { PQclear(pointer) }

    var status: ExecStatusType { PQresultStatus(pointer) }
    var rowCount: Int { Int(PQntuples(pointer)) }
    var columnCount: Int { Int(PQnfields(pointer)) }

    /// How many rows an insert, update, delete or copy changed; 0 for others.
    var changedRowCount: Int {
        PQcmdTuples(pointer).flatMap { Int(String(cString: $0)) } ?? 0
    }

    var isError: Bool { status == PGRES_FATAL_ERROR || status == PGRES_BAD_RESPONSE }

    /// A field of the error, by the letter that the protocol gives it.
    func errorField(_ letter: Unicode.Scalar) -> String? {
        PQresultErrorField(pointer, Int32(letter.value)).map { String(cString: $0) }
    }

    /// The whole message, for errors that libpq makes itself and that have no fields.
    var errorMessage: String {
        let text = PQresultErrorMessage(pointer).map { String(cString: $0) } ?? ""
        let line = text.split(separator: "\n").first.map(String.init)
        return line ?? "PostgreSQL gave no message"
    }

    /// The names and types of the columns.
    func columns() -> [ResultColumn] {
        (0..<Int32(columnCount)).map { index in
            ResultColumn(
                name: PQfname(pointer, index).map { String(cString: $0) } ?? "",
                type: PostgreSQLType(oid: PQftype(pointer, index)))
        }
    }

    /// The bytes of a field, valid while this result is kept; nil for NULL.
    func field(row: Int, column: Int) -> UnsafeRawBufferPointer? {
        let (row, column) = (Int32(row), Int32(column))
        if PQgetisnull(pointer, row, column) == 1 { return nil }
        return UnsafeRawBufferPointer(
            start: PQgetvalue(pointer, row, column), count: Int(PQgetlength(pointer, row, column)))
    }
}

/// A column of a result.
struct ResultColumn: Sendable {
    let name: String
    let type: PostgreSQLType

    var forRow: Row.Column { Row.Column(name: name, type: type.description) }
}
