import DuckDB
import Foundation
import Testing

/// Numbers that do not add up: nothing is published, and the exit code says so.
struct FailedCheckTests {
    private let folder: TemporaryFolder
    private var home: String { folder.path + "/home" }

    /// A home with a version, and an export beside it.
    init() throws {
        folder = try TemporaryFolder()
        #expect(try Program.run("demo", folder.path + "/export", "--orders", "100").exitCode == 0)
        #expect(try Program.run("load", folder.path + "/export", "--home", home).exitCode == 0)
    }

    private func contents(_ name: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: home + "/" + name)
    }

    private struct Report: Decodable {
        struct Check: Decodable {
            let name: String
            let severity: String
            let failing: Int
            let samples: [String]
        }
        let checks: [Check]
    }

    /// Runs SQL on a database that is closed afterwards.
    private func tamper(_ location: Database.Location, _ sql: String) throws {
        try Database(location).connect().execute(sql)
    }

    @Test func aCentTooMuchFailsTheCheck() throws {
        try tamper(
            .file(home + "/versions/1/warehouse.duckdb"),
            "update fact_order_items set price = price + 0.01 where rowid = (select min(rowid) from fact_order_items)")

        let run = try Program.run("check", "--home", home)
        #expect(run.exitCode == 1)
        #expect(run.output.contains("FAIL   reconcile_order_items  Every landed order line is a fact or a reject"))
        #expect(run.errors.isEmpty)

        let json = try Program.run("check", "--home", home, "--json")
        #expect(json.exitCode == 1)
        let report = try JSONDecoder().decode(Report.self, from: Data(json.output.utf8))
        let failed = report.checks.filter { $0.failing > 0 && $0.severity == "error" }
        #expect(failed.map(\.name).contains("reconcile_order_items"))
        #expect(failed.allSatisfy { !$0.samples.isEmpty })
    }

    @Test func aLoadWhoseNumbersDoNotAddUpPublishesNothing() throws {
        // No export can break such a rule, for reading it sees to that; a landed file that was tampered with can.
        let batch = try #require(try contents("landing").first)
        let path = "\(home)/landing/\(batch)/orders.parquet"
        try tamper(
            .memory,
            """
            copy (select * from '\(path)' union all (select * from '\(path)' limit 1))
            to '\(path).new' (format parquet)
            """)
        try FileManager.default.removeItem(atPath: path)
        try FileManager.default.moveItem(atPath: path + ".new", toPath: path)

        let update = try folder.write("product_id,product_category_name\nnew,perfumaria\n", to: "products.csv")
        let run = try Program.run("load", update, "--home", home)
        #expect(run.exitCode == 1)
        #expect(run.output.isEmpty)
        #expect(run.errors.contains("nothing was published"))
        #expect(run.errors.contains("fact_orders_id_unique: Every order_id is there, and only once. 1 rows"))
        #expect(try contents("versions") == ["1"])
        #expect(try contents("landing") == [batch])
        #expect(
            try FileManager.default.destinationOfSymbolicLink(atPath: home + "/current") == "versions/1")
        #expect(!FileManager.default.fileExists(atPath: home + "/scratch"))
    }
}
