import Foundation
import Values

/// What an answer depends on: the version of the warehouse and the whole question, put in one normal form.
///
/// Two requests with the same key get the same bytes.
struct AnswerKey: Hashable, Sendable {
    /// The version's name.
    let version: String
    /// The question with its range, filters, order, limit and format, however they were written in the URL.
    let question: String
    /// What else decides the answer, such as the model that it was made with; nothing where the two above are all.
    var beside = ""

    /// By bytes: Swift takes texts for alike that the warehouse tells apart.
    static func == (left: AnswerKey, right: AnswerKey) -> Bool {
        left.question.hasSameBytes(as: right.question) && left.version.hasSameBytes(as: right.version)
            && left.beside.hasSameBytes(as: right.beside)
    }

    /// The tag of the answer; known before the answer is.
    var tag: EntityTag {
        let text = [Self.program, version, question, beside].joined(separator: "\u{0}")
        return EntityTag(hashing: Data(text.utf8))
    }

    /// Another program may answer the same question in other bytes, so the running one is part of every tag.
    private static let program: String = {
        let path = Bundle.main.executablePath ?? ""
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        let time = (attributes?[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
        return "\(time) \(attributes?[.size] as? Int ?? 0)"
    }()
}
