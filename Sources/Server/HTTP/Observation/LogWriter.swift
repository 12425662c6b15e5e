import Dispatch
import Foundation
import Values

/// Writes lines to a file descriptor, many with one system call, from a thread of its own.
///
/// Whoever logs never waits for the terminal or pipe behind it. When that cannot keep up, lines are dropped, and a line
/// says how many.
final class LogWriter: Sendable {
    private struct State {
        var lines: [UInt8] = []
        var dropped = 0
        var isScheduled = false
    }

    /// Lines that wait to be written take no more than this many bytes.
    static let most = 4 << 20

    private let state = Locked(State())
    private let queue = DispatchQueue(label: "vitrine.log")
    private let descriptor: Int32
    private let delay: DispatchTimeInterval

    /// - Parameters:
    ///   - descriptor: Where to write; it stays open.
    ///   - delay: How long a line may wait for others to be written with.
    init(descriptor: Int32 = STDERR_FILENO, delay: DispatchTimeInterval = .milliseconds(50)) {
        self.descriptor = descriptor
        self.delay = delay
    }

    /// Takes a line to write soon.
    ///
    /// - Parameter line: Appends the line and its end to the bytes it is given.
    func write(_ line: (inout [UInt8]) -> Void) {
        let isFirst = state.withLock { state in
            guard state.lines.count < Self.most else {
                state.dropped += 1
                return false
            }
            line(&state.lines)
            defer { state.isScheduled = true }
            return !state.isScheduled
        }
        if isFirst { queue.asyncAfter(deadline: .now() + delay) { [self] in drain() } }
    }

    /// Writes all lines taken so far, and returns when that is done.
    func flush() { queue.sync { drain() } }

    private func drain() {
        let (lines, dropped) = state.withLock { state in
            defer { state = State() }
            return (state.lines, state.dropped)
        }
        put(lines)
        if dropped > 0 { put(Array("level=warning message=\"\(dropped) lines of the log were dropped\"\n".utf8)) }
    }

    private func put(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { bytes in
            var rest = bytes[...]
            while !rest.isEmpty {
                let written = Foundation.write(
                    descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                if written < 0, errno == EINTR { continue }
                // Nobody reads any more; there is no one to tell.
                guard written > 0 else { return }
                rest = rest.dropFirst(written)
            }
        }
    }
}
