import DuckDB
import PostgreSQL

/// Copies a table of a version's DuckDB file, or some columns of it, into PostgreSQL: in the types that hold the same values.
struct TableCopy {
    /// How many rows are read at a time, which bounds the memory.
    private static let sliceSize = 200_000

    /// The table that is made.
    let name: String
    let columns: [QueryResult.Column]
    private let source: Connection
    /// The table that is read.
    private let origin: String
    /// What is read of it, as SQL.
    private let list: String

    /// Looks at a table.
    init(of name: String, in source: Connection) throws {
        try self.init(of: name, "*", as: name, in: source)
    }

    /// Looks at the columns of a table that its narrow copy has.
    init(of table: String, _ narrow: NarrowCopy, in source: Connection) throws {
        let columns = try narrow.columns.map { column in
            switch column {
            case .same(let name): return quotedIdentifier(name)
            case .cents(let amount):
                let cents = "\(quotedIdentifier(amount)) * 100"
                // The shorter type adds up in the one that the longer has, which is quicker than an exact number.
                let largest = try source.query(
                    "select coalesce(max(abs(\(cents))), 0) <= 2147483647 from \(quotedIdentifier(table))"
                ).value()
                let type = largest == .boolean(true) ? "integer" : "bigint"
                return "cast(\(cents) as \(type)) as \(quotedIdentifier(column.name))"
            }
        }
        try self.init(of: table, columns.joined(separator: ", "), as: narrow.name, in: source)
    }

    private init(of origin: String, _ list: String, as name: String, in source: Connection) throws {
        self.name = name
        self.source = source
        self.origin = quotedIdentifier(origin)
        self.list = list
        columns = try source.query("select \(list) from \(self.origin) limit 0").columns
    }

    /// The columns as `create table` takes them. Texts are compared byte by byte, as DuckDB does, whatever the database's
    /// own alphabet.
    func definition() throws -> String {
        try columns.map { column in "\(quotedIdentifier(column.name)) \(try type(of: column))" }
            .joined(separator: ", ")
    }

    private func type(of column: QueryResult.Column) throws -> String {
        switch column.type {
        case .boolean: return "boolean"
        case .smallint: return "smallint"
        case .integer: return "integer"
        case .bigint: return "bigint"
        case .double: return "double precision"
        case .decimal(let width, let scale): return "numeric(\(width), \(scale))"
        case .text: return "text collate \"C\""
        case .date: return "date"
        case .timestamp: return "timestamp"
        default:
            throw WarehouseError.environment(
                "column \(column.name) of \(name) is \(column.type), which is not published; its model should cast it")
        }
    }

    /// Copies all rows into the table in a schema, which was made in the same transaction.
    func copy(into schema: String, of target: PostgreSQLConnection) throws {
        let count = Int(try source.query("select count(*) from \(origin)").value()) ?? 0
        try target.copy(
            into: "\(quotedIdentifier(schema)).\(quotedIdentifier(name))", columns: columns.map(\.name), isFrozen: true
        ) { writer in
            for start in stride(from: 0, to: count, by: Self.sliceSize) {
                let rows = try source.query(
                    "select \(list) from \(origin) where rowid >= $1 and rowid < $2",
                    .integer(Int64(start)), .integer(Int64(start + Self.sliceSize)))
                for chunk in rows { try write(chunk, to: writer) }
            }
            guard writer.rowCount == count else {
                throw WarehouseError.environment("of \(count) rows of \(name), \(writer.rowCount) were read")
            }
        }
    }

    private func write(_ chunk: Chunk, to writer: CopyWriter) throws {
        let fields = try columns.indices.map { try field($0, of: chunk, writer) }
        for row in 0..<chunk.count {
            try writer.beginRow()
            for field in fields { try field(row) }
        }
    }

    /// What writes a column's value of a row.
    private func field(_ index: Int, of chunk: Chunk, _ writer: CopyWriter) throws -> (Int) throws -> Void {
        func each<Element: ColumnElement>(
            _ type: Element.Type, _ write: @escaping (Element) throws -> Void
        ) throws -> (Int) throws -> Void {
            let view = try chunk.column(index, as: type)
            return { row in
                if let value = view[row] { try write(value) } else { try writer.writeNull() }
            }
        }
        switch columns[index].type {
        case .boolean: return try each(Bool.self) { try writer.write($0) }
        case .smallint: return try each(Int16.self) { try writer.write($0) }
        case .integer: return try each(Int32.self) { try writer.write($0) }
        case .bigint: return try each(Int64.self) { try writer.write($0) }
        case .double: return try each(Double.self) { try writer.write($0) }
        case .decimal: return try each(FixedDecimal.self) { try writer.write($0) }
        case .date: return try each(Day.self) { try writer.write($0) }
        case .timestamp: return try each(Timestamp.self) { try writer.write($0) }
        default:
            let view = try chunk.column(index, as: String.self)
            return { row in
                let isWritten: Void? = try view.withUTF8(row) { try Self.write($0, to: writer) }
                if isWritten == nil { try writer.writeNull() }
            }
        }
    }

    /// Writes a text. A zero byte, which PostgreSQL's texts cannot hold, becomes the sign for what cannot be shown.
    private static func write(_ utf8: UnsafeBufferPointer<UInt8>, to writer: CopyWriter) throws {
        guard utf8.contains(0) else { return try writer.write(utf8: UnsafeRawBufferPointer(utf8)) }
        try writer.write(.text(String(decoding: utf8, as: UTF8.self).replacing("\0", with: "\u{FFFD}")))
    }
}
