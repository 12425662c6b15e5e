/// The names of a connection's prepared statements by their SQL and parameter types; the least recently used goes when
/// there are too many.
struct StatementCache {
    struct Key: Hashable {
        let sql: String
        let types: [PostgreSQLType]
    }

    private let capacity: Int
    private var entries: [Key: (name: String, lastUse: Int)] = [:]
    private var clock = 0

    init(capacity: Int) { self.capacity = capacity }

    /// A name that no statement had before.
    mutating func nextName() -> String {
        clock += 1
        return "vitrine_\(clock)"
    }

    /// The name of a prepared statement; nil where it is not prepared.
    mutating func name(of key: Key) -> String? {
        guard let entry = entries[key] else { return nil }
        clock += 1
        entries[key]?.lastUse = clock
        return entry.name
    }

    /// Remembers a prepared statement.
    ///
    /// - Returns: The name of one that is to be forgotten by the server for it.
    mutating func insert(_ name: String, for key: Key) -> String? {
        clock += 1
        entries[key] = (name, clock)
        guard entries.count > capacity, let oldest = entries.min(by: { $0.value.lastUse < $1.value.lastUse })?.key
        else { return nil }
        return entries.removeValue(forKey: oldest)?.name
    }

    /// Forgets a statement, and returns its name.
    mutating func remove(_ key: Key) -> String? {
        entries.removeValue(forKey: key)?.name
    }
}
