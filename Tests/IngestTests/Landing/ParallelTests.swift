import DuckDB
import Testing

@testable import Ingest

@Suite struct ParallelTests {
    @Test func whatIsAddedIsDoneOnceAfterWhatWaits() throws {
        for threads in 1...3 {
            let done = Locked<[Int]>([])
            try inParallel(Array(1...100), using: Array(0..<threads)) { item, _ in
                done.withLock { $0.append(item) }
                return item <= 100 ? item + 1000 : nil
            }
            let order = done.withLock { $0 }
            #expect(order.sorted() == Array(1...100) + Array(1001...1100), "\(threads) threads")
            if threads == 1 { #expect(order == order.sorted()) }
        }
    }

    @Test func afterAnErrorNothingIsBegun() {
        struct Failure: Error {}
        let done = Locked<[Int]>([])
        #expect(throws: Failure.self) {
            try inParallel([1, 2, 3], using: [0]) { item, _ in
                if item == 2 { throw Failure() }
                done.withLock { $0.append(item) }
                return item + 10
            }
        }
        #expect(done.withLock { $0 } == [1])
    }
}
