import Testing
import Values

@testable import Warehouse

/// Alarms go off at their time, unless they were called off.
struct AlarmsTests {
    private let alarms = Alarms()
    private let heard = Locked<[String]>([])

    private func set(_ name: String, after delay: Duration, times: Int = 1) -> UInt64 {
        alarms.set(after: delay) { [heard] in
            heard.withLock { heard in
                heard.append(name)
                return heard.count { $0 == name } < times
            }
        }
    }

    private func heard(_ name: String) async throws {
        while !heard.withLock({ $0.contains(name) }) { try await Task.sleep(for: .milliseconds(5)) }
    }

    @Test(.timeLimit(.minutes(1)))
    func theEarlierGoesOffFirstAndTheCalledOffNever() async throws {
        _ = set("late", after: .milliseconds(250))
        let never = set("never", after: .milliseconds(150))
        _ = set("early", after: .milliseconds(20))
        alarms.cancel(never)
        try await heard("late")
        #expect(heard.withLock { $0 } == ["early", "late"])
    }

    @Test(.timeLimit(.minutes(1)))
    func oneThatWantsToIsAskedAgain() async throws {
        _ = set("thrice", after: .zero, times: 3)
        _ = set("end", after: .milliseconds(600))
        try await heard("end")
        #expect(heard.withLock { $0 } == ["thrice", "thrice", "thrice", "end"])
    }

    @Test(.timeLimit(.minutes(1)))
    func aClockThatRestsStartsAgain() async throws {
        _ = set("first", after: .zero)
        try await heard("first")
        try await Task.sleep(for: .milliseconds(1500))
        _ = set("second", after: .zero)
        try await heard("second")
        #expect(heard.withLock { $0 } == ["first", "second"])
    }
}
