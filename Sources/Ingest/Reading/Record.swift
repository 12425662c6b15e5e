/// One field of a record: bytes in a reader's buffer.
struct FieldSlot {
    var start: UnsafePointer<UInt8>
    var count: Int
    var isQuoted: Bool
    /// Whether the bytes hold doubled quotes that are to become single ones.
    var isEscaped: Bool
}

/// The record on which a reader stands. Its fields are valid until the reader's next `next()`.
final class Record {
    /// The fields; the reader owns and fills them.
    let slots: UnsafeMutablePointer<FieldSlot>
    let capacity: Int
    private let nothing: UnsafeMutablePointer<UInt8>

    /// How many fields can be read: as many as there are columns, or fewer where `problem` says why.
    var count = 0
    /// The physical line of the file on which the record starts; the first line is 1.
    var line = 0
    /// The physical line on which the record ends; more than `line` where a quoted field holds line breaks.
    var endLine = 0
    /// Why the record cannot be used, or nil.
    var problem: RecordProblem?
    private var faultyText: [UInt8] = []

    /// The most bytes of a faulty record that are kept for the report of it.
    static let excerptLimit = 256

    /// A record of up to `capacity` fields.
    init(capacity: Int) {
        self.capacity = capacity
        nothing = .allocate(capacity: 8)
        nothing.initialize(repeating: 0, count: 8)
        slots = .allocate(capacity: max(capacity, 1))
        let empty = FieldSlot(start: nothing, count: 0, isQuoted: false, isEscaped: false)
        slots.initialize(repeating: empty, count: max(capacity, 1))
    }

    deinit {
        slots.deallocate()
        nothing.deallocate()
    }

    /// A slot without text.
    var emptySlot: FieldSlot { FieldSlot(start: nothing, count: 0, isQuoted: false, isEscaped: false) }

    /// The UTF-8 text of a field; empty for null and for a column that the record does not reach. Its base address
    /// is never nil.
    @inline(__always)
    func field(_ column: Int) -> UnsafeRawBufferPointer {
        guard column < count else { return UnsafeRawBufferPointer(start: nothing, count: 0) }
        let slot = slots[column]
        return UnsafeRawBufferPointer(start: slot.start, count: slot.count)
    }

    /// Whether a field has no text. An empty field, quoted or not, and JSON's null all count as null.
    @inline(__always)
    func isNull(_ column: Int) -> Bool {
        column >= count || slots[column].count == 0
    }

    /// Whether a field stood in quotes.
    func isQuoted(_ column: Int) -> Bool {
        column < count && slots[column].isQuoted
    }

    /// A field's text as a string, or nil for null.
    func text(_ column: Int) -> String? {
        isNull(column) ? nil : String(decoding: field(column), as: UTF8.self)
    }

    /// The beginning of what is at fault, at most `excerptLimit` bytes of the file, for a report; nil without a
    /// problem. Bytes that are no text, zero among them, show as U+FFFD.
    var excerpt: String? {
        problem == nil ? nil : String(decoding: faultyText, as: UTF8.self).replacing("\0", with: "\u{FFFD}")
    }

    /// Keeps the beginning of what is at fault, together with a problem.
    func keepExcerpt(_ bytes: UnsafeBufferPointer<UInt8>, encoding: TextEncoding?) {
        var kept = bytes.prefix(Self.excerptLimit)
        if encoding == .windows1252 {
            faultyText = Array(unsafeUninitializedCapacity: kept.count * Windows1252.maximumExpansion) {
                output, count in
                guard let base = output.baseAddress else { return }
                count = Windows1252.decode(UnsafeBufferPointer(rebasing: kept), to: base)
            }
        } else {
            // A character that the limit cuts is left out.
            if kept.count < bytes.count {
                while kept.count > Self.excerptLimit - 3, bytes[kept.count] & 0xC0 == 0x80 { kept.removeLast() }
            }
            faultyText = Array(kept)
        }
    }
}
