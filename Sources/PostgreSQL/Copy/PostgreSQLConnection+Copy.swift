internal import CPostgreSQL

extension PostgreSQLConnection {
    /// Adds rows to a table, far faster than `insert`.
    ///
    /// All rows are added or none. Memory does not grow with their number: where the server is slower, `body` waits.
    ///
    /// - Parameters:
    ///   - table: The table, as SQL names it: quoted and with its schema where needed (`quotedIdentifier`).
    ///   - columns: The columns that are written, in that order; the others get their defaults.
    ///   - isFrozen: Whether rows are stored as if they had always been there, which spares readers and the server
    ///     work later. Only for a table that was made, or emptied, in the same transaction.
    ///   - body: Writes the rows. When it throws, none is added.
    /// - Returns: How many rows were added.
    @discardableResult
    public func copy(
        into table: String, columns: [String], isFrozen: Bool = false, _ body: (CopyWriter) throws -> Void
    ) throws -> Int {
        let names = columns.map(quotedIdentifier).joined(separator: ", ")
        let types = try describe("select \(names) from \(table) limit 0")
        let options = isFrozen ? "format binary, freeze true" : "format binary"
        let sql = "copy \(table) (\(names)) from stdin (\(options))"
        var thrown: (any Error)?
        var count = 0
        do throws(PostgreSQLError) {
            try session.perform(
                sql, send: { PQsendQuery($0, sql) == 1 },
                each: { result throws(PostgreSQLError) in
                    guard result.status == PGRES_COPY_IN else {
                        count = result.changedRowCount
                        return true
                    }
                    let writer = try CopyWriter(types, session: session)
                    do {
                        try body(writer)
                        try writer.finish()
                        try session.putCopyEnd(reason: nil)
                    } catch {
                        thrown = error
                        guard !session.isBroken else { return true }
                        try session.putCopyEnd(reason: "the sender stopped")
                    }
                    return true
                })
        } catch {
            throw Self.cause(of: error, thrown: thrown)
        }
        if let thrown { throw thrown }
        return count
    }

    /// Reads all rows of a query, far faster than `forEachRow`, one by one as they arrive. What is in memory does not
    /// grow with their number.
    ///
    /// - Parameters:
    ///   - query: A query without parameters.
    ///   - body: Looks at a row. What it throws ends the statement on the server, too.
    /// - Returns: How many rows there were.
    @discardableResult
    public func copyRows(of query: String, _ body: (Row) throws -> Void) throws -> Int {
        let reader = RowReader(try describe(query))
        let sql = "copy (\(query)) to stdout (format binary)"
        var thrown: (any Error)?
        var count = 0
        do throws(PostgreSQLError) {
            try session.perform(
                sql, send: { PQsendQuery($0, sql) == 1 },
                each: { result throws(PostgreSQLError) in
                    guard result.status == PGRES_COPY_OUT else { return true }
                    var parser = CopyParser(reader)
                    while try session.nextCopyData({ piece throws(PostgreSQLError) in
                        guard thrown == nil else { return }
                        try parser.read(piece) { row in
                            do {
                                try body(row)
                                count += 1
                                return true
                            } catch {
                                thrown = error
                                // What is under way still has to be taken in, and then nothing more comes.
                                interrupter.interrupt()
                                return false
                            }
                        }
                    }) {}
                    return true
                })
        } catch {
            if thrown == nil { throw error }
        }
        if let thrown { throw thrown }
        return count
    }

    /// The error to report of a copy: the server's own where it refused rows, else what the rows' writer threw.
    private static func cause(of error: PostgreSQLError, thrown: (any Error)?) -> any Error {
        guard let thrown else { return error }
        // The server repeats the reason for which we stopped.
        if error.sqlState == "57014", !(thrown is PostgreSQLError) { return thrown }
        if let refusal = thrown as? PostgreSQLError, refusal.kind != .other, refusal.kind != .connectionLost {
            return thrown
        }
        return error
    }
}

/// Reads the rows of a `copy … to` (format binary) out of the pieces in which they come.
struct CopyParser {
    private let reader: RowReader
    /// What of the pieces so far makes no whole row yet.
    private var rest: [UInt8] = []
    private var hasHeader = false

    init(_ reader: RowReader) { self.reader = reader }

    /// Takes a piece and gives its rows to `body`, until that returns false.
    mutating func read(
        _ piece: UnsafeRawBufferPointer, _ body: (Row) -> Bool
    ) throws(PostgreSQLError) {
        rest.append(contentsOf: piece)
        var used = 0
        while let row = try nextRow(&used) {
            guard body(row) else { return }
        }
        rest.removeFirst(used)
    }

    private mutating func nextRow(_ used: inout Int) throws(PostgreSQLError) -> Row? {
        let start = used
        var hasHeader = hasHeader
        let (row, end) = try rest.withBytes { bytes throws(PostgreSQLError) -> (Row?, Int) in
            var reader = BinaryReader(UnsafeRawBufferPointer(rebasing: bytes[start...]))
            if !hasHeader {
                // The signature of 11 bytes, the flags, and the length of an extension, which is skipped.
                guard reader.remaining >= 19 else { return (nil, start) }
                _ = try reader.bytes(15)
                _ = try reader.bytes(Int(try reader.integer(Int32.self)))
                hasHeader = true
            }
            guard let size = Self.rowSize(reader) else { return (nil, start + reader.position) }
            let row = UnsafeRawBufferPointer(rebasing: bytes[(start + reader.position)...].prefix(size))
            var fields = BinaryReader(row)
            guard try fields.integer(Int16.self) >= 0 else { return (nil, bytes.count) }
            return (try self.reader.row(&fields), start + reader.position + size)
        }
        self.hasHeader = hasHeader
        used = end
        return row
    }

    /// How many bytes the next row takes; nil where it has not come whole. The end mark is a row of a count only.
    private static func rowSize(_ reader: BinaryReader) -> Int? {
        var reader = reader
        let start = reader.position
        guard let count = try? reader.integer(Int16.self) else { return nil }
        if count < 0 { return 2 }
        for _ in 0..<count {
            guard let length = try? reader.integer(Int32.self) else { return nil }
            if length > 0, (try? reader.bytes(Int(length))) == nil { return nil }
        }
        return reader.position - start
    }
}
