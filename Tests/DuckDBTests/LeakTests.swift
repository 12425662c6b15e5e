#if os(Linux)
    import DuckDB
    import Foundation
    import Testing

    /// The memory of the process after much opening and closing, in a process of its own.
    struct LeakTests {
        @Test func connectionsAndResultsGiveTheirMemoryBack() async {
            await #expect(processExitsWith: .success) {
                final class Rows: RowProducer, @unchecked Sendable {
                    var isDone = false
                    func fill(_ chunk: borrowing ChunkWriter) -> Int {
                        guard !isDone else { return 0 }
                        isDone = true
                        for row in 0..<chunk.capacity { chunk.setText("a text of some length", column: 0, row: row) }
                        return chunk.capacity
                    }
                }
                func residentBytes() throws -> Int {
                    let pages = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " ")[1]
                    return try #require(Int(pages)) * 4096
                }
                func work(_ database: Database, rounds: Int) throws {
                    for _ in 0..<rounds {
                        let connection = try database.connect()
                        let result = try connection.query(
                            "select i, 'a text number ' || i, [i, i] from range(3000) t(i) where i <> $1", 7)
                        _ = try result.next()?.column(1, as: String.self)[5]
                        #expect(
                            try connection.query("select $1", ["a text that is long enough", "b"]).rows().count == 1)
                        try connection.register("rows", columns: [TableColumn("s", .text)], producer: Rows())
                        #expect(try connection.query("select count(*) from rows()").value() == 2048)
                        #expect(duckDBError { _ = try connection.query("select nope") } != nil)
                        #expect(duckDBError { _ = try connection.query("select 'x'::int") } != nil)
                    }
                }
                let database = try Database(.memory, options: .init(threads: 1))
                try work(database, rounds: 300)
                let before = try residentBytes()
                try work(database, rounds: 1000)
                let growth = try residentBytes() - before
                #expect(growth < 8 << 20, "the process grew by \(growth) bytes")
            }
        }

        @Test func databasesGiveTheirMemoryBack() async {
            await #expect(processExitsWith: .success) {
                func residentBytes() throws -> Int {
                    let pages = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " ")[1]
                    return try #require(Int(pages)) * 4096
                }
                func openFiles() throws -> Int {
                    try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
                }
                let folder = try TemporaryFolder()
                func work(rounds: Int) throws {
                    for _ in 0..<rounds {
                        let database = try Database(.file(folder.file("a.duckdb")), options: .init(threads: 1))
                        try database.connect().execute("create or replace table t as select * from range(100)")
                    }
                }
                try work(rounds: 20)
                let (memory, files) = (try residentBytes(), try openFiles())
                try work(rounds: 60)
                let growth = try residentBytes() - memory
                #expect(growth < 16 << 20, "the process grew by \(growth) bytes")
                #expect(try openFiles() == files)
            }
        }
    }
#endif
