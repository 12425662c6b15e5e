/// Reads CSV as RFC 4180 has it.
enum CSVText {
    /// The records of a text, each with its fields.
    static func records(_ text: String) -> [[String]] {
        var records: [[String]] = []
        var record: [String] = []
        var field = ""
        var isQuoted = false
        var scalars = Array(text.unicodeScalars)[...]
        while let scalar = scalars.popFirst() {
            switch scalar {
            case "\"" where isQuoted:
                if scalars.first == "\"" {
                    scalars.removeFirst()
                    field.unicodeScalars.append("\"")
                } else {
                    isQuoted = false
                }
            case "\"" where field.isEmpty: isQuoted = true
            case "," where !isQuoted:
                record.append(field)
                field = ""
            case "\n" where !isQuoted:
                if field.hasSuffix("\r") { field.removeLast() }
                records.append(record + [field])
                (record, field) = ([], "")
            case "\r" where !isQuoted && scalars.first == "\n": break
            default: field.unicodeScalars.append(scalar)
            }
        }
        if !record.isEmpty || !field.isEmpty { records.append(record + [field]) }
        return records
    }

    /// A field as it was before a spreadsheet was kept from taking it for a formula.
    static func withoutGuard(_ field: String) -> String {
        guard field.first == "'", let second = field.unicodeScalars.dropFirst().first, formulaStarts.contains(second)
        else { return field }
        return String(field.unicodeScalars.dropFirst())
    }

    /// What a spreadsheet takes for the start of a formula.
    static let formulaStarts: Set<Unicode.Scalar> = ["=", "+", "-", "@", "\t", "\r", "\n"]
}
