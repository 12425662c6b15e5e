import DuckDB
import Warehouse

/// Keeps the current models of a home ready, and changes to newer ones, and to a newer version of the warehouse.
public final class PredictorMonitor: Sendable {
    private struct State {
        var predictor: Predictor?
        var refusal: LearningError?
        var seen: Seen?
        var look: Look?
    }

    /// A look that goes on, for all who ask meanwhile.
    private struct Look {
        let seen: Seen
        let task: Task<Void, Never>
    }

    /// What was looked at last; the same again needs no look.
    private struct Seen: Hashable {
        let model: Int?
        let version: String
    }

    private let home: Home
    private let state = Locked(State())

    /// Nothing is read before the first ``refresh(over:)``.
    public init(home: Home) { self.home = home }

    /// The models to ask, or nil where there are none or they are refused.
    public var current: Predictor? { state.withLock { $0.predictor } }

    /// Why there is nothing to ask; nil where there is.
    public var refusal: LearningError? { state.withLock { $0.predictor == nil ? $0.refusal ?? .noModel : nil } }

    /// Looks whether other models or another version became current. Refused models leave nothing to ask.
    ///
    /// - Returns: Whether anything changed.
    @discardableResult
    public func refresh(over warehouse: OpenWarehouse) async -> Bool {
        let seen = Seen(model: ModelStore(home: home).currentNumber(), version: warehouse.version.name)
        let look = state.withLock { state -> Task<Void, Never>? in
            if state.seen == seen { return nil }
            if let look = state.look, look.seen == seen { return look.task }
            // Of its own, since who asked first may leave before the others have their answer.
            let task = Task.detached { await self.look(seen, warehouse) }
            state.look = Look(seen: seen, task: task)
            return task
        }
        guard let look else { return false }
        await look.value
        return true
    }

    private func look(_ seen: Seen, _ warehouse: OpenWarehouse) async {
        var next = State(seen: seen)
        do {
            next.predictor = try await Predictor.current(of: home, over: warehouse)
        } catch let error as LearningError {
            next.refusal = error
        } catch {
            // A database that does not answer: the next look may succeed.
            next.seen = nil
            next.refusal = LearningError(.environment, "The model cannot be opened: \(error)")
        }
        let found = next
        // Where a later look began meanwhile, what this one found is old.
        state.withLock { if $0.look?.seen == seen { $0 = found } }
    }
}
