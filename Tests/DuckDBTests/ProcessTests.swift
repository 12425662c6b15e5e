import DuckDB
import Testing

/// What other processes may do with an open file.
struct ProcessTests {
    @Test func twoProcessesReadOneFile() async throws {
        let folder = try TemporaryFolder()
        let path = folder.file("shared.duckdb")
        try Database(.file(path)).connect().execute("create table t as select 7 as n")
        let reader = try Database(.file(path), options: .init(isReadOnly: true)).connect()
        #expect(try reader.query("select n from t").value() == 7)
        await #expect(processExitsWith: .success) { [path = path as String] in
            let other = try Database(.file(path), options: .init(isReadOnly: true)).connect()
            #expect(try other.query("select n from t").value() == 7)
        }
        await #expect(processExitsWith: .success) { [path = path as String] in
            #expect(duckDBError { _ = try Database(.file(path)) }?.kind == .locked)
        }
        #expect(try reader.query("select n from t").value() == 7)
    }

    @Test func aWriterKeepsOthersOut() async throws {
        let folder = try TemporaryFolder()
        let path = folder.file("written.duckdb")
        let writer = try Database(.file(path)).connect()
        try writer.execute("create table t as select 7 as n")
        await #expect(processExitsWith: .success) { [path = path as String] in
            #expect(duckDBError { _ = try Database(.file(path)) }?.kind == .locked)
            #expect(duckDBError { _ = try Database(.file(path), options: .init(isReadOnly: true)) }?.kind == .locked)
        }
    }

    @Test func readingOnlyRefusesWriting() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("read.duckdb")
        try Database(.file(path)).connect().execute("create table t as select 7 as n")
        let reader = try Database(.file(path), options: .init(isReadOnly: true)).connect()
        #expect(duckDBError { try reader.execute("insert into t values (8)") }?.message.contains("read-only") == true)
        try reader.execute("create temp table own as select 1 as n")
    }
}
