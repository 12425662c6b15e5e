internal import CDuckDB

/// What went wrong in DuckDB, in a row producer, or in the use of this module.
///
/// `message` is DuckDB's own text, which names the column, value or line it is about; `statement` is the SQL that was
/// running, when there was one.
public struct DuckDBError: Error, Sendable {
    /// The kind of failure, coarse enough to act upon.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// The database or a connection to it could not be made.
        case connection
        /// The SQL text does not parse.
        case syntax
        /// A name in the SQL is ambiguous, unknown or used with the wrong types.
        case binder
        /// A table, view, function or schema does not exist, or exists already.
        case catalog
        /// A value cannot become the wanted type, or does not fit in it.
        case conversion
        /// A primary key, unique, not-null, check or foreign-key constraint was violated.
        case constraint
        /// A transaction conflicts with another one, or is in the wrong state.
        case transaction
        /// A file cannot be found, read, written or locked.
        case io
        /// The file is held open by another process, or by this one in a way that excludes a second opening.
        case locked
        /// The file is not a database, or is damaged.
        case corrupt
        /// The file was written by a newer DuckDB than the one linked.
        case unsupportedStorage
        /// The memory limit was reached.
        case outOfMemory
        /// The disk, or the limit for temporary files, is full.
        case outOfDisk
        /// The query was ended by an interrupt.
        case interrupted
        /// The configuration or a lock-down forbids this.
        case permission
        /// A setting is unknown or has an invalid value.
        case settings
        /// A parameter or argument was missing or invalid.
        case invalidInput
        /// DuckDB does not implement this.
        case notImplemented
        /// A column was read as a type it does not hold.
        case typeMismatch
        /// A `RowProducer` threw; `underlyingError` is what it threw.
        case producer
        /// This module was used against its rules, such as a parameter index out of range.
        case misuse
        /// DuckDB reports a defect of its own; the database must be reopened.
        case `internal`
        /// Anything else.
        case other
    }

    /// The kind of failure.
    public let kind: Kind
    /// DuckDB's message, or this module's when it refused the call itself.
    public let message: String
    /// The SQL that was running, if any.
    public internal(set) var statement: String?
    /// The error a `RowProducer` threw, when `kind` is `producer`.
    public internal(set) var underlyingError: (any Error)?

    /// Makes an error, for code built on this module that reports in its terms.
    public init(_ kind: Kind, _ message: String, statement: String? = nil, underlyingError: (any Error)? = nil) {
        self.kind = kind
        self.message = message
        self.statement = statement
        self.underlyingError = underlyingError
    }
}

extension DuckDBError: CustomStringConvertible {
    /// The message alone; the statement may be long and is asked for by name.
    public var description: String { message }
}

extension DuckDBError {
    /// An error from DuckDB's message and, where the C API tells, its type.
    init(type: duckdb_error_type? = nil, message pointer: UnsafePointer<CChar>?, statement: String? = nil) {
        let message = pointer.map { String(cString: $0) } ?? "DuckDB gave no message"
        self.init(Kind(type: type, message: message), message, statement: statement)
    }
}

extension DuckDBError.Kind {
    /// The kind told by DuckDB's error type, sharpened by what only the message tells.
    init(type: duckdb_error_type?, message: String) {
        let told = type.flatMap(Self.init(type:)) ?? Self(prefixOf: message)
        switch told {
        case .io, .other, .invalidInput, .outOfMemory, .connection, .corrupt, .transaction:
            self = Self(detailOf: message) ?? told
        default:
            self = told
        }
    }

    private init?(type: duckdb_error_type) {
        switch type {
        case DUCKDB_ERROR_CONNECTION: self = .connection
        case DUCKDB_ERROR_PARSER, DUCKDB_ERROR_SYNTAX: self = .syntax
        case DUCKDB_ERROR_BINDER: self = .binder
        case DUCKDB_ERROR_CATALOG, DUCKDB_ERROR_DEPENDENCY, DUCKDB_ERROR_MISSING_EXTENSION: self = .catalog
        case DUCKDB_ERROR_CONVERSION, DUCKDB_ERROR_OUT_OF_RANGE, DUCKDB_ERROR_DECIMAL, DUCKDB_ERROR_MISMATCH_TYPE,
            DUCKDB_ERROR_INVALID_TYPE, DUCKDB_ERROR_DIVIDE_BY_ZERO:
            self = .conversion
        case DUCKDB_ERROR_CONSTRAINT: self = .constraint
        case DUCKDB_ERROR_TRANSACTION: self = .transaction
        case DUCKDB_ERROR_IO: self = .io
        case DUCKDB_ERROR_SERIALIZATION, DUCKDB_ERROR_DATA_CORRUPTION: self = .corrupt
        case DUCKDB_ERROR_OUT_OF_MEMORY: self = .outOfMemory
        case DUCKDB_ERROR_INTERRUPT: self = .interrupted
        case DUCKDB_ERROR_PERMISSION: self = .permission
        case DUCKDB_ERROR_SETTINGS, DUCKDB_ERROR_INVALID_CONFIGURATION: self = .settings
        case DUCKDB_ERROR_INVALID_INPUT, DUCKDB_ERROR_PARAMETER_NOT_RESOLVED, DUCKDB_ERROR_PARAMETER_NOT_ALLOWED:
            self = .invalidInput
        case DUCKDB_ERROR_NOT_IMPLEMENTED: self = .notImplemented
        case DUCKDB_ERROR_FATAL, DUCKDB_ERROR_INTERNAL: self = .internal
        default: return nil
        }
    }

    /// The kind by the words DuckDB's messages start with ("Binder Error: …"), where the C API gives no type.
    private init(prefixOf message: String) {
        let prefix = message.prefix { $0 != ":" }
        switch prefix {
        case "Connection Error": self = .connection
        case "Parser Error", "Syntax Error": self = .syntax
        case "Binder Error": self = .binder
        case "Catalog Error", "Dependency Error", "Missing Extension Error": self = .catalog
        case "Conversion Error", "Out of Range Error", "Decimal Error", "Mismatch Type Error", "Invalid type Error",
            "Divide by Zero Error":
            self = .conversion
        case "Constraint Error": self = .constraint
        case "TransactionContext Error": self = .transaction
        case "IO Error": self = .io
        case "Serialization Error", "Data Corruption Error": self = .corrupt
        case "Out of Memory Error": self = .outOfMemory
        case "INTERRUPT Error": self = .interrupted
        case "Permission Error": self = .permission
        case "Settings Error", "Invalid Configuration Error": self = .settings
        case "Invalid Input Error", "Parameter Not Resolved Error", "Parameter Not Allowed Error":
            self = .invalidInput
        case "Not implemented Error": self = .notImplemented
        case "FATAL Error", "INTERNAL Error": self = .internal
        default: self = .other
        }
    }

    /// What the message says more exactly than its type.
    private init?(detailOf message: String) {
        if message.contains("No space left on device") || message.contains("max_temp_directory_size") {
            self = .outOfDisk
        } else if message.contains("Could not set lock") || message.contains("Conflicting lock") {
            self = .locked
        } else if message.contains("newer version of DuckDB") || message.contains("version number") {
            self = .unsupportedStorage
        } else if message.contains("not a valid DuckDB database") || message.contains("corrupt")
            || message.contains("Corrupt") || message.contains("checksum")
        {
            self = .corrupt
        } else if message.hasPrefix("Failed to cast value") {
            self = .conversion
        } else {
            return nil
        }
    }
}
