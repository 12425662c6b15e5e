internal import CPostgreSQL
import Foundation

/// The open connection itself: libpq without its blocking calls, driven by the thread that uses it.
///
/// The thread waits in `poll` for as long as the server takes, so that an interrupt or a time limit ends the wait
/// wherever it is. One thread uses a session at a time.
final class Session {
    let pointer: OpaquePointer
    let address: PostgreSQLAddress
    /// Ends the running statement; the pool gives each user of the connection one of its own.
    private(set) var interrupter: PostgreSQLInterrupter
    private let cancelHandle: CancelHandle
    /// Whether the connection is of no more use.
    private(set) var isBroken = false
    /// How many interrupts this session has made sure of that they reached no later statement.
    private var settledRequests = 0

    init(
        _ address: PostgreSQLAddress, options: PostgreSQLConnection.Options, interrupter: PostgreSQLInterrupter
    ) throws(PostgreSQLError) {
        self.address = address
        self.interrupter = interrupter
        let limit = ContinuousClock.now + options.connectLimit(for: address)
        pointer = try Session.open(address, options: options)
        do throws(PostgreSQLError) {
            try Session.finish(pointer, address: address, until: limit, interrupter: interrupter)
            guard let handle = CancelHandle(connection: pointer), PQsetnonblocking(pointer, 1) == 0 else {
                throw PostgreSQLError(.outOfMemory, "libpq could not prepare the connection")
            }
            cancelHandle = handle
        } catch {
            PQfinish(pointer)
            throw error
        }
        interrupter.attach(cancelHandle)
    }

    deinit {
        interrupter.attach(nil)
        PQfinish(pointer)
    }

    /// Hands the session to its next user, whose interrupter is another one.
    func hand(to next: PostgreSQLInterrupter) {
        interrupter.attach(nil)
        interrupter = next
        settledRequests = 0
        next.attach(cancelHandle)
    }

    /// Marks the connection as of no more use.
    func breakOff() { isBroken = true }

    // MARK: - Connecting

    private static func open(
        _ address: PostgreSQLAddress, options: PostgreSQLConnection.Options
    ) throws(PostgreSQLError) -> OpaquePointer {
        let parameters = address.parameters(defaults: options.parameters)
        var keywords: [UnsafePointer<CChar>?] = []
        var values: [UnsafePointer<CChar>?] = []
        defer {
            for text in keywords + values { free(UnsafeMutablePointer(mutating: text)) }
        }
        for parameter in parameters {
            keywords.append(UnsafePointer(strdup(parameter.keyword)))
            values.append(UnsafePointer(strdup(parameter.value)))
        }
        guard let pointer = PQconnectStartParams(keywords + [nil], values + [nil], 0) else {
            throw PostgreSQLError(.outOfMemory, "libpq could not make a connection")
        }
        // What the server says is for errors here, not for standard error.
        PQsetNoticeProcessor(pointer, { _, _ in }, nil)
        // Errors while connecting have no fields; in this form their text holds the SQLSTATE.
        PQsetErrorVerbosity(pointer, PQERRORS_VERBOSE)
        return pointer
    }

    private static func finish(
        _ pointer: OpaquePointer, address: PostgreSQLAddress, until limit: ContinuousClock.Instant,
        interrupter: PostgreSQLInterrupter
    ) throws(PostgreSQLError) {
        var step = PQstatus(pointer) == CONNECTION_BAD ? PGRES_POLLING_FAILED : PGRES_POLLING_WRITING
        while step != PGRES_POLLING_OK {
            guard step != PGRES_POLLING_FAILED else {
                throw ConnectionFailure.error(PQerrorMessage(pointer).map { String(cString: $0) }, address: address)
            }
            let events = step == PGRES_POLLING_READING ? POLLIN : POLLOUT
            while !poll(PQsocket(pointer), for: Int16(events), slice: .milliseconds(100)) {
                guard !interrupter.isCancelled else {
                    throw PostgreSQLError(.interrupted, "the task that wanted this connection was cancelled")
                }
                guard ContinuousClock.now < limit else {
                    throw PostgreSQLError(.connection, "\(address) did not answer in time")
                }
            }
            step = PQconnectPoll(pointer)
        }
        PQsetErrorVerbosity(pointer, PQERRORS_DEFAULT)
    }

    // MARK: - Waiting

    /// Waits until the socket is ready, at most for a slice of time; whether it is.
    private static func poll(_ socket: Int32, for events: Int16, slice: Duration) -> Bool {
        var descriptor = pollfd(fd: socket, events: events, revents: 0)
        let milliseconds = Int32(slice / .milliseconds(1))
        return Foundation.poll(&descriptor, 1, milliseconds) > 0
    }

    /// Waits until the socket is ready to be read or written, and reads what has come.
    ///
    /// - Throws: `connectionLost` when the connection ended, `interrupted` when the server does not end a statement that
    ///   it was asked to end.
    private func wait(for events: Int32, until limit: ContinuousClock.Instant?) throws(PostgreSQLError) {
        // Short slices first: with TLS, bytes can already be on this side of the socket, where poll does not see them.
        var slice = Duration.milliseconds(2)
        while true {
            let isReady = Session.poll(PQsocket(pointer), for: Int16(events | POLLIN), slice: slice)
            guard PQconsumeInput(pointer) == 1 else { throw lost() }
            // Also while rows come in: the server may not have heard the first request.
            if interrupter.followUp() {
                isBroken = true
                throw PostgreSQLError(.interrupted, "the server did not end the statement; the connection was given up")
            }
            if isReady || PQisBusy(pointer) == 0 { return }
            if let limit, ContinuousClock.now > limit {
                isBroken = true
                throw PostgreSQLError(.timeout, "\(address) no longer answers; the connection was given up")
            }
            slice = min(slice * 2, .milliseconds(100))
        }
    }

    /// The error of a connection that ended.
    private func lost() -> PostgreSQLError {
        isBroken = true
        let message = PQerrorMessage(pointer).map { String(cString: $0) } ?? ""
        let line = message.split(separator: "\n").first.map(String.init) ?? "the connection ended"
        return PostgreSQLError(
            .connectionLost, "the connection to \(address) was lost: \(address.withoutSecrets(line))")
    }

    /// Sends what libpq still holds.
    func flush(until limit: ContinuousClock.Instant? = nil) throws(PostgreSQLError) {
        while true {
            switch PQflush(pointer) {
            case 0: return
            case 1: try wait(for: POLLOUT, until: limit)
            default: throw lost()
            }
        }
    }

    /// The next result of the running statement; nil at its end.
    private func nextResult(until limit: ContinuousClock.Instant?) throws(PostgreSQLError) -> ResultHandle? {
        try flush(until: limit)
        while PQisBusy(pointer) == 1 { try wait(for: POLLIN, until: limit) }
        guard let result = PQgetResult(pointer) else {
            if PQstatus(pointer) == CONNECTION_BAD { throw lost() }
            return nil
        }
        return ResultHandle(result)
    }

    /// The next piece of what `copy … to` sends; nil at its end. The piece is valid until `body` returns.
    func nextCopyData(
        _ body: (UnsafeRawBufferPointer) throws(PostgreSQLError) -> Void
    ) throws(PostgreSQLError) -> Bool {
        while true {
            var buffer: UnsafeMutablePointer<CChar>?
            let count = PQgetCopyData(pointer, &buffer, 1)
            defer { PQfreemem(buffer) }
            switch count {
            case 0: try wait(for: POLLIN, until: nil)
            case -1: return false
            case 1...:
                try body(UnsafeRawBufferPointer(start: buffer, count: Int(count)))
                return true
            default: throw lost()
            }
        }
    }

    /// Sends a piece of what `copy … from` reads, waiting while the server is slower than we.
    ///
    /// The server takes and drops all rows after one that it refuses, and libpq tells of an error only at the end. An
    /// interrupt is the one thing that ends the sending early.
    func putCopyData(_ bytes: UnsafeRawBufferPointer) throws(PostgreSQLError) {
        guard let start = bytes.baseAddress, !bytes.isEmpty else { return }
        guard !interrupter.isRequested else { throw PostgreSQLError(.interrupted, "the copy was interrupted") }
        let characters = start.assumingMemoryBound(to: CChar.self)
        while true {
            switch PQputCopyData(pointer, characters, Int32(bytes.count)) {
            case 1:
                // Nothing may pile up in libpq's own memory.
                try flush()
                return
            case 0: try wait(for: POLLOUT, until: nil)
            default:
                if PQstatus(pointer) == CONNECTION_BAD { throw lost() }
                throw PostgreSQLError(.other, "the server takes no more rows")
            }
        }
    }

    /// Ends what `copy … from` reads; with a reason, the server drops it all.
    func putCopyEnd(reason: String?) throws(PostgreSQLError) {
        while true {
            switch PQputCopyEnd(pointer, reason) {
            case 1: return
            case 0: try wait(for: POLLOUT, until: nil)
            default:
                if PQstatus(pointer) == CONNECTION_BAD { throw lost() }
                // The server ended it already; its error is the next result.
                return
            }
        }
    }

    // MARK: - Statements

    /// Sends a statement and gives its results to `body` one by one, errors excepted.
    ///
    /// - Parameters:
    ///   - sql: The statement, for errors.
    ///   - limit: How long the server's silence may last in all; nil for any time.
    ///   - send: Hands the statement to libpq; whether libpq took it.
    ///   - body: Returns whether it wants more; if not, the server is asked to end the statement, and that is no error.
    func perform(
        _ sql: String, within limit: Duration? = nil, send: (OpaquePointer) -> Bool,
        each body: (ResultHandle) throws(PostgreSQLError) -> Bool
    ) throws(PostgreSQLError) {
        try settle()
        guard !isBroken else {
            throw PostgreSQLError(.connectionLost, "the connection to \(address) was lost before", statement: sql)
        }
        guard interrupter.begin() else {
            throw PostgreSQLError(.interrupted, "the task that wanted this statement was cancelled", statement: sql)
        }
        defer { interrupter.end() }
        let limit = limit.map { ContinuousClock.now + $0 }
        guard send(pointer) else {
            if PQstatus(pointer) == CONNECTION_BAD { throw lost() }
            let reason = PQerrorMessage(pointer).map { String(cString: $0) } ?? ""
            throw PostgreSQLError(.misuse, "libpq refused the statement: \(reason)", statement: sql)
        }
        var failure: PostgreSQLError?
        var isWanted = true
        do throws(PostgreSQLError) {
            while let result = try nextResult(until: limit) {
                if result.isError {
                    failure =
                        failure
                        ?? PostgreSQLError(result, statement: sql, wasInterrupted: interrupter.isRequested)
                } else if isWanted, try !body(result) {
                    isWanted = false
                    interrupter.interrupt()
                }
            }
        } catch {
            // Where the connection ended, the server's last word tells more than the socket does.
            if failure == nil || !isBroken { failure = error }
            if !isBroken { drain() }
        }
        if PQstatus(pointer) == CONNECTION_BAD { isBroken = true }
        guard var failure else { return }
        if !isWanted, failure.kind == .interrupted { return }
        failure.statement = sql
        throw failure
    }

    /// Takes in the rest of a statement that went wrong on our side, so that the next one finds the line free.
    private func drain() {
        interrupter.interrupt()
        let limit = ContinuousClock.now + PostgreSQLInterrupter.patience
        do throws(PostgreSQLError) {
            while let result = try nextResult(until: limit) {
                if result.status == PGRES_COPY_OUT { while try nextCopyData({ _ in }) {} }
                if result.status == PGRES_COPY_IN { try putCopyEnd(reason: "the sender failed") }
            }
        } catch {
            isBroken = true
        }
    }

    /// Makes sure that no interrupt of an earlier statement can meet the next one: waits until all have reached the
    /// server, and lets a statement without meaning take one that arrived late.
    func settle() throws(PostgreSQLError) {
        let requests = interrupter.requestCount
        guard requests != settledRequests, !isBroken else { return }
        settledRequests = requests
        guard interrupter.waitUntilSent(), PQsendQuery(pointer, "select 1") == 1 else {
            isBroken = true
            return
        }
        let limit = ContinuousClock.now + PostgreSQLInterrupter.patience
        while try nextResult(until: limit) != nil {}
    }

    /// Whether the server has ended the connection, as far as can be told without asking it.
    func looksAlive() -> Bool {
        guard !isBroken else { return false }
        // A server that says farewell sends a message first and ends the connection after it.
        for _ in 0..<16 where !isBroken && Session.poll(PQsocket(pointer), for: Int16(POLLIN), slice: .zero) {
            if PQconsumeInput(pointer) == 0 { isBroken = true }
            _ = PQisBusy(pointer)
        }
        if PQstatus(pointer) == CONNECTION_BAD { isBroken = true }
        return !isBroken
    }

    /// Whether a transaction is open, failed or not.
    var isInTransaction: Bool {
        PQtransactionStatus(pointer) != PQTRANS_IDLE
    }
}

/// Turns libpq's text about a failed connection into an error.
enum ConnectionFailure {
    static func error(_ text: String?, address: PostgreSQLAddress) -> PostgreSQLError {
        var sqlState: String?
        var lines: [String] = []
        for line in (text ?? "").split(separator: "\n") {
            // "…: FATAL:  28P01: password authentication failed", and where in the server's source that is.
            if line.contains(#/^\S+: +\w+, \w+\.c:\d+$/#) { continue }
            if let match = line.firstMatch(of: #/:  ([0-9A-Z]{5}): /#) {
                sqlState = String(match.output.1)
                lines.append(String(line.replacingCharacters(in: match.range, with: ": ")))
            } else {
                lines.append(line.trimmingCharacters(in: .whitespaces))
            }
        }
        let message = lines.isEmpty ? "cannot connect to \(address)" : lines.joined(separator: "; ")
        let kind = sqlState.flatMap(PostgreSQLError.Kind.init(sqlState:)) ?? kind(ofText: message)
        return PostgreSQLError(
            kind == .connectionLost ? .unavailable : kind, address.withoutSecrets(message), sqlState: sqlState)
    }

    /// What libpq found out by itself: some of it no waiting mends.
    private static func kind(ofText message: String) -> PostgreSQLError.Kind {
        if message.contains("no password supplied") { return .authentication }
        return message.contains(#/invalid \w+ value/#) ? .misuse : .connection
    }
}
