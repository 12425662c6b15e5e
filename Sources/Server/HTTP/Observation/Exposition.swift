/// A page in Prometheus's text format, version 0.0.4.
///
///     # HELP vitrine_cache_bytes What kept answers take in memory.
///     # TYPE vitrine_cache_bytes gauge
///     vitrine_cache_bytes 4096
struct Exposition {
    /// What kind of number a metric is.
    enum Kind: String {
        /// It only grows.
        case counter
        /// It goes up and down.
        case gauge
        /// It counts how often something took how long.
        case histogram
    }

    /// The media type of the page.
    static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    /// The page so far.
    private(set) var text = ""

    /// Begins a metric; its samples follow.
    mutating func declare(_ name: String, _ kind: Kind, _ help: String) {
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n"
    }

    /// Adds a number with its labels.
    mutating func add(_ name: String, _ labels: [(String, String)] = [], _ value: Int) {
        line(name, labels, String(value))
    }

    /// Adds a number with its labels.
    mutating func add(_ name: String, _ labels: [(String, String)] = [], _ value: Double) {
        line(name, labels, value.description)
    }

    /// A metric of one number.
    mutating func add(_ name: String, _ kind: Kind, _ help: String, _ value: Int) {
        declare(name, kind, help)
        add(name, [], value)
    }

    /// A metric of one number.
    mutating func add(_ name: String, _ kind: Kind, _ help: String, _ value: Double) {
        declare(name, kind, help)
        add(name, [], value)
    }

    /// Adds a histogram with its labels: each bucket holds all that took no longer than its bound.
    mutating func add(_ name: String, _ labels: [(String, String)] = [], _ histogram: Histogram) {
        var sum = 0
        for (bound, count) in zip(Histogram.bounds, histogram.counts) {
            sum += count
            line(name + "_bucket", labels + [("le", bound.description)], String(sum))
        }
        line(name + "_bucket", labels + [("le", "+Inf")], String(histogram.count))
        line(name + "_sum", labels, histogram.seconds.description)
        line(name + "_count", labels, String(histogram.count))
    }

    private mutating func line(_ name: String, _ labels: [(String, String)], _ value: String) {
        text += name
        if !labels.isEmpty {
            text += "{" + labels.map { "\($0.0)=\"\(Self.escaped($0.1))\"" }.joined(separator: ",") + "}"
        }
        text += " " + value + "\n"
    }

    private static func escaped(_ value: String) -> String {
        value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }
}
