import DuckDB
import Foundation
import Testing

/// Interrupts again and again, since the first time may come before the query started, until told to stop. It has a
/// thread of its own, for the queries here block the threads that tests share.
private final class Nuisance: Sendable {
    private let isStopped = Locked(false)

    init(_ interrupter: Interrupter) {
        Thread.detachNewThread {
            var isStopped = false
            while !isStopped {
                Thread.sleep(forTimeInterval: 0.1)
                isStopped = self.isStopped.withLock { isStopped in
                    if !isStopped { interrupter.interrupt() }
                    return isStopped
                }
            }
        }
    }

    func stop() { isStopped.withLock { $0 = true } }
}

struct InterruptTests {
    @Test func anotherThreadEndsTheQuery() throws {
        let connection = try connection()
        let interrupter = connection.interrupter
        let clock = ContinuousClock()
        let nuisance = Nuisance(interrupter)
        let start = clock.now
        let error = duckDBError { _ = try connection.query(endlessQuery) }
        nuisance.stop()
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
        let nuisance = Nuisance(interrupter)
        let error = duckDBError { _ = try connection.query("select sum(n) from endless()") }
        nuisance.stop()
        #expect(error?.kind == .interrupted)
        #expect(try connection.query("select 42").value() == 42)
    }
}
