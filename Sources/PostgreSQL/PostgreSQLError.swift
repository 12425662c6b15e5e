internal import CPostgreSQL

/// What went wrong in PostgreSQL, on the way to it, or in the use of this module.
///
/// `message` is the server's own text or this module's; neither ever holds a password. `statement` is the SQL that was
/// running, when there was one; bound values are no part of it.
public struct PostgreSQLError: Error, Sendable {
    /// The kind of failure, coarse enough to act upon.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// The server cannot be reached: no such host, nobody listens, no answer in time, no secure connection.
        case connection
        /// The server is there but takes nobody now: it starts or stops, or has too many connections.
        case unavailable
        /// The server does not let this user in: wrong password, no such role, not allowed from here.
        case authentication
        /// The connection ended while it was used: the server stopped, restarted, or ended this session.
        case connectionLost
        /// It took longer than the time limit of the statement, or of waiting for a connection.
        case timeout
        /// The statement was ended by an interrupt.
        case interrupted
        /// The SQL text does not parse, or uses things with the wrong types.
        case syntax
        /// A database, schema, table, column or function does not exist, or exists already.
        case catalog
        /// The role lacks a right.
        case permission
        /// A value cannot become the wanted type, or does not fit in it.
        case conversion
        /// A primary key, unique, not-null, check or foreign-key constraint was violated.
        case constraint
        /// A transaction conflicts with another one, or is in the wrong state.
        case transaction
        /// Somebody else holds what was wanted.
        case locked
        /// The server's disk is full.
        case outOfDisk
        /// The server's memory, or another of its limits, is exhausted.
        case outOfMemory
        /// A column was read, or a parameter given, as a type that this module does not convert.
        case typeMismatch
        /// This module was used against its rules.
        case misuse
        /// The server or the protocol reports a defect.
        case `internal`
        /// Anything else.
        case other
    }

    /// The kind of failure.
    public let kind: Kind
    /// The server's five-character code, such as `23505`; nil where the error is not the server's.
    public let sqlState: String?
    /// What was wrong, in one line.
    public let message: String
    /// More about it, such as the key that stands twice; nil where the server tells no more.
    public let detail: String?
    /// What the server suggests.
    public let hint: String?
    /// The violated constraint, if any.
    public let constraint: String?
    /// The SQL that was running, if any.
    public internal(set) var statement: String?

    /// Makes an error, for code built on this module that reports in its terms.
    public init(
        _ kind: Kind, _ message: String, sqlState: String? = nil, detail: String? = nil, hint: String? = nil,
        constraint: String? = nil, statement: String? = nil
    ) {
        self.kind = kind
        self.message = message
        self.sqlState = sqlState
        self.detail = detail
        self.hint = hint
        self.constraint = constraint
        self.statement = statement
    }

    /// Whether the same may well succeed a little later, on a new connection.
    public var isTransient: Bool {
        switch kind {
        case .connection, .unavailable, .connectionLost: true
        default: false
        }
    }
}

extension PostgreSQLError: CustomStringConvertible {
    /// The message, with the detail where there is one. The statement may be long and is asked for by name.
    public var description: String {
        detail.map { "\(message) (\($0))" } ?? message
    }
}

extension PostgreSQLError {
    /// The error that a result reports.
    init(_ result: ResultHandle, statement: String?, wasInterrupted: Bool) {
        let sqlState = result.errorField("C")
        let message = result.errorField("M") ?? result.errorMessage
        var kind = sqlState.flatMap(Kind.init(sqlState:)) ?? .other
        // One code stands for a request of ours and for the server's statement_timeout.
        if kind == .timeout, wasInterrupted { kind = .interrupted }
        self.init(
            kind, message, sqlState: sqlState, detail: result.errorField("D"), hint: result.errorField("H"),
            constraint: result.errorField("n"), statement: statement)
    }
}

extension PostgreSQLError.Kind {
    /// The kind that a SQLSTATE stands for (PostgreSQL's appendix A).
    init?(sqlState: String) {
        switch sqlState {
        case "57P01", "57P02", "57P04", "57P05", "25P03": self = .connectionLost
        case "57P03", "53300": self = .unavailable
        case "57014": self = .timeout
        case "42501": self = .permission
        case "3D000", "3F000", "42P01", "42P02", "42P06", "42P07", "42701", "42703", "42704", "42710", "42723", "42883":
            self = .catalog
        case "53100": self = .outOfDisk
        case "55P03", "55006": self = .locked
        default:
            switch sqlState.prefix(2) {
            case "08": self = .connectionLost
            case "0A", "42", "26", "34", "07": self = .syntax
            case "22", "21": self = .conversion
            case "23": self = .constraint
            case "25", "2D", "40", "3B": self = .transaction
            case "28": self = .authentication
            case "53", "54": self = .outOfMemory
            case "XX", "58", "F0": self = .internal
            default: return nil
            }
        }
    }
}
