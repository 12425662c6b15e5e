/// A reader of records of one file, whatever its format.
///
/// `next()` throws only where the file cannot be read on (damage, an archive's limits). What is wrong with a single
/// record stands in `record.problem`, and the records after it can be read.
protocol RecordReader: AnyObject {
    /// The file's name for messages.
    var fileName: String { get }
    /// The names that the file's beginning gives its columns, as it spells them.
    var header: [String] { get }
    /// The names of the fields, in their order.
    var columns: [String] { get }
    /// The record on which the reader stands; the same object for the reader's whole life.
    var record: Record { get }
    /// Goes to the next record; false at the end of the file.
    func next() throws(IngestError) -> Bool
}
