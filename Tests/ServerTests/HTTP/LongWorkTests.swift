import Foundation
import Testing
import Values

@testable import Server

/// Work that takes long and keeps nothing else waiting.
struct LongWorkTests {
    private static func work(capacity: Int = 100, timeLimit: Duration = .seconds(3600)) -> LongWork {
        LongWork(threads: 1, capacity: capacity, timeLimit: timeLimit)
    }

    /// Does pieces of a hundredth of a second each, and counts them.
    private static func doPieces(_ count: Int, _ work: LongWork, _ done: Locked<Int>) async throws {
        for _ in 0..<count {
            try await work.piece {
                Thread.sleep(forTimeInterval: 0.01)
                done.withLock { $0 += 1 }
            }
        }
    }

    @Test func aShortOneIsNotHeldUpByLongOnes() async throws {
        let (work, done) = (Self.work(), Locked(0))
        let long = (0..<4).map { _ in
            Task { try await work.whole(weight: 1, client: nil) { try await Self.doPieces(500, work, done) } }
        }
        while done.withLock({ $0 }) < 4 { try await Task.sleep(for: .milliseconds(1)) }
        #expect(try await work.whole(weight: 1, client: nil) { try await work.piece { 7 } } == 7)
        #expect(done.withLock { $0 } < 500)
        for task in long { task.cancel() }
        for task in long { await #expect(throws: CancellationError.self) { try await task.value } }
        #expect(done.withLock { $0 } < 2000)
    }

    @Test func moreThanTheCapacityIsRefusedAtOnce() async throws {
        let (work, done) = (Self.work(capacity: 100), Locked(0))
        let first = Task {
            try await work.whole(weight: 60, client: nil) { try await Self.doPieces(500, work, done) }
        }
        while done.withLock({ $0 }) == 0 { try await Task.sleep(for: .milliseconds(1)) }
        let refusal = await #expect(throws: APIError.self) { try await work.whole(weight: 41, client: nil) {} }
        #expect(refusal?.status == .serviceUnavailable)
        #expect(refusal?.code == "busy")
        #expect(refusal?.retryAfter != nil)
        try await work.whole(weight: 40, client: nil) {}
        first.cancel()
        _ = try? await first.value
        try await work.whole(weight: 100, client: nil) {}
    }

    @Test func itEndsWhenItsTimeIsOver() async throws {
        let (work, done) = (Self.work(timeLimit: .milliseconds(100)), Locked(0))
        await #expect(throws: AnswerTimeout.self) {
            try await work.whole(weight: 1, client: nil) { try await Self.doPieces(5000, work, done) }
        }
        let count = done.withLock { $0 }
        #expect(count < 2500)
        try await Task.sleep(for: .milliseconds(50))
        #expect(done.withLock { $0 } == count)
    }

    @Test func itEndsWhenItsClientLeaves() async throws {
        let (work, done, client) = (Self.work(), Locked(0), Client())
        let task = Task {
            try await work.whole(weight: 1, client: client) { try await Self.doPieces(5000, work, done) }
        }
        while done.withLock({ $0 }) == 0 { try await Task.sleep(for: .milliseconds(1)) }
        client.leave()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(done.withLock { $0 } < 2500)
    }

    @Test(.timeLimit(.minutes(1))) func itTakesNoneOfTheThreadsThatOthersNeed() async throws {
        let count = ProcessInfo.processInfo.activeProcessorCount * 2
        let (work, gate) = (
            LongWork(threads: count, capacity: count, timeLimit: .seconds(60)), DispatchSemaphore(value: 0)
        )
        let waiting = Locked(0)
        let tasks = (0..<count).map { _ in
            Task {
                try await work.whole(weight: 1, client: nil) {
                    try await work.piece {
                        waiting.withLock { $0 += 1 }
                        gate.wait()
                    }
                }
            }
        }
        // This one runs where they would be in the way.
        while waiting.withLock({ $0 }) < count { try await Task.sleep(for: .milliseconds(1)) }
        for _ in tasks { gate.signal() }
        for task in tasks { try await task.value }
    }
}
