import PostgreSQL
import PrivateCluster
import Testing

/// A server that goes away and comes back; each test has its own.
@Suite(.enabled(if: PrivateCluster.obstacle == nil, "PostgreSQL is not installed"), .serialized)
struct OutageTests {
    @Test func aRestartedServerIsFoundAgain() async throws {
        let cluster = try PrivateCluster()
        let pool = try PostgreSQLPool(try address(cluster), options: .init(size: 2))
        #expect(try await pool.rows("select 1").count == 1)
        for isCrash in [false, true] {
            try cluster.stop(isCrash: isCrash)
            let down = await postgreSQLError { _ = try await pool.rows("select 1") }
            #expect(down?.isTransient == true, "\(String(describing: down))")
            // Many at once get their answer at once.
            let start = ContinuousClock.now
            for _ in 0..<50 { #expect(await postgreSQLError { _ = try await pool.rows("select 1") } != nil) }
            #expect(ContinuousClock.now - start < .seconds(10))
            try cluster.start()
            var isBack = false
            for _ in 0..<100 where !isBack {
                if (try? await pool.rows("select 1")) != nil { isBack = true }
                try await Task.sleep(for: .milliseconds(50))
            }
            #expect(isBack)
        }
    }

    @Test func aServerWithoutPlaceSaysSo() throws {
        let cluster = try PrivateCluster(settings: ["max_connections": "4", "superuser_reserved_connections": "0"])
        let address = try address(cluster)
        var held: [PostgreSQLConnection] = []
        let error = postgreSQLError { for _ in 0..<6 { held.append(try PostgreSQLConnection(address)) } }
        #expect(error?.kind == .unavailable, "\(String(describing: error))")
        #expect(error?.sqlState == "53300")
        #expect(held.count >= 2)
    }
}
