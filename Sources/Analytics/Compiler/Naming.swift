/// Writes the names that the keys of an answer stand for.
struct Naming {
    private(set) var columns: [String] = []
    private(set) var joins: [String] = []

    init(_ question: Question, free: [Dimension]) {
        var aliases: [String: String] = [:]
        for dimension in question.dimensions {
            let determiner = question.determiner(of: dimension)
            let keyed = determiner?.dimension ?? dimension
            guard let index = free.firstIndex(of: keyed) else {
                columns.append("null")
                continue
            }
            guard let lookup = determiner?.lookup ?? (dimension.lookup?.isOneToOne == true ? dimension.lookup : nil)
            else {
                columns.append("a.d\(index)")
                continue
            }
            let place = "\(lookup.table).\(index)"
            let alias = aliases[place] ?? "name\(aliases.count)"
            if aliases[place] == nil {
                aliases[place] = alias
                joins.append("left join \(lookup.table) as \(alias) on \(alias).\(lookup.key) = a.d\(index)")
            }
            columns.append("\(alias).\(lookup.column)")
        }
    }
}
