import DuckDB
import Foundation
import Testing

struct LockedDownTests {
    static let refused = [
        "select * from read_csv('FILE')", "select * from 'FILE'", "select * from read_text('FILE')",
        "select * from glob('/etc/*')", "copy t to 'FOLDER/out.csv'", "copy t from 'FILE'",
        "attach 'FOLDER/other.duckdb' as other", "set enable_external_access = true", "set threads = 1",
        "set lock_configuration = false", "reset enable_external_access", "install httpfs",
        "load 'FOLDER/x.duckdb_extension'",
        "export database 'FOLDER/export'", "pragma enable_profiling",
    ]

    /// Locked down from the start, or later.
    @Test(arguments: refused, [true, false])
    func refusesWhatLeavesTheDatabase(sql: String, fromTheStart: Bool) throws {
        let folder = try TemporaryFolder()
        let path = folder.file("locked.duckdb")
        try Data("n\n1\n".utf8).write(to: URL(fileURLWithPath: folder.file("rows.csv")))
        try Database(.file(path)).connect().execute("create table t as select 'x' as s")
        let options = Database.Options(isReadOnly: true, isLockedDown: fromTheStart)
        let database = try Database(.file(path), options: options)
        let connection = try database.connect()
        if !fromTheStart { try database.lockDown() }
        let sql = sql.replacing("FILE", with: folder.file("rows.csv")).replacing("FOLDER", with: folder.path)
        #expect(duckDBError { try connection.execute(sql) } != nil, "\(sql)")
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["locked.duckdb", "rows.csv"])
        #expect(try connection.query("select s from t").value() == "x")
    }

    @Test func whatAConnectionHasSetBeforeStays() throws {
        let database = try Database(.memory)
        let (first, second) = (try database.connect(), try database.connect())
        try first.execute("set session enable_optimizer = false")
        try database.lockDown()
        #expect(try first.query("select current_setting('enable_optimizer')").value() == false)
        #expect(try second.query("select current_setting('enable_optimizer')").value() == true)
        #expect(duckDBError { try second.execute("set session enable_optimizer = false") } != nil)
    }

    @Test func theSameWorksWithoutTheLock() throws {
        let folder = try TemporaryFolder()
        try Data("n\n1\n".utf8).write(to: URL(fileURLWithPath: folder.file("rows.csv")))
        let connection = try connection()
        #expect(try connection.query("select n from read_csv('\(folder.file("rows.csv"))')").value() == 1)
        try connection.execute("attach '\(folder.file("other.duckdb"))' as other; set threads = 1")
    }

    @Test func errorsArePermissions() throws {
        let connection = try Database(.memory, options: .init(isLockedDown: true)).connect()
        #expect(duckDBError { _ = try connection.query("select * from read_csv('/etc/passwd')") }?.kind == .permission)
        #expect(duckDBError { try connection.execute("attach '/tmp/x.duckdb'") }?.kind == .permission)
    }

    @Test func sortingMoreThanMemoryHoldsStillSpills() throws {
        let folder = try TemporaryFolder()
        let options = Database.Options(
            threads: 1, memoryLimit: "40MB", temporaryDirectory: folder.file("spill"), isLockedDown: true)
        let connection = try Database(.memory, options: options).connect()
        try connection.execute(
            "create temp table t as select i, md5(i::varchar) as hash from range(1000000) t(i) order by hash")
        #expect(try connection.query("select count(*) from t").value() == 1_000_000)
    }
}
