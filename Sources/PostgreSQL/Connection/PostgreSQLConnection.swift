internal import CPostgreSQL

/// A connection to a PostgreSQL server: runs SQL, one statement at a time, blocking the calling thread.
///
/// A connection is for one thread at a time and is not `Sendable`; `PostgreSQLPool` shares connections among tasks. It is
/// closed when it is gone, and what its transaction had done is then undone.
public final class PostgreSQLConnection {
    let session: Session
    private let options: Options
    private var statements = StatementCache(capacity: 128)

    /// Where it is connected to.
    public var address: PostgreSQLAddress { session.address }

    /// Connects.
    ///
    /// - Parameters:
    ///   - address: Where to, as whom, and with which security.
    ///   - options: Settings and time limits.
    /// - Throws: `connection`, `unavailable`, `authentication` or `catalog` (no such database); no message has the password.
    public convenience init(_ address: PostgreSQLAddress, options: Options = Options()) throws(PostgreSQLError) {
        try self.init(address, options: options, interrupter: PostgreSQLInterrupter())
    }

    init(
        _ address: PostgreSQLAddress, options: Options, interrupter: PostgreSQLInterrupter
    ) throws(PostgreSQLError) {
        self.options = options
        session = try Session(address, options: options, interrupter: interrupter)
        for (name, value) in options.sessionSettings {
            _ = try query("select set_config($1, $2, false)", [.text(name), .text(value)])
        }
    }

    /// Ends the running statement from another thread, also when this connection is long gone.
    public var interrupter: PostgreSQLInterrupter { session.interrupter }

    /// The server's version as a number, such as 150018 for 15.18.
    public var serverVersion: Int { Int(PQserverVersion(session.pointer)) }

    /// The process that serves this connection, as `pg_stat_activity` lists it.
    public var serverProcess: Int { Int(PQbackendPID(session.pointer)) }

    /// Whether what goes over the network is encrypted.
    public var isEncrypted: Bool { PQsslInUse(session.pointer) == 1 }

    /// Runs one or several statements without parameters, separated by semicolons, and drops their results.
    ///
    /// Several statements are one transaction, unless one is open already.
    public func execute(_ sql: String) throws(PostgreSQLError) {
        try checkText(sql)
        try session.perform(sql, within: responseLimit, send: { PQsendQuery($0, sql) == 1 }, each: { _ in true })
    }

    /// Prepares a statement, or takes it from those prepared before, binds its parameters and runs it.
    ///
    /// The last 128 statements stay prepared. A parameter has the type of its value: an integer is a bigint, a text a
    /// text, a list an array of its elements' type.
    ///
    /// - Parameters:
    ///   - sql: One statement with parameters `$1`, `$2` and so on.
    ///   - values: The values of its parameters, in order.
    /// - Returns: All rows, in memory; `forEachRow` reads many rows without keeping them.
    public func query(_ sql: String, _ values: [Value] = []) throws(PostgreSQLError) -> PostgreSQLResult {
        var rows = ResultRows.none
        var changed = 0
        try run(sql, values, isSingleRow: false) { result throws(PostgreSQLError) in
            rows = try RowReader(result.columns()).rows(of: result)
            changed = result.changedRowCount
            return true
        }
        return PostgreSQLResult(rows: rows, changedRowCount: changed)
    }

    /// Runs one statement as `query` does, and gives its rows to `body` one by one as they arrive. What is in memory does
    /// not grow with their number.
    ///
    /// - Parameter body: Looks at a row. What it throws ends the statement on the server, too.
    public func forEachRow(_ sql: String, _ values: [Value] = [], _ body: (Row) throws -> Void) throws {
        var reader: RowReader?
        var thrown: (any Error)?
        try run(sql, values, isSingleRow: true) { result throws(PostgreSQLError) in
            let current = reader ?? RowReader(result.columns())
            reader = current
            for index in 0..<result.rowCount {
                let row = try current.row(index, of: result)
                do { try body(row) } catch {
                    thrown = error
                    return false
                }
            }
            return true
        }
        if let thrown { throw thrown }
    }

    /// The only value of a result of one row and one column; null when there is no row.
    public func value(_ sql: String, _ values: [Value] = []) throws(PostgreSQLError) -> Value {
        try query(sql, values).rows.first?.values.first ?? .null
    }

    /// Runs `body` in a transaction: commits when it returns, rolls back when it throws.
    public func transaction<T>(_ body: () throws -> T) throws -> T {
        try execute("begin")
        do {
            let value = try body()
            try execute("commit")
            return value
        } catch {
            // The first error is the one to report; without a connection the server rolls back by itself.
            if !session.isBroken { try? execute("rollback") }
            throw error
        }
    }

    /// Asks the server whether the connection still works; false when it does not, or not in time.
    public func isAlive(within limit: Duration = .seconds(5)) -> Bool {
        guard session.looksAlive() else { return false }
        do throws(PostgreSQLError) {
            try session.perform("", within: limit, send: { PQsendQuery($0, "") == 1 }, each: { _ in true })
        } catch {
            return false
        }
        return session.looksAlive()
    }

    /// How long to wait for a statement: what the server allows it, and some more for the way.
    private var responseLimit: Duration? { options.statementLimit.map { $0 + .seconds(5) } }

    // MARK: - Prepared statements

    private func run(
        _ sql: String, _ values: [Value], isSingleRow: Bool,
        each body: (ResultHandle) throws(PostgreSQLError) -> Bool
    ) throws(PostgreSQLError) {
        try checkText(sql)
        let parameters = try ParameterList(values)
        let key = StatementCache.Key(sql: sql, types: parameters.types)
        var hasRows = false
        for attempt in 1...2 {
            let name = try prepared(key)
            do throws(PostgreSQLError) {
                return try session.perform(
                    sql, within: responseLimit,
                    send: { parameters.send(name, to: $0) && (!isSingleRow || PQsetSingleRowMode($0) == 1) },
                    each: { result throws(PostgreSQLError) in
                        hasRows = true
                        return try body(result)
                    })
            } catch {
                // The statement was planned for tables that have changed since, or the server forgot it.
                let isStale = error.sqlState == "0A000" || error.sqlState == "26000"
                guard isStale, attempt == 1, !hasRows, !session.isInTransaction else { throw error }
                if let name = statements.remove(key) { try? forget(name) }
            }
        }
    }

    private func prepared(_ key: StatementCache.Key) throws(PostgreSQLError) -> String {
        if let name = statements.name(of: key) { return name }
        let name = statements.nextName()
        let types = key.types.map(\.oid)
        try session.perform(
            key.sql, within: responseLimit,
            send: { PQsendPrepare($0, name, key.sql, Int32(types.count), types) == 1 }, each: { _ in true })
        if let oldest = statements.insert(name, for: key) { try forget(oldest) }
        return name
    }

    private func forget(_ name: String) throws(PostgreSQLError) {
        try execute("deallocate \(quotedIdentifier(name))")
    }

    /// The columns that a statement without parameters would give, without running it.
    func describe(_ sql: String) throws(PostgreSQLError) -> [ResultColumn] {
        try checkText(sql)
        let name = try prepared(StatementCache.Key(sql: sql, types: []))
        var columns: [ResultColumn] = []
        try session.perform(sql, within: responseLimit, send: { PQsendDescribePrepared($0, name) == 1 }) { result in
            columns = result.columns()
            return true
        }
        return columns
    }

    func checkText(_ sql: String) throws(PostgreSQLError) {
        guard !sql.utf8.contains(0) else {
            throw PostgreSQLError(.misuse, "SQL text must not contain a NUL character", statement: sql)
        }
    }
}

/// What a statement gave.
public struct PostgreSQLResult: Sendable {
    /// The rows in order.
    public let rows: ResultRows
    /// How many rows an insert, update or delete changed, or a query gave.
    public let changedRowCount: Int
    /// The columns, also where there are no rows.
    public var columns: [Row.Column] { rows.layout.columns }
}

/// Turns the rows of a result into values.
struct RowReader {
    let layout: Row.Layout
    private let decoders: [ValueDecoder]

    init(_ columns: [ResultColumn]) {
        layout = Row.Layout(columns.map(\.forRow))
        decoders = columns.map { ValueDecoder(type: $0.type, column: $0.name) }
    }

    func row(_ index: Int, of result: ResultHandle) throws(PostgreSQLError) -> Row {
        var values: [Value] = []
        values.reserveCapacity(decoders.count)
        try add(index, of: result, to: &values)
        return Row(layout, values)
    }

    func rows(of result: ResultHandle) throws(PostgreSQLError) -> ResultRows {
        var cells: [Value] = []
        cells.reserveCapacity(result.rowCount * decoders.count)
        for index in 0..<result.rowCount { try add(index, of: result, to: &cells) }
        return ResultRows(layout, cells: cells)
    }

    private func add(_ index: Int, of result: ResultHandle, to cells: inout [Value]) throws(PostgreSQLError) {
        for (column, decoder) in decoders.enumerated() {
            cells.append(try decoder.value(result.field(row: index, column: column)))
        }
    }

    /// A row from the fields as they stand in `copy … (format binary)`, after their number.
    func row(_ reader: inout BinaryReader) throws(PostgreSQLError) -> Row {
        var values: [Value] = []
        values.reserveCapacity(decoders.count)
        for decoder in decoders {
            let length = Int(try reader.integer(Int32.self))
            values.append(length < 0 ? .null : try decoder.value(try reader.bytes(length)))
        }
        return Row(layout, values)
    }
}
