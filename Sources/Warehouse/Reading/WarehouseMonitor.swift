import Dispatch
import DuckDB

/// Keeps the current version open and changes to a newer one when it is published.
///
/// Whoever asks holds the version it got until its answer is done: a change in between neither fails the question nor
/// mixes two versions in one answer.
public final class WarehouseMonitor: Sendable {
    private struct State {
        var current: OpenWarehouse?
        var obstacle: WarehouseError?
    }

    private let home: Home
    private let warehouse: WarehouseAddress
    private let asOf: Day?
    private let meter: QueryMeter
    private let watcher: VersionWatcher
    private let state: Locked<State>

    /// Opens the current version, if there is one. A database server that does not answer yet is no error: ``refresh()``
    /// finds it later.
    ///
    /// - Parameters:
    ///   - home: The home.
    ///   - warehouse: Where the versions are, when not in the home.
    ///   - asOf: The as-of day of whatever version is current, in place of the one that its data says.
    ///   - meter: Limits and counts the questions to whatever version is current.
    public init(
        home: Home, warehouse: WarehouseAddress = .embedded, asOf: Day? = nil, meter: QueryMeter = QueryMeter()
    ) throws {
        self.home = home
        self.warehouse = warehouse
        self.asOf = asOf
        self.meter = meter
        watcher = try VersionWatcher(home: home, warehouse: warehouse)
        var state = State()
        do {
            state.current = try OpenWarehouse.current(of: home, in: warehouse, asOf: asOf, meter: meter)
        } catch let error as WarehouseError where error.kind == .unavailable {
            state.obstacle = error
        }
        self.state = Locked(state)
    }

    /// The version to ask, or nil while nothing was published, or nothing can be reached.
    public var current: OpenWarehouse? { state.withLock { $0.current } }

    /// Why the last look for the current version failed; nil where it did not.
    public var obstacle: WarehouseError? { state.withLock { $0.obstacle } }

    /// Looks whether another version became current, and opens it then, off the cooperative threads.
    ///
    /// - Returns: The newly opened version, or nil where nothing changed.
    /// - Throws: ``WarehouseError``; the version that is open stays so.
    public func refresh() async throws -> OpenWarehouse? {
        do {
            guard try await watcher.hasOther(than: current?.version) else {
                state.withLock { $0.obstacle = nil }
                return nil
            }
            let opened = try await withCheckedThrowingContinuation { continuation in
                DispatchQueue.global().async { [home, warehouse, asOf, meter] in
                    continuation.resume(
                        with: Result { try OpenWarehouse.current(of: home, in: warehouse, asOf: asOf, meter: meter) })
                }
            }
            state.withLock { state in
                state.obstacle = nil
                if let opened { state.current = opened }
            }
            return opened
        } catch let error as WarehouseError {
            state.withLock { $0.obstacle = error }
            throw error
        }
    }
}
