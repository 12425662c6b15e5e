import Foundation

/// Standard error, where progress and errors go.
enum Terminal {
    /// Whether a person looks at standard error, so that a line may be rewritten in place.
    static let isInteractive = isatty(STDERR_FILENO) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"

    /// Whether colour is welcome there (https://no-color.org).
    private static let hasColour =
        isInteractive && (ProcessInfo.processInfo.environment["NO_COLOR"] ?? "").isEmpty

    /// A style of text.
    enum Style: String {
        case bold = "1"
        case red = "31"
        case green = "32"
        case yellow = "33"
        case dim = "2"
    }

    /// The text in a style, or as it is where colour is not welcome.
    static func styled(_ text: String, _ style: Style) -> String {
        hasColour ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
    }

    /// Writes to standard error. Where nothing can be written there, the work goes on untold.
    static func write(_ text: String) {
        try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
    }

    static func error(_ message: String) {
        write(styled("error:", .red) + " \(message)\n")
    }
}

/// How numbers are written for people.
enum Figures {
    /// A count with commas between its thousands.
    static func count(_ value: Int) -> String {
        var digits = Array(String(value.magnitude))
        var index = digits.count - 3
        while index > 0 {
            digits.insert(",", at: index)
            index -= 3
        }
        return (value < 0 ? "-" : "") + String(digits)
    }

    /// A size in bytes with its unit.
    static func size(_ bytes: Int) -> String {
        let units = ["B", "kB", "MB", "GB", "TB"]
        var value = Double(bytes)
        var unit = 0
        while value >= 1000, unit < units.count - 1 {
            value /= 1000
            unit += 1
        }
        return unit == 0 ? "\(bytes) B" : "\(fixed(value, 1)) \(units[unit])"
    }

    /// A number with so many decimals, whatever the locale.
    static func fixed(_ value: Double, _ decimals: Int) -> String {
        String(format: "%.\(decimals)f", value)
    }

    /// A share in percent.
    static func percent(_ share: Double) -> String {
        share > 0 && share < 0.0005 ? "<0.1%" : fixed(share * 100, 1) + "%"
    }
}

/// A table of text, its columns as wide as their widest cell.
struct TextTable {
    private let header: [String]
    private let textColumns: Int
    private var rows: [[String]] = []

    /// - Parameter textColumns: How many of the first columns hold text, which stands to the left.
    init(_ header: [String], textColumns: Int = 1) {
        self.header = header
        self.textColumns = textColumns
    }

    mutating func add(_ cells: [String]) { rows.append(cells) }

    /// The lines; text to the left, the other columns, being numbers, to the right.
    var lines: [String] {
        let all = [header] + rows
        let widths = header.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
        return all.map { cells in
            cells.enumerated().map { column, cell in
                let gap = String(repeating: " ", count: widths[column] - cell.count)
                if column >= textColumns { return gap + cell }
                return column == header.count - 1 ? cell : cell + gap
            }.joined(separator: "  ")
        }
    }
}
