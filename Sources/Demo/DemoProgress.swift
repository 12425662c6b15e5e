/// How far the writing of a synthetic export has come.
public struct DemoProgress: Equatable, Sendable {
    /// What is being written, for a person: "places", "catalogue", "orders".
    public var stage: String
    /// The part of the whole export that is done, from 0 to 1.
    public var fraction: Double
    /// Rows written so far, over all files.
    public var rows: Int
    /// Bytes written so far, over all files.
    public var bytes: Int
}
