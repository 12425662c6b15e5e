import Foundation

/// Finds the column that a key names, without making a string of it: objects mostly repeat the order of their keys.
struct JSONColumnNames {
    private let names: [[UInt8]]
    /// For each column, the last record in which it was seen.
    private var seen: [UInt64]
    private var recordNumber: UInt64 = 0
    /// For each place in an object, the column it held the last time; -1 for none.
    private var guesses: [Int] = []
    private var place = 0

    private static let maximumGuesses = 256

    init(_ columns: [String]) {
        names = columns.map { Array($0.utf8) }
        seen = Array(repeating: 0, count: columns.count)
    }

    /// Starts with the first key of the next object.
    mutating func beginRecord() {
        recordNumber += 1
        place = 0
    }

    /// Whether the column was asked for before in this record; notes that it now was.
    mutating func wasSeen(_ column: Int) -> Bool {
        defer { seen[column] = recordNumber }
        return seen[column] == recordNumber
    }

    /// The column of this name, or one that is recognised as it; nil for none.
    mutating func column(of key: JSONText) -> Int? {
        let guess = place < guesses.count ? guesses[place] : -1
        defer { place += 1 }
        if guess >= 0, matches(guess, key) { return guess }
        let found = names.indices.first { matches($0, key) } ?? names.indices.first { resembles($0, key) }
        if place < guesses.count {
            guesses[place] = found ?? -1
        } else if place < Self.maximumGuesses {
            guesses.append(found ?? -1)
        }
        return found
    }

    private func matches(_ column: Int, _ key: JSONText) -> Bool {
        names[column].withUnsafeBufferPointer { name in
            guard name.count == key.count else { return false }
            guard let base = name.baseAddress else { return true }
            return memcmp(base, key.start, key.count) == 0
        }
    }

    /// Whether `Recognition` takes a key for the column's name.
    private func resembles(_ column: Int, _ key: JSONText) -> Bool {
        let name = names[column]
        let text = FieldParser.trimmed(UnsafeRawBufferPointer(start: key.start, count: key.count))
        guard text.count >= name.count, !name.isEmpty else { return false }
        if text.count == name.count { return text.indices.allSatisfy { Self.plain(text[$0]) == Self.plain(name[$0]) } }
        // What else can stand around a name is white space beyond ASCII.
        guard text[0] >= 0x80 || text[text.count - 1] >= 0x80 else { return false }
        return Recognition.normalised(String(decoding: text, as: UTF8.self))
            == Recognition.normalised(String(decoding: name, as: UTF8.self))
    }

    /// A byte of a name in lower case, a space as the underscore that it stands for.
    private static func plain(_ byte: UInt8) -> UInt8 {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
        case UInt8(ascii: " "): UInt8(ascii: "_")
        default: byte
        }
    }

    /// The keys of the object in a line, in their order, or nil when the line is not one. The line must stand in an
    /// `InputBuffer`.
    static func keys(ofObjectIn line: UnsafeBufferPointer<UInt8>) -> [String]? {
        guard let base = line.baseAddress else { return nil }
        var cursor = JSONCursor(start: base, end: base + line.count)
        var keys = [String]()
        let scratch = ScratchBuffer(capacity: max(line.count, 1))
        do throws(JSONFailure) {
            try cursor.expect(UInt8(ascii: "{"))
            if !cursor.take(UInt8(ascii: "}")) {
                repeat {
                    let key = try cursor.string()
                    let count = try cursor.decode(key, to: scratch.base)
                    keys.append(String(decoding: UnsafeBufferPointer(start: scratch.base, count: count), as: UTF8.self))
                    try cursor.expect(UInt8(ascii: ":"))
                    try cursor.skipValue()
                } while cursor.take(UInt8(ascii: ","))
                try cursor.expect(UInt8(ascii: "}"))
            }
        } catch {
            return nil
        }
        return keys
    }
}
