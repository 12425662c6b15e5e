/// What is wrong with one record; the records around it are not affected. Columns count from 0.
enum RecordProblem: Equatable, Sendable {
    /// The record ends before every column had its field.
    case tooFewFields(found: Int, expected: Int)
    /// The record has more fields than the header.
    case tooManyFields(found: Int, expected: Int)
    /// A field is longer than the limit in bytes.
    case fieldTooLong(column: Int, limit: Int)
    /// The whole record is longer than the limit in bytes.
    case recordTooLong(limit: Int)
    /// A quoted field goes on after its closing quote.
    case strayQuote(column: Int)
    /// A quote opened on `line` is not closed before the end of the file or within the limit on a field.
    case unterminatedQuote(column: Int, line: Int)
    /// A field's bytes are not text in the file's encoding.
    case invalidUTF8(column: Int)
    /// A field holds a byte of zero.
    case nulByte(column: Int)
    /// The line is not JSON; `position` is the byte in the line, from 1, at which that shows.
    case malformedJSON(position: Int, JSONFault)
    /// The line is JSON, but not an object.
    case notAnObject
    /// A column's value is an object or an array.
    case nestedValue(column: Int)
    /// An object names the same column twice.
    case duplicateKey(column: Int)

    /// The column at fault, where there is one.
    var column: Int? {
        switch self {
        case .fieldTooLong(let column, _), .strayQuote(let column), .unterminatedQuote(let column, _),
            .invalidUTF8(let column), .nulByte(let column), .nestedValue(let column), .duplicateKey(let column):
            column
        case .tooFewFields, .tooManyFields, .recordTooLong, .malformedJSON, .notAnObject: nil
        }
    }

    /// The reason for a person, without the place.
    var reason: String {
        switch self {
        case .tooFewFields(let found, let expected): "has \(found) fields where the header has \(expected)"
        case .tooManyFields(let found, let expected): "has \(found) fields where the header has \(expected)"
        case .fieldTooLong(_, let limit): "field longer than \(limit) bytes"
        case .recordTooLong(let limit): "record longer than \(limit) bytes"
        case .strayQuote: "text after the closing quote of a quoted field"
        case .unterminatedQuote(_, let line): "quote opened on line \(line) is never closed"
        case .invalidUTF8: "not valid UTF-8"
        case .nulByte: "holds a byte of zero"
        case .malformedJSON(let position, let fault): "not valid JSON at byte \(position): \(fault.rawValue)"
        case .notAnObject: "not a JSON object"
        case .nestedValue: "holds an object or array where a single value belongs"
        case .duplicateKey: "key given twice"
        }
    }
}

/// What is wrong with a line that should be JSON.
enum JSONFault: String, Equatable, Sendable {
    case unexpectedEnd = "the line ends too early"
    case unexpectedCharacter = "unexpected character"
    case badNumber = "not a number"
    case badEscape = "unknown escape in a string"
    case controlCharacter = "control character in a string"
    case trailingText = "text after the object"
    case tooDeep = "nested too deeply"
}
