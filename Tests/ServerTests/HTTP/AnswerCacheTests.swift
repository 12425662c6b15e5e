import Hummingbird
import Synchronization
import Testing

@testable import Server

/// Each question is asked once, and what was answered is kept as long as there is room.
struct AnswerCacheTests {
    private struct Broken: Error {}

    /// Holds makers back until it opens, and tells when one was cancelled.
    private final class Gate: Sendable {
        let started = Atomic(0)
        let cancelled = Atomic(0)
        private let isOpen = Atomic(false)

        func open() { isOpen.store(true, ordering: .releasing) }

        func pass() async throws {
            started.add(1, ordering: .relaxed)
            while !isOpen.load(ordering: .acquiring) {
                do { try await Task.sleep(for: .milliseconds(1)) } catch {
                    cancelled.add(1, ordering: .relaxed)
                    throw error
                }
            }
        }
    }

    private let key = AnswerKey(version: "1-a", question: "orders?days=30")
    private let cache = AnswerCache(capacity: 1_000_000, timeLimit: .seconds(60))

    private static func content(_ text: String) -> ServedContent {
        ServedContent(
            body: ByteBuffer(string: text), contentType: "application/json", tag: EntityTag(opaque: text))
    }

    private func text(_ content: ServedContent) -> String { String(buffer: content.plain.body) }

    private func wait(until condition: () -> Bool) async throws {
        for _ in 0..<20_000 {
            if condition() { return }
            try await Task.sleep(for: .milliseconds(1))
        }
        Issue.record("waited in vain")
    }

    @Test func aKeptAnswerIsNotMadeAgain() async throws {
        let first = try await cache.answer(for: key) { Self.content("1") }
        let second = try await cache.answer(for: key) { Self.content("2") }
        #expect(text(first.content) == "1")
        #expect(first.source == .made)
        #expect(text(second.content) == "1")
        #expect(second.source == .kept)
        let other = try await cache.answer(for: AnswerKey(version: "2-b", question: key.question)) { Self.content("3") }
        #expect(text(other.content) == "3")
        #expect(cache.figures.hits == 1)
        #expect(cache.figures.misses == 2)
    }

    @Test func manyWhoAskAtOnceAreAnsweredByOneQuestion() async throws {
        let gate = Gate()
        let sources = try await withThrowingTaskGroup(of: AnswerCache.Source.self) { group in
            for _ in 0..<50 {
                group.addTask {
                    try await cache.answer(for: key) {
                        try await gate.pass()
                        return Self.content("1")
                    }.source
                }
            }
            try await wait { cache.figures.waiting == 50 }
            gate.open()
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(gate.started.load(ordering: .relaxed) == 1)
        #expect(sources.filter { $0 == .made }.count == 1)
        #expect(sources.filter { $0 == .joined }.count == 49)
        #expect(cache.figures.running == 0)
    }

    @Test func aFailureReachesAllAndIsNotKept() async throws {
        let gate = Gate()
        let failures = try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<5 {
                group.addTask {
                    do {
                        _ = try await cache.answer(for: key) {
                            try await gate.pass()
                            throw Broken()
                        }
                        return false
                    } catch is Broken {
                        return true
                    }
                }
            }
            try await wait { cache.figures.waiting == 5 }
            gate.open()
            return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(failures == 5)
        #expect(cache.figures.failures == 1)
        #expect(try await cache.answer(for: key) { Self.content("2") }.source == .made)
    }

    @Test func oneWhoGoesAwayLeavesTheOthersWaiting() async throws {
        let gate = Gate()
        let ask: @Sendable () async throws -> AnswerCache.Source = {
            try await cache.answer(for: key) {
                try await gate.pass()
                return Self.content("1")
            }.source
        }
        // The first to ask is the one to go.
        let first = Task { try await ask() }
        try await wait { cache.figures.waiting == 1 }
        let second = Task { try await ask() }
        try await wait { cache.figures.waiting == 2 }
        first.cancel()
        await #expect(throws: CancellationError.self) { try await first.value }
        #expect(gate.cancelled.load(ordering: .relaxed) == 0)
        gate.open()
        #expect(try await second.value == .joined)
    }

    @Test func theQuestionEndsWhenNobodyWaitsForIt() async throws {
        let gate = Gate()
        let client = Client()
        let waiters = [
            Task {
                try await cache.answer(for: key, client: client) {
                    try await gate.pass(); throw Broken()
                }
            },
            Task {
                try await cache.answer(for: key) {
                    try await gate.pass(); throw Broken()
                }
            },
        ]
        try await wait { cache.figures.waiting == 2 }
        client.leave()
        await #expect(throws: CancellationError.self) { try await waiters[0].value }
        waiters[1].cancel()
        await #expect(throws: CancellationError.self) { try await waiters[1].value }
        try await wait { gate.cancelled.load(ordering: .relaxed) == 1 }
        #expect(gate.started.load(ordering: .relaxed) == 1)
        #expect(cache.figures.abandoned == 1)
        // Whoever comes next does not get the cancelled one's end.
        #expect(try await cache.answer(for: key) { Self.content("2") }.source == .made)
    }

    @Test func aCancelledTaskAndALeftClientDoNotWait() async throws {
        let gate = Gate()
        let cancelled = Task {
            try? await Task.sleep(for: .seconds(60))
            return try await cache.answer(for: key) {
                try await gate.pass(); throw Broken()
            }.source
        }
        cancelled.cancel()
        await #expect(throws: CancellationError.self) { try await cancelled.value }
        let client = Client()
        client.leave()
        await #expect(throws: CancellationError.self) {
            try await cache.answer(for: key, client: client) {
                try await gate.pass(); throw Broken()
            }
        }
        #expect(cache.figures.running == 0)
    }

    @Test func whatTakesTooLongIsCancelled() async throws {
        let gate = Gate()
        let cache = AnswerCache(capacity: 1_000_000, timeLimit: .milliseconds(20))
        await #expect(throws: AnswerTimeout.self) {
            try await cache.answer(for: key) {
                try await gate.pass(); throw Broken()
            }
        }
        try await wait { gate.cancelled.load(ordering: .relaxed) == 1 }
        #expect(cache.figures.timeouts == 1)
        #expect(cache.figures.running == 0)
    }

    @Test func memoryIsBounded() async throws {
        let cache = AnswerCache(capacity: 100_000, timeLimit: .seconds(60))
        for number in 0..<100 {
            let body = String(repeating: "\(number % 10)", count: 10_000)
            let key = AnswerKey(version: "1-a", question: "\(number)")
            _ = try await cache.answer(for: key) { Self.content(body) }
            #expect(cache.figures.bytes <= 100_000)
        }
        #expect(cache.figures.count > 3)
        #expect(cache.figures.evictions == 100 - cache.figures.count)
    }

    @Test func withoutRoomNothingIsKept() async throws {
        let cache = AnswerCache(capacity: 0, timeLimit: .seconds(60))
        for _ in 0..<3 { #expect(try await cache.answer(for: key) { Self.content("1") }.source == .made) }
        #expect(cache.figures.bytes == 0)
    }

    @Test func olderVersionsAreForgotten() async throws {
        for version in ["1-a", "2-b"] {
            _ = try await cache.answer(for: AnswerKey(version: version, question: "x")) { Self.content(version) }
        }
        cache.keepOnly(version: "2-b")
        #expect(cache.figures.count == 1)
        let kept = try await cache.answer(for: AnswerKey(version: "2-b", question: "x")) { Self.content("other") }
        #expect(kept.source == .kept)
    }

    @Test func aTagNamesTheVersionAndTheQuestion() {
        #expect(key.tag == AnswerKey(version: "1-a", question: "orders?days=30").tag)
        #expect(key.tag != AnswerKey(version: "2-a", question: "orders?days=30").tag)
        #expect(key.tag != AnswerKey(version: "1-a", question: "orders?days=31").tag)
        #expect(key.tag.opaque.utf8.count == 32)
    }
}
