internal import CDuckDB

/// A DuckDB database: a file, or memory that goes with it.
///
/// The database closes when the last `Database`, `Connection`, `Statement` or `QueryResult` of it is gone. One file is
/// open either once for writing or any number of times for reading, across processes; a second opening that breaks this
/// throws `DuckDBError.Kind.locked`.
public final class Database: Sendable {
    /// Where the data is.
    public enum Location: Sendable, Hashable {
        /// In memory, gone when the database closes.
        case memory
        /// In the file at this path, made when missing unless opened read-only.
        case file(String)
    }

    let handle: DatabaseHandle

    /// Where the data is.
    public let location: Location

    /// Opens a database, or makes one.
    ///
    /// - Parameters:
    ///   - location: Memory or a file.
    ///   - options: How to open it.
    /// - Throws: `io` when the path cannot be opened, `corrupt` when the file is no database, `unsupportedStorage` when
    ///   a newer DuckDB wrote it, `locked` when it is open elsewhere, `settings` when an option is unknown or invalid.
    public init(_ location: Location, options: Options = .init()) throws(DuckDBError) {
        self.location = location
        self.handle = try DatabaseHandle(location, options: options)
    }

    /// Opens a connection. Each has its own transaction, settings and temporary objects.
    public func connect() throws(DuckDBError) -> Connection {
        try Connection(handle)
    }

    /// Locks the database down from now on, as ``Options/isLockedDown`` does from the start. What connections have set for
    /// themselves until then stays.
    public func lockDown() throws(DuckDBError) {
        try connect().execute("set enable_external_access = false; set lock_configuration = true")
    }

    /// The version of the DuckDB library that is linked, such as `v1.4.0`.
    public static var libraryVersion: String {
        String(cString: duckdb_library_version())
    }
}
