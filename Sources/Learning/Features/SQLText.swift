import Foundation

/// The SQL files of this module.
enum SQLText {
    /// The statement in a file.
    static func named(_ name: String) throws(LearningError) -> String {
        guard let url = Bundle.module.url(forResource: "SQL/\(name)", withExtension: "sql"),
            let text = try? String(contentsOf: url, encoding: .utf8)
        else { throw LearningError(.environment, "the installation is incomplete: \(name).sql is missing") }
        return text
    }
}
