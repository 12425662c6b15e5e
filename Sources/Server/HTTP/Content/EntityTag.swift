/// The name of a body: two bodies with the same tag are the same, byte for byte.
struct EntityTag: Hashable, Sendable, CustomStringConvertible {
    /// What stands between the quotation marks.
    let opaque: String

    /// The tag as it is written in a header.
    var description: String { "\"\(opaque)\"" }

    /// The tag of this body's gzipped form, which is other bytes and so has another tag.
    var compressed: EntityTag { EntityTag(opaque: opaque + "-gzip") }

    /// Whether an `If-None-Match` header names this tag.
    ///
    /// The comparison is the weak one: `W/"x"` matches `"x"`. A `*` matches any.
    ///
    /// - Parameter header: All the header's values, joined by commas; nil where it was not sent.
    func isNamed(in header: String?) -> Bool {
        guard let header else { return false }
        var rest = header.utf8[...]
        while let first = rest.first {
            switch first {
            case UInt8(ascii: "*"): return true
            case UInt8(ascii: "\""):
                rest = rest.dropFirst()
                guard let end = rest.firstIndex(of: UInt8(ascii: "\"")) else { return false }
                if rest[..<end].elementsEqual(opaque.utf8) { return true }
                rest = rest[end...].dropFirst()
            // Commas, spaces, and the W/ of a weak tag.
            default: rest = rest.dropFirst()
            }
        }
        return false
    }
}
