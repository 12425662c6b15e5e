import Foundation

/// A query string, decoded: which names were given, and what for.
struct QueryString: Sendable {
    private var values: [String: [String]] = [:]

    /// More pairs than any question needs.
    private static let mostPairs = 200

    /// Decodes a query string.
    ///
    /// - Parameters:
    ///   - text: What stands after the question mark.
    ///   - parameters: What may be given.
    /// - Throws: ``APIError`` that names the parameter at fault.
    init(_ text: String, _ parameters: Parameters) throws(APIError) {
        let pairs = text.split(separator: "&")
        guard pairs.count <= Self.mostPairs else {
            throw .badParameter("query", "There are more than \(Self.mostPairs) parameters.")
        }
        for pair in pairs {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = try Self.decoded(parts[0], parameter: String(parts[0].prefix(64)))
            guard parameters.names.contains(name) else {
                let names = parameters.names.sorted().joined(separator: ", ")
                let known = names.isEmpty ? "it takes none" : "it takes \(names)"
                throw .badParameter(String(name.prefix(64)), "This endpoint has no such parameter; \(known).")
            }
            guard values[name] == nil || parameters.repeatableNames.contains(name) else {
                throw .badParameter(name, "It is given twice.")
            }
            values[name, default: []].append(try Self.decoded(parts.count > 1 ? parts[1] : "", parameter: name))
        }
    }

    private static func decoded(_ text: Substring, parameter: String) throws(APIError) -> String {
        // Names and most values are written as they are.
        guard text.utf8.contains(where: { $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "+") }) else {
            return String(text)
        }
        guard let decoded = text.replacing("+", with: " ").removingPercentEncoding else {
            throw .badParameter(parameter, "It is not valid percent-encoded UTF-8.")
        }
        return decoded
    }

    /// The value of a name that is given at most once.
    subscript(name: String) -> String? { values[name]?.first }

    /// The values of a name.
    func all(_ name: String) -> [String] { values[name] ?? [] }
}
