import Foundation
import PostgreSQL
import PrivateCluster
import Testing

@Suite(.enabled(if: PrivateCluster.obstacle == nil, "PostgreSQL is not installed"))
struct PoolTests {
    private func pool(
        size: Int = 2, waitLimit: Duration = .seconds(30), trustLimit: Duration = .seconds(30), name: String = "pool"
    ) throws -> PostgreSQLPool {
        try PostgreSQLPool(
            try address(), options: .init(size: size, waitLimit: waitLimit, trustLimit: trustLimit),
            connectionOptions: .init(applicationName: name))
    }

    /// How many sessions of a program the server has.
    private func sessions(of name: String) throws -> Value {
        try connection().value("select count(*) from pg_stat_activity where application_name = $1", [.text(name)])
    }

    @Test func manyTasksShareFewConnections() async throws {
        let pool = try pool(size: 3, name: "many")
        let sum = try await withThrowingTaskGroup(of: Int64.self) { group in
            for number in 0..<200 {
                group.addTask {
                    try await pool.rows("select $1 + 0 * pg_backend_pid() as n", [.integer(Int64(number))])[0].get("n")
                }
            }
            return try await group.reduce(0, +)
        }
        #expect(sum == 19_900)
        #expect(try sessions(of: "many") == 3)
        await pool.close()
        #expect(try eventually { try sessions(of: "many") == 0 })
        #expect(await postgreSQLError { _ = try await pool.rows("select 1") }?.kind == .misuse)
    }

    /// A role that may have fewer connections than the pool is large: tasks wait for those that it has.
    @Test func tasksShareTheConnectionsThatTheServerAllows() async throws {
        try connection().execute("create role few login password 'few' connection limit 2")
        let address = try PostgreSQLAddress(
            try cluster().url(database: "postgres", user: "few", password: "few"))
        let pool = try PostgreSQLPool(address, options: .init(size: 5))
        _ = try await pool.rows("select 1")
        let sum = try await withThrowingTaskGroup(of: Int64.self) { group in
            for number in 0..<60 {
                group.addTask {
                    try await pool.rows("select $1 + 0 * length(pg_sleep(0.01)::text) as n", [.integer(Int64(number))])[
                        0
                    ]
                    .get("n")
                }
            }
            return try await group.reduce(0, +)
        }
        #expect(sum == 1770)
        await pool.close()
        #expect(await postgreSQLError { _ = try await pool.rows("select 1") }?.kind == .misuse)
    }

    @Test func connectionsAreOpenedWhenNeededOnly() async throws {
        let pool = try pool(size: 5, name: "lazy")
        #expect(try sessions(of: "lazy") == 0)
        for _ in 0..<5 { _ = try await pool.rows("select 1") }
        #expect(try sessions(of: "lazy") == 1)
    }

    @Test func waitingHasALimit() async throws {
        let pool = try pool(size: 1, waitLimit: .milliseconds(200))
        let busy = Task { try await pool.rows("select pg_sleep(60)") }
        #expect(try await eventuallyBusy("select pg_sleep(60)"))
        let error = await postgreSQLError { _ = try await pool.rows("select 1") }
        #expect(error?.kind == .timeout)
        #expect(error?.message.contains("busy") == true)
        busy.cancel()
        await #expect(throws: CancellationError.self) { try await busy.value }
        #expect(try await pool.rows("select 1").count == 1)
    }

    @Test func cancellingATaskEndsItsStatementOnTheServer() async throws {
        let pool = try pool(size: 1)
        let task = Task { try await pool.rows("select pg_sleep(61)") }
        #expect(try await eventuallyBusy("select pg_sleep(61)"))
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(
            try eventually {
                try connection().value(
                    "select count(*) from pg_stat_activity where state = 'active' and query = 'select pg_sleep(61)'")
                    == 0
            })
        #expect(try await pool.rows("select 1").count == 1)
    }

    @Test func cancelledTasksLeaveTheLine() async throws {
        let pool = try pool(size: 1)
        let busy = Task { try await pool.rows("select pg_sleep(62)") }
        #expect(try await eventuallyBusy("select pg_sleep(62)"))
        let waiting = Task { try await pool.rows("select 1") }
        try await Task.sleep(for: .milliseconds(50))
        waiting.cancel()
        await #expect(throws: CancellationError.self) { try await waiting.value }
        busy.cancel()
        _ = try? await busy.value
    }

    /// Tasks cancelled at any moment of a statement's life harm neither themselves nor the next user.
    @Test func cancellationAtAnyMomentHarmsNobodyElse() async throws {
        let pool = try pool(size: 2)
        for round in 0..<80 {
            let task = Task { try await pool.rows("select pg_sleep(0.003)") }
            try await Task.sleep(for: .microseconds(round * 100))
            task.cancel()
            do { _ = try await task.value } catch { #expect(error is CancellationError, "\(error)") }
            #expect(try await pool.rows("select \(round) as n, pg_sleep(0.001)")[0].get("n", as: Int.self) == round)
        }
    }

    @Test func anOpenTransactionIsRolledBack() async throws {
        let pool = try pool(size: 1)
        try await pool.withConnection { connection in
            try connection.execute("begin; create temp table leftover (a integer)")
        }
        let error = await postgreSQLError { _ = try await pool.rows("select * from leftover") }
        #expect(error?.kind == .catalog)
    }

    @Test func everyConnectionIsSetUp() async throws {
        let pool = try PostgreSQLPool(try address(), options: .init(size: 2)) { connection in
            try connection.execute("set work_mem = '9MB'")
        }
        #expect(try await pool.rows("show work_mem")[0].get("work_mem", as: String.self) == "9MB")
        struct Refusal: Error {}
        let refusing = try PostgreSQLPool(try address()) { _ in throw Refusal() }
        await #expect(throws: Refusal.self) { try await refusing.rows("select 1") }
    }

    @Test func aSessionThatTheServerEndedIsReplaced() async throws {
        for trustLimit in [Duration.seconds(30), .zero] {
            let pool = try pool(size: 1, trustLimit: trustLimit)
            let process = try await pool.withConnection { $0.serverProcess }
            try cluster().execute("select pg_terminate_backend(\(process), 5000)")
            #expect(try await pool.withConnection { $0.serverProcess } != process)
        }
    }

    @Test func aSessionEndedMidStatementSaysSo() async throws {
        let pool = try pool(size: 1)
        let task = Task { try await pool.rows("select pg_sleep(63)") }
        #expect(try await eventuallyBusy("select pg_sleep(63)"))
        try cluster().execute(
            "select pg_terminate_backend(pid) from pg_stat_activity where query = 'select pg_sleep(63)'")
        let error = await postgreSQLError { _ = try await task.value }
        #expect(error?.kind == .connectionLost)
        #expect(error?.sqlState == "57P01")
        #expect(error?.isTransient == true)
        #expect(try await pool.rows("select 1").count == 1)
    }

    private func eventuallyBusy(_ query: String) async throws -> Bool {
        for _ in 0..<200 {
            let count = try connection().value(
                "select count(*) from pg_stat_activity where state = 'active' and query = $1", [.text(query)])
            if count != 0 { return true }
            try await Task.sleep(for: .milliseconds(20))
        }
        return false
    }
}
