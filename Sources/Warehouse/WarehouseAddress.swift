import PostgreSQL

/// Where the versions of the warehouse are.
public enum WarehouseAddress: Sendable, Hashable {
    /// In the home, as DuckDB files.
    case embedded
    /// In a PostgreSQL database.
    case postgreSQL(PostgreSQLAddress)

    /// Reads what a person gives: `duckdb`, or the URL of a PostgreSQL database.
    ///
    /// - Throws: ``WarehouseError`` of kind `input` for anything else. It does not repeat the text, which may hold a password.
    public init(_ text: String) throws(WarehouseError) {
        if text.isEmpty || text == "duckdb" {
            self = .embedded
            return
        }
        guard PostgreSQLAddress.isURL(text) else {
            throw .input("the warehouse is either duckdb or a URL such as postgresql://user@host:5432/database")
        }
        do throws(PostgreSQLError) {
            self = .postgreSQL(try PostgreSQLAddress(text))
        } catch {
            throw .input(error.message)
        }
    }
}

extension WarehouseAddress: CustomStringConvertible {
    /// The address without a password.
    public var description: String {
        switch self {
        case .embedded: "duckdb"
        case .postgreSQL(let address): address.description
        }
    }
}
