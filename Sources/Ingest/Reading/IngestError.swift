/// Why a source cannot be read: what was wrong, where, and what to do about it.
public struct IngestError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The family of a failure; a caller maps it to an exit code.
    public enum Kind: String, Equatable, Sendable {
        /// The path names nothing, or nothing that may be read.
        case unreadable
        /// The file is not of a kind that can be read.
        case unsupported
        /// The archive reaches outside itself, or is encrypted, or unpacks to far more than it holds.
        case refusedArchive
        /// The file is cut off or its checksum does not match.
        case damaged
        /// The file's text, encoding or header cannot be understood.
        case malformed
        /// The source is not at fault: what has to be unpacked on the way cannot be written.
        case unwritable
    }

    /// The family of the failure.
    public var kind: Kind
    /// What was wrong, as a sentence without a final period.
    public var problem: String
    /// The file at fault, as the person who gave it would recognise it.
    public var file: String?
    /// The physical line, counted from 1.
    public var line: Int?
    /// The name of the column at fault.
    public var column: String?
    /// What to do about it, as a sentence without a final period.
    public var advice: String?

    /// Describes a failure.
    public init(
        _ kind: Kind, _ problem: String, file: String? = nil, line: Int? = nil, column: String? = nil,
        advice: String? = nil
    ) {
        self.kind = kind
        self.problem = problem
        self.file = file
        self.line = line
        self.column = column
        self.advice = advice
    }

    /// The message in one line: place, problem, advice.
    public var description: String {
        var place = [String]()
        if let file { place.append(file) }
        if let line { place.append("line \(line)") }
        if let column { place.append("column \(column)") }
        var text = place.isEmpty ? problem : place.joined(separator: ", ") + ": " + problem
        text += "."
        if let advice { text += " " + advice + "." }
        return text
    }
}
