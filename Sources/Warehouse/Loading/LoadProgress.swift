import DuckDB
import Ingest

/// Where a load is; asked for from outside while it goes on.
public final class LoadProgress: Sendable {
    /// What a load does, in this order.
    public enum Stage: Sendable, Hashable {
        /// Reading, typing and landing the sources' records.
        case reading
        /// Telling new and changed rows from known ones.
        case comparing
        /// Building a table of the new version.
        case building(model: String)
        /// Checking the new version.
        case checking(check: String)
        /// Copying a table of the new version to where it is published.
        case copying(table: String)
        /// Making the new version the current one.
        case publishing
    }

    /// What has been read.
    public let landing = LandingProgress()
    private let current = Locked(Stage.reading)
    private let onChange: (@Sendable (Stage) -> Void)?

    /// - Parameter onChange: Called at every change of stage, on the thread that loads.
    public init(onChange: (@Sendable (Stage) -> Void)? = nil) { self.onChange = onChange }

    /// The stage now.
    public var stage: Stage { current.withLock { $0 } }

    func enter(_ stage: Stage) {
        current.withLock { $0 = stage }
        onChange?(stage)
    }
}
