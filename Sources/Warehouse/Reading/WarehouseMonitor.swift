import Dispatch
import DuckDB

/// Keeps the current version of a home open and changes to a newer one when it is published.
///
/// Whoever asks holds the version it got until its answer is done: a change in between neither fails the question nor
/// mixes two versions in one answer.
public final class WarehouseMonitor: Sendable {
    private let home: Home
    private let meter: QueryMeter
    private let state: Locked<OpenWarehouse?>

    /// Opens the current version, if there is one.
    ///
    /// - Parameters:
    ///   - home: Where to look.
    ///   - meter: Limits and counts the questions to whatever version is current.
    public init(home: Home, meter: QueryMeter = QueryMeter()) throws {
        self.home = home
        self.meter = meter
        state = Locked(try OpenWarehouse.current(of: home, meter: meter))
    }

    /// The version to ask, or nil while nothing was published.
    public var current: OpenWarehouse? { state.withLock { $0 } }

    /// Looks whether another version became current, and opens it then, off the cooperative threads.
    ///
    /// - Returns: The newly opened version, or nil where nothing changed.
    public func refresh() async throws -> OpenWarehouse? {
        let number = VersionStore(home: home).currentNumber()
        guard let number, number != current?.version.number else { return nil }
        let opened = try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async { [home, meter] in
                continuation.resume(with: Result { try OpenWarehouse.current(of: home, meter: meter) })
            }
        }
        guard let opened else { return nil }
        state.withLock { $0 = opened }
        return opened
    }
}
