import Dispatch

/// Does things when their time has come, unless they were called off before: to about a twentieth of a second, by one look
/// at a clock for all of them. A timer of its own would cost each question more than many questions cost.
package final class Alarms: Sendable {
    /// What to do; true to be asked again at the next look.
    package typealias Action = @Sendable () -> Bool

    private struct Alarm {
        let time: ContinuousClock.Instant
        let action: Action
    }

    private struct State {
        var alarms: [UInt64: Alarm] = [:]
        var lastID: UInt64 = 0
        var timer: (any DispatchSourceTimer)?
        /// How often nothing was there to wait for.
        var idleLooks = 0
    }

    /// Those of the program.
    package static let shared = Alarms()

    private static let interval = DispatchTimeInterval.milliseconds(50)
    /// Looks without an alarm before the clock rests: a second's.
    private static let mostIdleLooks = 20

    private let state = Locked(State())
    private let queue = DispatchQueue(label: "alarms")

    /// No alarms.
    package init() {}

    /// Sets an alarm.
    ///
    /// - Parameters:
    ///   - delay: How long from now.
    ///   - action: What to do; it is quick, or keeps the others waiting.
    /// - Returns: What ``cancel(_:)`` knows it by.
    package func set(after delay: Duration, _ action: @escaping Action) -> UInt64 {
        state.withLock { state in
            state.lastID += 1
            state.alarms[state.lastID] = Alarm(time: .now + delay, action: action)
            state.idleLooks = 0
            if state.timer == nil { state.timer = started() }
            return state.lastID
        }
    }

    /// Calls an alarm off. One that goes off at this moment may still do so.
    package func cancel(_ id: UInt64) {
        state.withLock { _ = $0.alarms.removeValue(forKey: id) }
    }

    private func started() -> any DispatchSourceTimer {
        let timer = DispatchSource.makeTimerSource(queue: queue)
        timer.schedule(deadline: .now() + Self.interval, repeating: Self.interval, leeway: .milliseconds(10))
        timer.setEventHandler { [weak self] in self?.look() }
        timer.resume()
        return timer
    }

    private func look() {
        let now = ContinuousClock.now
        let due = state.withLock { state in
            state.idleLooks = state.alarms.isEmpty ? state.idleLooks + 1 : 0
            if state.idleLooks > Self.mostIdleLooks {
                state.timer?.cancel()
                state.timer = nil
            }
            let due = state.alarms.filter { $0.value.time <= now }
            for id in due.keys { state.alarms[id] = nil }
            return due
        }
        let again = due.filter { $0.value.action() }
        state.withLock { $0.alarms.merge(again) { one, _ in one } }
    }
}
