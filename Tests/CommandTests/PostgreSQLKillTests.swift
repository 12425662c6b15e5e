import Foundation
import PrivateCluster
import Testing

/// A load into PostgreSQL whose process, or whose session on the server, is killed: readers never see a part of a version,
/// and no schema is left over.
@Suite(.serialized, .enabled(if: PrivateCluster.obstacle == nil, "PostgreSQL is not installed"))
struct PostgreSQLKillTests {
    private struct Warehouse {
        let cluster: PrivateCluster
        let database: String
        let url: String
        let home: String

        init(home: String) throws {
            cluster = try PrivateCluster.shared.get()
            database = try cluster.makeDatabase()
            url = cluster.url(database: database)
            self.home = home
        }

        func load(_ source: String) throws -> Program.Run {
            try Program.run("load", source, "--home", home, "--warehouse", url)
        }

        /// The current version's number and how many orders it has, read as anybody reads it.
        func current() throws -> (number: String, orders: String) {
            let number = try cluster.execute("select number from vitrine.current_version", database: database)
            return (
                number, try cluster.execute("select count(*) from vitrine_v\(number).fact_orders", database: database)
            )
        }

        /// Schemas that are no version's, once the server has seen that a killed process is gone.
        func leftovers() throws -> String {
            let sql = """
                select count(*) from pg_namespace left join vitrine.versions on nspname = 'vitrine_v' || number
                where nspname like 'vitrine\\_v%' and number is null
                """
            return try cluster.execute(sql, database: database)
        }
    }

    private func exports(in folder: TemporaryFolder) throws -> (first: String, second: String) {
        let (first, second) = (folder.path + "/first", folder.path + "/second")
        #expect(try Program.run("demo", first, "--orders", "300", "--seed", "1").exitCode == 0)
        #expect(try Program.run("demo", second, "--orders", "500", "--seed", "2").exitCode == 0)
        return (first, second)
    }

    @Test func killedAtTwentyMomentsTheOldVersionServesAndTheNextLoadSucceeds() throws {
        let folder = try TemporaryFolder()
        let (first, second) = try exports(in: folder)
        let warehouse = try Warehouse(home: folder.path + "/home")
        #expect(try warehouse.load(first).exitCode == 0)
        #expect(try warehouse.current() == ("1", "300"))

        let rehearsal = try Warehouse(home: folder.path + "/rehearsal")
        #expect(try rehearsal.load(first).exitCode == 0)
        let start = ContinuousClock.now
        #expect(try rehearsal.load(second).exitCode == 0)
        let duration = (ContinuousClock.now - start) / .seconds(1)

        var random = SystemRandomNumberGenerator()
        for _ in 0..<20 {
            let load = try Program.start(["load", second, "--home", warehouse.home, "--warehouse", warehouse.url])
            usleep(UInt32(Double.random(in: 0.1...0.95, using: &random) * duration * 1_000_000))
            kill(load.processIdentifier, SIGKILL)
            load.waitUntilExit()
            let current = try warehouse.current()
            #expect(current == ("1", "300") || current == ("2", "800"))
            #expect(try warehouse.leftovers() == "0")
            if current.number == "2" { break }
        }
        let last = try warehouse.load(second)
        #expect(last.exitCode == 0, "\(last.errors)")
        #expect(try warehouse.current() == ("2", "800"))
        #expect(try warehouse.leftovers() == "0")
        let files = FileManager.default
        #expect(try files.contentsOfDirectory(atPath: warehouse.home + "/landing").count == 2)
        #expect(try files.contentsOfDirectory(atPath: warehouse.home + "/versions").isEmpty)
    }

    @Test func whenTheServerEndsTheSessionTheLoadGoesOnOrNothingIsPublished() throws {
        let folder = try TemporaryFolder()
        let (first, second) = try exports(in: folder)
        let warehouse = try Warehouse(home: folder.path + "/home")
        #expect(try warehouse.load(first).exitCode == 0)
        var random = SystemRandomNumberGenerator()
        var hits = 0
        var loads = 0
        // A load that was over before it was met says nothing and is made again.
        while hits < 20, loads < 80 {
            loads += 1
            let before = try warehouse.current()
            let load = try Program.start(["load", second, "--home", warehouse.home, "--warehouse", warehouse.url])
            // Most of the load does not touch the server; the moments that do are met by looking for them.
            let moment =
                ["copy%", "create index%", "alter table%", "analyze%", "%"].randomElement(using: &random) ?? "%"
            let sql = """
                select count(pg_terminate_backend(pid)) from pg_stat_activity
                where datname = current_database() and application_name like 'vitrine load%' and query ilike '\(moment)'
                """
            while load.isRunning {
                usleep(UInt32.random(in: 0...10_000, using: &random))
                if try warehouse.cluster.execute(sql, database: warehouse.database) != "0" {
                    hits += 1
                    break
                }
            }
            load.waitUntilExit()
            let after = try warehouse.current()
            let isDone = after.number != before.number
            #expect(after.orders == (isDone ? "800" : "300"))
            #expect(try warehouse.leftovers() == "0")
            #expect([0, 3].contains(load.terminationStatus))
            if isDone {
                // Back to the first version, so that there is something to load again.
                try warehouse.cluster.execute(
                    """
                    update vitrine.current_version set number = 1;
                    delete from vitrine.versions where number <> 1;
                    drop schema vitrine_v2 cascade
                    """, database: warehouse.database)
            }
        }
        #expect(hits == 20, "of \(loads) loads")
    }

    @Test func passwordsStandInNoProcessListAndNoOutput() throws {
        let folder = try TemporaryFolder()
        let (first, _) = try exports(in: folder)
        let warehouse = try Warehouse(home: folder.path + "/home")
        let secret = try #require(URLComponents(string: warehouse.url)?.percentEncodedPassword)
        let load = try Program.start(["load", first, "--home", warehouse.home, "--warehouse", warehouse.url])
        var wasHidden = false
        while load.isRunning {
            let line = (try? String(contentsOfFile: "/proc/\(load.processIdentifier)/cmdline", encoding: .utf8)) ?? ""
            if line.contains("postgresql://***") {
                #expect(!line.contains(secret))
                wasHidden = true
                break
            }
        }
        #expect(wasHidden)
        load.waitUntilExit()
        let run = try warehouse.load(first)
        #expect(run.exitCode == 0)
        for text in [run.output, run.errors] {
            #expect(!text.contains(secret))
            #expect(!text.contains(PrivateCluster.password))
        }
    }
}
