import DuckDB
import Warehouse

/// What an endpoint asks of the warehouse; for measuring it apart from the server.
package enum Statements {
    /// A statement with the values of its parameters.
    package typealias Statement = (sql: String, values: [Value])

    /// Answers a request, and tells which statements that took, in the order in which they were asked.
    ///
    /// - Parameters:
    ///   - path: The endpoint's path below `/api/`.
    ///   - query: The query string.
    /// - Throws: Where there is no such endpoint, or it does not answer.
    package static func of(_ path: String, _ query: String, in warehouse: OpenWarehouse) async throws -> [Statement] {
        guard let endpoint = Endpoints.all.first(where: { $0.path == path }) else { throw APIError.notFound }
        let asked = try Asked(query, to: endpoint, of: warehouse)
        let list = StatementList()
        try await OpenWarehouse.$statements.withValue(list) { _ = try await endpoint.answer(asked) }
        return list.all
    }
}
