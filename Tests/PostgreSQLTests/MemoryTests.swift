#if os(Linux)
    import Foundation
    import PostgreSQL
    import PrivateCluster
    import Testing

    /// The memory of the process after much work, in a process of its own.
    @Suite(.enabled(if: PrivateCluster.obstacle == nil, "PostgreSQL is not installed"))
    struct MemoryTests {
        @Test func aMillionRowsPassThroughInBoundedMemory() async throws {
            let url = try cluster().url()
            await #expect(processExitsWith: .success) { [url = url as String] in
                let connection = try PostgreSQLConnection(try PostgreSQLAddress(url))
                try connection.execute("create temp table t (a integer, b text, c numeric(12, 2))")
                let text = Array("a text of some length, as comments are".utf8)
                func copyIn(_ rows: Int) throws -> Int {
                    try connection.copy(into: "t", columns: ["a", "b", "c"]) { writer in
                        for number in 0..<rows {
                            try writer.beginRow()
                            try writer.write(Int32(number))
                            try text.withUnsafeBytes { try writer.write(utf8: $0) }
                            try writer.write(FixedDecimal(unscaled: Int128(number), scale: 2))
                        }
                    }
                }
                func copyOut(_ rows: Int) throws -> Int64 {
                    var sum: Int64 = 0
                    try connection.copyRows(of: "select a, b, c from t limit \(rows)") { row in
                        sum += Int64(row[0]) ?? 0
                    }
                    return sum
                }
                func stream(_ rows: Int) throws -> Int {
                    var count = 0
                    try connection.forEachRow("select a, b, c from t limit $1", [.integer(Int64(rows))]) { _ in
                        count += 1
                    }
                    return count
                }
                #expect(try copyIn(1000) == 1000)
                _ = try (copyOut(1000), stream(1000))
                try connection.execute("truncate t")
                let before = try residentMegabytes()
                #expect(try copyIn(1_000_000) == 1_000_000)
                #expect(try copyOut(1_000_000) == 499_999_500_000)
                #expect(try stream(300_000) == 300_000)
                // The rows are some 70 MB.
                let growth = try residentMegabytes() - before
                #expect(growth < 12, "the process grew by \(growth) MB")
            }
        }

        @Test func connectionsAndResultsGiveTheirMemoryBack() async throws {
            let url = try cluster().url()
            await #expect(processExitsWith: .success) { [url = url as String] in
                let address = try PostgreSQLAddress(url)
                let wrong = try PostgreSQLAddress(url.replacing("postgres:", with: "nobody:"))
                func openFiles() throws -> Int {
                    try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
                }
                func work(rounds: Int) throws {
                    for _ in 0..<rounds {
                        let connection = try PostgreSQLConnection(address)
                        _ = try connection.query(
                            "select number, 'a text number ' || number from generate_series(1, 2000) as number where number <> $1",
                            [7])
                        #expect(try connection.value("select 'b' = any($1)", [["a text that is long", "b"]]) == true)
                        #expect(postgreSQLError { _ = try connection.query("select nope") } != nil)
                        #expect(postgreSQLError { _ = try connection.query("select interval '1 day'") } != nil)
                        try connection.copyRows(of: "select generate_series(1, 100)") { _ in }
                        #expect(postgreSQLError { _ = try PostgreSQLConnection(wrong) } != nil)
                    }
                }
                try work(rounds: 20)
                let before = (memory: try residentMegabytes(), files: try openFiles())
                try work(rounds: 60)
                let growth = try residentMegabytes() - before.memory
                #expect(growth < 8, "the process grew by \(growth) MB")
                #expect(try openFiles() <= before.files)
            }
        }
    }

    private func residentMegabytes() throws -> Int {
        let pages = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " ")[1]
        return try #require(Int(pages)) * 4096 >> 20
    }
#endif
