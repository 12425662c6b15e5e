/// A JSON body that an endpoint takes by POST.
struct RequestBody: Sendable {
    /// What it holds, in words.
    let words: String
    /// Its JSON Schema.
    let schema: JSON
    /// Its fields, for people.
    let fields: [Field]
    /// A body to try.
    let example: String

    /// The most bytes that are read.
    static let mostBytes = RequestLimits().bodyLength
    /// The most bytes that are worked on at a time, of all requests; what they ask takes many times the memory.
    static let mostBytesTogether = 4 * mostBytes
}
