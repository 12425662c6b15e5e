import Foundation
import Values

/// The value of the `Date` header, made once a second.
final class DateLine: Sendable {
    private struct State {
        var second = Int.min
        var text = ""
    }

    private let state = Locked(State())

    /// The value now.
    var now: String {
        let second = Int(Date().timeIntervalSince1970.rounded(.down))
        return state.withLock { state in
            if state.second != second { state = State(second: second, text: CivilTime(seconds: second).httpDate) }
            return state.text
        }
    }
}
