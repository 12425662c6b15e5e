import DuckDB
import Testing

struct ErrorTests {
    static let failures: [(String, DuckDBError.Kind)] = [
        ("selec 1", .syntax), ("select nope from range(1)", .binder), ("select * from nowhere", .catalog),
        ("create table k (n int); create table k (n int)", .catalog), ("select 'x'::integer", .conversion),
        ("select cast(300 as tinyint)", .conversion), ("select 99999999999::decimal(4,2)", .conversion),
        ("create table p (n int primary key); insert into p values (1), (1)", .constraint),
        ("create table q (n int not null); insert into q values (null)", .constraint), ("commit", .transaction),
        ("select * from read_csv('/nowhere/at/all.csv')", .io), ("set no_such_setting = 1", .catalog),
        ("select error('mine')", .invalidInput),
    ]

    @Test(arguments: failures)
    func kindsAreTold(sql: String, kind: DuckDBError.Kind) throws {
        let error = duckDBError { try connection().execute(sql) }
        #expect(error?.kind == kind, "\(String(describing: error))")
        #expect(error?.statement == sql)
    }

    @Test func theMessageIsDuckDBs() throws {
        let error = duckDBError { _ = try connection().query("select missing_column from range(1)") }
        #expect(error?.message.hasPrefix("Binder Error:") == true)
        #expect(error?.message.contains("missing_column") == true)
        #expect(error?.description == error?.message)
    }

    @Test func theMemoryLimitIsAnErrorOfItsOwn() throws {
        let options = Database.Options(threads: 1, memoryLimit: "20MB", settings: ["max_temp_directory_size": "0KiB"])
        let connection = try Database(.memory, options: options).connect()
        let error = duckDBError {
            _ = try connection.query("select list(i::varchar || ' padding padding') from range(5000000) t(i)")
        }
        #expect(error?.kind == .outOfMemory || error?.kind == .outOfDisk, "\(String(describing: error))")
        #expect(try connection.query("select 42").value() == 42)
    }
}
