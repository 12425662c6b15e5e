import Foundation
import Ingest

/// What a load did, told at its end.
public struct LoadSummary: Sendable, Codable {
    /// What a load did to one table.
    public struct Table: Sendable, Codable {
        /// The table's name.
        public let name: String
        /// Records read from its files.
        public var rowsRead = 0
        /// Of these, records that landed.
        public var rowsLanded = 0
        /// Of these, records that were rejected, each kept with its reason.
        public var rowsRejected = 0
        /// Landed rows whose key was not there before.
        public var rowsNew = 0
        /// Landed rows that replaced one of the same key with other values.
        public var rowsChanged = 0
    }

    /// Whether a new version was published. False where everything in the sources was there already.
    public let isPublished: Bool
    /// The version that is current now.
    public let version: String
    /// The batch that the sources' content makes.
    public let batch: String
    /// The tables that the sources hold.
    public let tables: [Table]
    /// Files that were passed over, each with the reason.
    public let ignored: [String]
    /// What the checks found; empty where nothing was published.
    public let checks: [CheckResult]
    /// Rows of earlier and present batches whose order is unknown; they wait in the rejects for it.
    public let rowsWaiting: Int
    /// The day that "the last 30 days" end on, as `YYYY-MM-DD`; nil while there are no orders.
    public let asOf: String?
    /// The folder that holds what was landed.
    public let home: String
    /// Where the version is: the home, or the URL of a database.
    public let warehouse: String
    /// How long it took.
    public let seconds: Double

    /// Checks whose rule holds.
    public var checksPassed: Int { checks.count(where: \.isPassed) }
    /// Checks that count known dirt.
    public var checksWarned: Int { checks.count { !$0.isPassed && $0.severity == .warn } }
}
