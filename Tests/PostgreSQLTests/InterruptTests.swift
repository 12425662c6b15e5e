import Foundation
import PostgreSQL
import PrivateCluster
import Testing

@Suite(.enabled(if: PrivateCluster.obstacle == nil, "PostgreSQL is not installed"))
struct InterruptTests {
    @Test func aStatementIsEndedFromAnotherThread() throws {
        let connection = try connection()
        let interrupter = connection.interrupter
        DispatchQueue.global().asyncAfter(deadline: .now() + 0.2) { interrupter.interrupt() }
        let start = ContinuousClock.now
        let error = postgreSQLError { _ = try connection.query("select pg_sleep(60)") }
        #expect(error?.kind == .interrupted)
        #expect(ContinuousClock.now - start < .seconds(20))
        // Nothing of it reaches a later statement.
        for number in 0..<20 {
            #expect(try connection.value("select \(number), pg_sleep(0.001)") == .integer(Int64(number)))
        }
        interrupter.interrupt()
        #expect(try connection.value("select 1") == 1)
    }

    @Test func copiesAreEndedToo() throws {
        let connection = try connection()
        try connection.execute("create temp table t (a integer)")
        let interrupter = connection.interrupter
        DispatchQueue.global().asyncAfter(deadline: .now() + 0.2) { interrupter.interrupt() }
        let writing = postgreSQLError {
            try connection.copy(into: "t", columns: ["a"]) { writer in
                while true {
                    try writer.beginRow()
                    try writer.write(Int32(1))
                }
            }
        }
        #expect(writing?.kind == .interrupted)
        DispatchQueue.global().asyncAfter(deadline: .now() + 0.2) { interrupter.interrupt() }
        let reading = postgreSQLError {
            try connection.copyRows(of: "select generate_series(1, 2000000000)") { _ in }
        }
        #expect(reading?.kind == .interrupted)
        #expect(try connection.value("select count(*) from t") == 0)
    }
}
