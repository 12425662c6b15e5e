/// Reads the tables of states and cities.
extension Places {
    static func readStates() -> [State] {
        TableText.rows(StateTable.text).map { row in
            State(
                code: String(row[0]), sellers: Double(number(row[2])), prefixes: Double(number(row[3])),
                transitDays: Double(number(row[4])) / 10, promisedDays: Double(number(row[5])) / 10)
        }
    }

    static func readCities(_ states: [State]) -> [City] {
        let milli = Coordinate.unit / 1000
        return TableText.rows(CityTable.text).map { row in
            let name = String(row[1])
            let plain = TableText.withoutAccents(name)
            return City(
                state: states.firstIndex { $0.code == row[0] } ?? 0,
                plain: Array(plain.utf8), accented: plain == name ? nil : Array(name.utf8),
                first: number(row[2]), last: number(row[3]),
                latitude: number(row[4]) * milli, longitude: number(row[5]) * milli, spread: number(row[6]) * milli,
                customers: Double(number(row[7])), sellers: Double(number(row[8])))
        }
    }

    private static func number(_ text: Substring) -> Int { Int(text) ?? 0 }
}

/// The small tables that the generator carries as text.
enum TableText {
    /// The fields of each line.
    static func rows(_ text: String) -> [[Substring]] {
        text.split(separator: "\n").map { $0.split(separator: "|", omittingEmptySubsequences: false) }
    }

    /// Lower-case Portuguese text without its accents.
    static func withoutAccents(_ text: String) -> String {
        String(
            text.map { character -> Character in
                switch character {
                case "á", "à", "â", "ã": "a"
                case "é", "ê": "e"
                case "í": "i"
                case "ó", "ô", "õ": "o"
                case "ú", "ü": "u"
                case "ç": "c"
                default: character
                }
            })
    }
}
