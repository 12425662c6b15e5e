import Dispatch

/// Shares a few connections among many tasks. Statements block threads of the pool's own, never Swift's cooperative ones.
///
/// Connections are opened when they are first needed, looked at before each use, and replaced when the server has ended
/// them, so a server that restarts is found again without anybody's help. Tasks that find all connections busy wait in
/// the order they came. Cancelling a task removes it from the line, or ends its statement and gives the connection on.
public final class PostgreSQLPool: Sendable {
    /// How a pool shares its connections.
    public struct Options: Sendable {
        /// How many connections there are at most: so many statements run at once.
        public var size: Int
        /// How long a task waits for a connection before it gets `timeout`.
        public var waitLimit: Duration
        /// How long a connection may lie unused before the server is asked whether it still works.
        public var trustLimit: Duration

        /// Options.
        public init(size: Int = 4, waitLimit: Duration = .seconds(30), trustLimit: Duration = .seconds(30)) {
            self.size = size
            self.waitLimit = waitLimit
            self.trustLimit = trustLimit
        }
    }

    /// Where it connects to.
    public let address: PostgreSQLAddress
    /// How it shares its connections.
    public let options: Options
    private let connectionOptions: PostgreSQLConnection.Options
    private let setUp: @Sendable (PostgreSQLConnection) throws -> Void
    private let line: WaitingLine<Slot>
    private let outage = Locked(Outage())
    private let crowd = Locked(Crowd())

    private final class Slot: @unchecked Sendable {
        let queue: DispatchQueue
        // These are used only on the queue.
        var connection: PostgreSQLConnection?
        var lastUse = ContinuousClock.now

        init(number: Int) { queue = DispatchQueue(label: "postgresql.connection.\(number)") }
    }

    /// The slots that the server lets no connection in for, since it has as many as it takes. While others have one, these
    /// stand aside, and tasks wait for the others.
    private struct Crowd {
        var connected: Set<ObjectIdentifier> = []
        var aside: [Slot] = []
        var nextTry = ContinuousClock.now
    }

    /// Makes a pool. Nothing is connected yet.
    ///
    /// - Parameters:
    ///   - address: What to connect to.
    ///   - options: How to share connections.
    ///   - connectionOptions: How each is made.
    ///   - setUp: Prepares each new connection. What it throws goes to the task that wanted the connection.
    /// - Throws: `misuse` for a pool without connections.
    public init(
        _ address: PostgreSQLAddress, options: Options = Options(),
        connectionOptions: PostgreSQLConnection.Options = PostgreSQLConnection.Options(),
        setUp: @escaping @Sendable (PostgreSQLConnection) throws -> Void = { _ in }
    ) throws(PostgreSQLError) {
        guard options.size > 0 else {
            throw PostgreSQLError(.misuse, "a pool needs at least one connection, not \(options.size)")
        }
        self.address = address
        self.options = options
        self.connectionOptions = connectionOptions
        self.setUp = setUp
        line = WaitingLine((1...options.size).reversed().map(Slot.init(number:)))
    }

    /// Runs `body` with a connection that nothing else uses meanwhile, on a thread that may block.
    ///
    /// A transaction that `body` leaves open is rolled back. Temporary objects and settings stay with the connection.
    ///
    /// - Parameter body: Uses the connection, and does not keep it.
    /// - Throws: What `body` throws; `CancellationError` when the task is cancelled; `timeout` when no connection became
    ///   free in time; what connecting throws; `misuse` when the pool is closed.
    public func withConnection<T: Sendable>(
        _ body: @escaping @Sendable (PostgreSQLConnection) throws -> T
    ) async throws -> T {
        while true {
            let slot = try await takeSlot()
            do {
                let result = try await use(slot, body)
                line.give(back: slot)
                return result
            } catch let error as PostgreSQLError where error.isCrowded && setAside(slot) {
                continue
            } catch {
                line.give(back: slot)
                throw error
            }
        }
    }

    private func use<T: Sendable>(
        _ slot: Slot, _ body: @escaping @Sendable (PostgreSQLConnection) throws -> T
    ) async throws -> T {
        let interrupter = PostgreSQLInterrupter()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                slot.queue.async {
                    continuation.resume(with: self.run(body, on: slot, interrupter))
                }
            }
        } onCancel: {
            interrupter.cancel()
        }
    }

    /// Puts a slot aside for a while; false where no other has a connection to wait for.
    private func setAside(_ slot: Slot) -> Bool {
        crowd.withLock { crowd in
            guard !crowd.connected.subtracting([ObjectIdentifier(slot)]).isEmpty else { return false }
            crowd.aside.append(slot)
            crowd.nextTry = .now + options.trustLimit
            return true
        }
    }

    /// Takes the slots back that stand aside.
    private func recall(at moment: ContinuousClock.Instant) {
        let slots = crowd.withLock { crowd in
            guard moment >= crowd.nextTry else { return [Slot]() }
            defer { crowd.aside = [] }
            return crowd.aside
        }
        for slot in slots { line.give(back: slot) }
    }

    /// Runs one statement and gives its rows.
    public func rows(_ sql: String, _ values: [Value] = []) async throws -> ResultRows {
        try await withConnection { try $0.query(sql, values).rows }
    }

    /// Refuses new work, waits for the work under way, and closes the connections.
    public func close() async {
        recall(at: .now + options.trustLimit)
        for slot in await line.close() { slot.queue.sync { slot.connection = nil } }
    }

    private func takeSlot() async throws -> Slot {
        recall(at: .now)
        do {
            return try await line.take(within: options.waitLimit)
        } catch WaitingLine<Slot>.Refusal.closed {
            // One may have been set aside after the pool took back all that were; closing waits for it.
            recall(at: .now + options.trustLimit)
            throw PostgreSQLError(.misuse, "the connection pool is closed")
        } catch WaitingLine<Slot>.Refusal.timedOut {
            throw PostgreSQLError(.timeout, "all \(options.size) connections were busy for \(options.waitLimit)")
        }
    }

    private func run<T>(
        _ body: (PostgreSQLConnection) throws -> T, on slot: Slot, _ interrupter: PostgreSQLInterrupter
    ) -> Result<T, any Error> {
        let result = Result { () throws -> T in
            try body(try readyConnection(of: slot, interrupter))
        }
        if slot.connection?.recover() == false { slot.connection = nil }
        let isConnected = slot.connection != nil
        crowd.withLock { crowd in
            if isConnected {
                crowd.connected.insert(ObjectIdentifier(slot))
            } else {
                crowd.connected.remove(ObjectIdentifier(slot))
            }
        }
        slot.lastUse = .now
        if case .failure(let error) = result, interrupter.isCancelled,
            (error as? PostgreSQLError)?.kind == .interrupted
        {
            return .failure(CancellationError())
        }
        return result
    }

    /// The slot's connection where it still works, else a new one.
    private func readyConnection(
        of slot: Slot, _ interrupter: PostgreSQLInterrupter
    ) throws -> PostgreSQLConnection {
        if let connection = slot.connection {
            connection.session.hand(to: interrupter)
            let isTrusted = ContinuousClock.now - slot.lastUse < options.trustLimit
            if isTrusted ? connection.session.looksAlive() : connection.isAlive() { return connection }
            slot.connection = nil
            // The server may have gone with it: what the others have is checked when they are used.
        }
        try outage.withLock { outage throws(PostgreSQLError) in try outage.check() }
        do {
            let connection = try PostgreSQLConnection(address, options: connectionOptions, interrupter: interrupter)
            try setUp(connection)
            outage.withLock { $0 = Outage() }
            slot.connection = connection
            return connection
        } catch let error as PostgreSQLError where error.isTransient {
            outage.withLock { $0.note(error) }
            throw error
        }
    }
}

/// Remembers that the server could not be reached, so that many tasks do not all knock in vain: they get the same error
/// at once until it is time for the next try.
private struct Outage {
    private var error: PostgreSQLError?
    private var nextTry = ContinuousClock.now
    private var pause = Duration.milliseconds(50)

    func check() throws(PostgreSQLError) {
        if let error, ContinuousClock.now < nextTry { throw error }
    }

    mutating func note(_ error: PostgreSQLError) {
        self.error = error
        nextTry = ContinuousClock.now + pause
        pause = min(pause * 2, .seconds(2))
    }
}

extension PostgreSQLError {
    /// Whether the server has as many connections as it takes, of all or of this role or database.
    fileprivate var isCrowded: Bool { sqlState == "53300" }
}

extension PostgreSQLConnection {
    /// Makes the connection ready for another user; false where it is of no more use.
    fileprivate func recover() -> Bool {
        do throws(PostgreSQLError) {
            try session.settle()
            session.hand(to: PostgreSQLInterrupter())
            if !session.isBroken, session.isInTransaction { try execute("rollback") }
        } catch {
            return false
        }
        return session.looksAlive()
    }
}
