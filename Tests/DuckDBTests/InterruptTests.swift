import DuckDB
import Dispatch
import Testing

struct InterruptTests {
    @Test func anotherThreadEndsTheQuery() throws {
        let connection = try connection()
        let interrupter = connection.interrupter
        let clock = ContinuousClock()
        let asked = DispatchSemaphore(value: 0)
        DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(200)) {
            interrupter.interrupt()
            asked.signal()
        }
        let start = clock.now
        let error = duckDBError { _ = try connection.query(endlessQuery) }
        asked.wait()
        #expect(error?.kind == .interrupted)
        #expect(start.duration(to: clock.now) < .seconds(5))
        #expect(try connection.query("select 42").value() == 42)
    }

    @Test func interruptingNothingDoesNothing() throws {
        let connection = try connection()
        connection.interrupter.interrupt()
        #expect(try connection.query("select 42").value() == 42)
    }

    @Test func anInterrupterOutlivesItsConnection() throws {
        let interrupter = try connection().interrupter
        interrupter.interrupt()
    }

    @Test func aProducerIsEndedBetweenChunks() throws {
        final class Endless: RowProducer {
            func fill(_ chunk: borrowing ChunkWriter) -> Int {
                for row in 0..<chunk.capacity { chunk.setInt64(1, column: 0, row: row) }
                return chunk.capacity
            }
        }
        let connection = try connection()
        try connection.register("endless", columns: [TableColumn("n", .bigint)], producer: Endless())
        let interrupter = connection.interrupter
        DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(200)) { interrupter.interrupt() }
        let error = duckDBError { _ = try connection.query("select sum(n) from endless()") }
        #expect(error?.kind == .interrupted)
        #expect(try connection.query("select 42").value() == 42)
    }
}
