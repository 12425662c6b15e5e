import DuckDB
import Testing

/// Counts how many are inside at once.
private final class Running: Sendable {
    private let state = Locked((now: 0, most: 0))

    func enter() {
        state.withLock { state in
            state.now += 1
            state.most = max(state.most, state.now)
        }
    }

    func leave() { state.withLock { $0.now -= 1 } }
    var most: Int { state.withLock { $0.most } }
}

/// Remembers numbers in the order they come.
private final class Order: Sendable {
    private let state = Locked<[Int]>([])

    func append(_ number: Int) { state.withLock { $0.append(number) } }
    var numbers: [Int] { state.withLock { $0 } }
}

@Suite(.serialized) struct ConnectionPoolTests {
    private func pool(_ size: Int) throws -> ConnectionPool {
        try ConnectionPool(database: Database(.memory), size: size)
    }

    @Test func manyTasksShareFewConnections() async throws {
        let pool = try pool(3)
        let running = Running()
        let sum = try await withThrowingTaskGroup(of: Int64.self) { group in
            for number in 0..<200 {
                group.addTask {
                    try await pool.withConnection { connection in
                        running.enter()
                        defer { running.leave() }
                        let result = try connection.cached("select $1::bigint * 2 as n").run(.integer(Int64(number)))
                        return try result.rows()[0].get("n", as: Int64.self)
                    }
                }
            }
            return try await group.reduce(0, +)
        }
        #expect(sum == 39_800)
        #expect(running.most <= 3)
    }

    @Test func cancellingATaskEndsItsQueryAndFreesTheConnection() async throws {
        let pool = try pool(1)
        let started = AsyncStream<Void>.makeStream()
        let task = Task {
            try await pool.withConnection { connection in
                started.continuation.yield()
                return try connection.query(endlessQuery).changedRowCount
            }
        }
        for await _ in started.stream { break }
        try await Task.sleep(for: .milliseconds(200))
        let clock = ContinuousClock()
        let start = clock.now
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(start.duration(to: clock.now) < .seconds(1), "the query went on after the cancellation")
        #expect(try await pool.withConnection { try $0.query("select 42").value() } == 42)
    }

    @Test func cancellingAtAnyMomentNeverHangsNorHitsAnother() async throws {
        let pool = try pool(1)
        for round in 0..<100 {
            let task = Task {
                try await pool.withConnection { connection in
                    for _ in 0..<3 { _ = try connection.query("select count(*) from range(1000000)") }
                    _ = try connection.query(endlessQuery)
                }
            }
            try await Task.sleep(for: .microseconds(round * 150))
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
            #expect(try await pool.withConnection { try $0.query("select 42").value() } == 42)
        }
    }

    @Test func aCancelledWaiterLeavesTheLineAtOnce() async throws {
        let pool = try pool(1)
        let gate = AsyncStream<Void>.makeStream()
        let holder = Task {
            try await pool.withConnection { connection in
                gate.continuation.yield()
                _ = try connection.query(endlessQuery)
            }
        }
        for await _ in gate.stream { break }
        let waiter = Task { try await pool.withConnection { try $0.query("select 1").value() } }
        try await Task.sleep(for: .milliseconds(50))
        waiter.cancel()
        // The one connection stays busy for ever, so this returns only if the waiter left the line.
        await #expect(throws: CancellationError.self) { try await waiter.value }
        holder.cancel()
        _ = await holder.result
        #expect(try await pool.withConnection { try $0.query("select 42").value() } == 42)
    }

    @Test func waitersAreServedInOrder() async throws {
        let pool = try pool(1)
        let order = Order()
        let gate = AsyncStream<Void>.makeStream()
        let holder = Task {
            try await pool.withConnection { connection in
                gate.continuation.yield()
                _ = try connection.query(endlessQuery)
            }
        }
        for await _ in gate.stream { break }
        var tasks: [Task<Void, any Error>] = []
        for number in 0..<10 {
            tasks.append(Task { try await pool.withConnection { _ in order.append(number) } })
            try await Task.sleep(for: .milliseconds(30))
        }
        holder.cancel()
        for task in tasks { try await task.value }
        #expect(order.numbers == Array(0..<10))
    }

    @Test func anOpenTransactionIsRolledBackOnError() async throws {
        struct Stop: Error {}
        let pool = try pool(1)
        try await pool.withConnection { try $0.execute("create table t (n integer)") }
        await #expect(throws: Stop.self) {
            try await pool.withConnection { connection in
                try connection.execute("begin transaction; insert into t values (1)")
                throw Stop()
            }
        }
        #expect(try await pool.withConnection { try $0.query("select count(*) from t").value() } == 0)
        try await pool.withConnection { try $0.execute("begin transaction; commit") }
    }

    @Test func closingDrainsAndRefuses() async throws {
        let pool = try pool(2)
        let gate = AsyncStream<Void>.makeStream()
        let finished = Order()
        let task = Task {
            try await pool.withConnection { connection in
                gate.continuation.yield()
                _ = try connection.query("select count(*) from range(200000000)")
                finished.append(1)
            }
        }
        for await _ in gate.stream { break }
        await pool.close()
        #expect(finished.numbers == [1])
        try await task.value
        await #expect(throws: DuckDBError.self) { try await pool.withConnection { _ in } }
        await pool.close()
    }

    @Test func setUpPreparesEachConnection() async throws {
        let pool = try ConnectionPool(database: Database(.memory), size: 2) { connection throws(DuckDBError) in
            try connection.execute("create temp table own as select 7 as n")
        }
        #expect(try await pool.withConnection { try $0.query("select n from own").value() } == 7)
        #expect(throws: DuckDBError.self) { try ConnectionPool(database: Database(.memory), size: 0) }
    }
}
