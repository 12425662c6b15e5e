/// What an `Accept-Encoding` header allows.
///
///     AcceptEncoding("gzip;q=0.5, identity;q=0.9").prefersGzip   // false
struct AcceptEncoding {
    /// Whether a gzipped body may be sent, and the client would rather have it than a plain one.
    let prefersGzip: Bool

    /// Reads the header; a client without one is sent plain bodies.
    ///
    /// - Parameter header: All its values, joined by commas. What cannot be understood allows nothing.
    init(_ header: String?) {
        guard let header else {
            prefersGzip = false
            return
        }
        var gzip: Int?
        var identity: Int?
        var others: Int?
        for item in header.utf8.split(separator: UInt8(ascii: ",")) {
            let parts = item.split(separator: UInt8(ascii: ";"))
            guard let first = parts.first, let quality = Self.quality(parts.dropFirst()) else { continue }
            let coding = Self.trimmed(first)
            if Self.equal(coding, "gzip") || Self.equal(coding, "x-gzip") { gzip = quality }
            if Self.equal(coding, "identity") { identity = quality }
            if Self.equal(coding, "*") { others = quality }
        }
        let quality = gzip ?? others ?? 0
        // A plain body that is not mentioned is acceptable, but less welcome than a coding that is.
        prefersGzip = quality > 0 && quality >= identity ?? 0
    }

    /// The weight in thousandths, 1000 where none is given, nil where it is malformed.
    private static func quality(_ parameters: ArraySlice<Substring.UTF8View>) -> Int? {
        for parameter in parameters {
            let text = trimmed(parameter)
            guard let name = text.first, name | 0x20 == UInt8(ascii: "q"), text.dropFirst().first == UInt8(ascii: "=")
            else { continue }
            return thousandths(text.dropFirst(2))
        }
        return 1000
    }

    /// `0`, `1`, `0.5`, `1.000`: at most three digits after the point, at most 1.
    private static func thousandths(_ text: Substring.UTF8View) -> Int? {
        guard let whole = text.first, whole == UInt8(ascii: "0") || whole == UInt8(ascii: "1") else { return nil }
        var rest = text.dropFirst()
        var value = Int(whole - UInt8(ascii: "0")) * 1000
        guard let point = rest.first else { return value }
        rest = rest.dropFirst()
        guard point == UInt8(ascii: "."), rest.count <= 3 else { return nil }
        var unit = 100
        for digit in rest {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
            value += Int(digit - UInt8(ascii: "0")) * unit
            unit /= 10
        }
        return value <= 1000 ? value : nil
    }

    private static func trimmed(_ text: Substring.UTF8View) -> Substring.UTF8View {
        var text = text
        while let first = text.first, first == 0x20 || first == 0x09 { text = text.dropFirst() }
        while let last = text.last, last == 0x20 || last == 0x09 { text = text.dropLast() }
        return text
    }

    /// Whether two names are the same but for the case of ASCII letters.
    private static func equal(_ text: Substring.UTF8View, _ name: StaticString) -> Bool {
        name.withUTF8Buffer { name in
            text.count == name.count && zip(text, name).allSatisfy { $0 == $1 || ($0 | 0x20 == $1 && $0 >= 0x41) }
        }
    }
}
