/// What a `Range` header asks for of a body.
///
///     ByteRange("bytes=-500", of: 2000)   // .part(1500..<2000)
enum ByteRange: Equatable {
    /// The whole body: the header asks for several parts, for something other than bytes, or cannot be understood.
    case whole
    /// These bytes.
    case part(Range<Int>)
    /// Bytes that are not there.
    case notThere

    /// - Parameters:
    ///   - header: The header's value.
    ///   - length: How many bytes the body has.
    init(_ header: String, of length: Int) {
        guard let match = header.wholeMatch(of: /(?i)bytes=[ \t]*([0-9]{0,18})-([0-9]{0,18})[ \t]*/) else {
            self = .whole
            return
        }
        switch (Int(match.1), Int(match.2)) {
        case (let first?, let last?) where last < first: self = .whole
        case (let first?, let last):
            self = first < length ? .part(first..<min(last ?? length, length - 1) + 1) : .notThere
        case (nil, let count?): self = count > 0 && length > 0 ? .part(max(0, length - count)..<length) : .notThere
        case (nil, nil): self = .whole
        }
    }
}
