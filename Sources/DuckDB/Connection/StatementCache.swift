/// Prepared statements by their SQL; the least recently used goes when there are too many.
struct StatementCache {
    private let capacity: Int
    private var statements: [String: (statement: Statement, lastUse: Int)] = [:]
    private var clock = 0

    init(capacity: Int) {
        self.capacity = capacity
    }

    subscript(sql: String) -> Statement? {
        mutating get {
            guard let entry = statements[sql] else { return nil }
            clock += 1
            statements[sql]?.lastUse = clock
            return entry.statement
        }
        set {
            clock += 1
            statements[sql] = newValue.map { ($0, clock) }
            if statements.count > capacity,
                let oldest = statements.min(by: { $0.value.lastUse < $1.value.lastUse })?.key
            {
                statements[oldest] = nil
            }
        }
    }
}
