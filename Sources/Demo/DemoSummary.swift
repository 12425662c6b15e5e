/// What a synthetic export holds, counted while it was written.
public struct DemoSummary: Codable, Equatable, Sendable {
    /// One file of the export.
    public struct File: Codable, Equatable, Sendable {
        /// File name without its folder, as Olist names it.
        public var name: String
        /// Records, the header not counted. A record with quoted line breaks is one row.
        public var rows: Int
        /// Size in bytes.
        public var bytes: Int
    }

    /// The nine files, in the order of ``DemoShop/tables``.
    public var files: [File]
    /// Rows that are dirty on purpose: the raw value of each ``DemoDirt`` with its exact count.
    public var dirt: [String: Int]
    /// Figures that a warehouse must reproduce: the raw value of each ``DemoTotal`` with its exact value.
    public var totals: [String: Int]
    /// Day of the first order, `YYYY-MM-DD`.
    public var firstDay: String
    /// Day of the last order, stragglers included, `YYYY-MM-DD`.
    public var lastDay: String
    /// The last day with at least a tenth of the median day's orders (median over days with orders), `YYYY-MM-DD`.
    public var asOfDay: String

    /// Bytes over all files.
    public var bytes: Int { files.reduce(0) { $0 + $1.bytes } }
    /// Rows over all files.
    public var rows: Int { files.reduce(0) { $0 + $1.rows } }

    /// The count of one kind of dirt.
    public subscript(dirt: DemoDirt) -> Int { self.dirt[dirt.rawValue] ?? 0 }
    /// The value of one total.
    public subscript(total: DemoTotal) -> Int { totals[total.rawValue] ?? 0 }
}
