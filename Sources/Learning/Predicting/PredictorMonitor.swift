import DuckDB
import Warehouse

/// Keeps the current models of a home ready, and changes to newer ones, and to a newer version of the warehouse.
public final class PredictorMonitor: Sendable {
    private struct State {
        var predictor: Predictor?
        var refusal: LearningError?
        var seen: Seen?
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
        guard state.withLock({ $0.seen != seen }) else { return false }
        var next = State(seen: seen)
        do {
            next.predictor = try await Predictor.current(of: home, over: warehouse)
        } catch let error as LearningError {
            next.refusal = error
        } catch {
            // A database that does not answer, or a client that left: the next look may succeed.
            next.seen = nil
            next.refusal = LearningError(.environment, "The model cannot be opened: \(error)")
        }
        let ready = next
        state.withLock { $0 = ready }
        return true
    }
}
