/// A name as SQL takes it whatever characters it has.
public func quotedIdentifier(_ name: String) -> String {
    "\"" + name.replacing("\"", with: "\"\"") + "\""
}

/// A text as an SQL literal, for the few places where a parameter cannot stand, such as `copy … to`.
public func quotedLiteral(_ text: String) -> String {
    "'" + text.replacing("'", with: "''") + "'"
}
