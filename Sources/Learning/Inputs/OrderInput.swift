import DuckDB
import Foundation

/// An order to predict for, as it was asked about: checked, not yet looked up.
public struct OrderInput: Sendable, Hashable {
    /// A checked value.
    enum Given: Sendable, Hashable {
        case text(String)
        case number(Double)
        case time(Timestamp)
        case day(Day)
    }

    /// In Unicode's code points, as JSON Schema counts.
    static let longestText = 200
    static let mostItems = 50

    /// What was given of the order.
    var order: [String: Given] = [:]
    /// What was given of its items; one where they are not listed.
    var items: [[String: Given]] = [[:]]
    /// Whether the items were listed.
    var isListed = false

    /// An order of which nothing is known.
    public init() {}

    /// Reads an order.
    ///
    /// - Parameters:
    ///   - json: An object with the inputs by name.
    ///   - path: Where it stands, for errors; such as `orders[3].`.
    /// - Throws: ``LearningError`` of kind `input` that names the input and what it may be.
    public init(_ json: JSONValue, at path: String = "") throws(LearningError) {
        guard case .object(let fields) = json else {
            throw .input(path.isEmpty ? "body" : String(path.dropLast()), "It is an object with the order's inputs.")
        }
        for (name, value) in fields {
            if name == "items" {
                try readItems(value, at: path)
                continue
            }
            guard let input = Input.byName[name], name != "quantity" else { throw Self.unknown(name, path) }
            guard let given = try Self.checked(value, input, path + name) else { continue }
            if input.owner == .order { order[name] = given } else { items[0][name] = given }
        }
        if isListed, let stray = fields.first(where: { Input.byName[$0.0]?.owner == .item || $0.0 == "item_count" }) {
            throw .input(path + stray.0, "Give it in each of the items, or leave the list of items out.")
        }
        try checkPromise(path)
    }

    private mutating func readItems(_ value: JSONValue, at path: String) throws(LearningError) {
        guard case .array(let list) = value, (1...Self.mostItems).contains(list.count) else {
            throw .input(path + "items", "It is a list of 1 to \(Self.mostItems) items.")
        }
        isListed = true
        var listed: [[String: Given]] = []
        for (index, item) in list.enumerated() {
            let itemPath = "\(path)items[\(index)]"
            guard case .object(let fields) = item else { throw .input(itemPath, "It is an object.") }
            var givens: [String: Given] = [:]
            for (name, value) in fields {
                guard let input = Input.byName[name], input.owner == .item else {
                    throw Self.unknown(name, itemPath + ".")
                }
                givens[name] = try Self.checked(value, input, "\(itemPath).\(name)")
            }
            listed.append(givens)
        }
        items = listed
    }

    private func checkPromise(_ path: String) throws(LearningError) {
        guard case .day(let day)? = order["promised_date"], case .time(let time)? = order["purchased_at"],
            let input = Input.byName["promised_date"]
        else { return }
        guard (0...366).contains(time.day.days(until: day)) else {
            throw .input(path + "promised_date", input.requirement)
        }
    }

    private static func unknown(_ name: String, _ path: String) -> LearningError {
        let known = Input.all.map(\.name).joined(separator: ", ")
        return .input(path + String(name.prefix(64)), "There is no such input; there are \(known), and items.")
    }

    /// The value, where it is what it may be; nil for null.
    private static func checked(
        _ value: JSONValue, _ input: Input, _ path: String
    ) throws(LearningError) -> Given? {
        let given: Given?
        switch (value, input.kind) {
        case (.null, _): return nil
        case (.text(let text), .text):
            given = text.unicodeScalars.count <= longestText && !text.utf8.contains(0) ? .text(text) : nil
        case (.text(let text), .time): given = time(text).map(Given.time)
        case (.text(let text), .day): given = Day(text).flatMap { calendar.contains($0) ? .day($0) : nil }
        case (.number(let number), .number), (.number(let number), .integer):
            let isWhole = input.kind == .number || number == number.rounded()
            given = isWhole && (input.range?.contains(number) ?? true) ? .number(number) : nil
        default: given = nil
        }
        guard let given else { throw .input(path, input.requirement) }
        if case .text(let text) = given, text.isEmpty { return nil }
        return given
    }

    private static let calendar = Day(daysSince1970: 10_957)...Day(daysSince1970: 47_846)

    /// A time as people and programs write it, without a zone.
    private static func time(_ text: String) -> Timestamp? {
        var text = text.replacing("T", with: " ")
        guard text.utf8.count <= 26 else { return nil }
        if text.utf8.count == 10 { text += " 12:00:00" }
        if text.utf8.count == 16 { text += ":00" }
        guard let time = Timestamp(text), calendar.contains(time.day) else { return nil }
        return time
    }
}
