/// A record that did not land, and why.
struct Reject {
    let table: String
    let file: String
    /// The line where the record starts; the header is line 1.
    let line: Int
    /// The column at fault, or nil where the record as a whole is.
    let column: String?
    /// What the column holds, cut to a readable length.
    let value: String?
    /// What is wrong with it, in words.
    let reason: String

    /// The longest value that is kept, in characters.
    static let longestValue = 200

    /// A field's bytes as a value that can be kept and shown.
    static func value(_ field: UnsafeRawBufferPointer) -> String {
        let bytes = field.prefix(longestValue * 4)
        let text = String(decoding: bytes, as: UTF8.self).prefix(longestValue)
        return bytes.count < field.count || text.utf8.count < bytes.count ? text + "…" : String(text)
    }
}
