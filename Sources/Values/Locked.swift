import Foundation

/// A value behind a lock, for what several threads share.
///
/// It does what `Synchronization.Mutex` does, with a lock that the thread sanitizer knows; on Linux it does not know that
/// of `Mutex` and reports races where there are none.
package final class Locked<Value>: @unchecked Sendable {
    private let lock = NSLock()
    private var value: Value

    /// Puts a value behind a lock of its own.
    package init(_ value: Value) {
        self.value = value
    }

    /// Runs `body` alone with the value. It must not lock the same value again.
    package func withLock<T, Failure: Error>(_ body: (inout Value) throws(Failure) -> T) throws(Failure) -> T {
        lock.lock()
        defer { lock.unlock() }
        return try body(&value)
    }
}
