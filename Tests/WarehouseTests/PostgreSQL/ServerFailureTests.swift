import Foundation
import PostgreSQL
import PrivateCluster
import Testing

@testable import Warehouse

/// A server that goes away, comes back, or runs out of disk; each test has its own.
@Suite(.enabled(if: hasPostgreSQL, "PostgreSQL is not installed"), .serialized)
struct ServerFailureTests {
    @Test func aRestartedServerIsFoundAgain() async throws {
        let cluster = try PrivateCluster()
        let published = try PublishedShop(cluster)
        try published.load(try published.shop.export("export", orders: 60).path)
        let monitor = try WarehouseMonitor(home: published.shop.home(), warehouse: published.address())
        let warehouse = try #require(monitor.current)
        #expect(try await warehouse.rows("select 1", []).count == 1)

        try cluster.stop()
        let down = await #expect(throws: WarehouseError.self) { try await warehouse.rows("select 1", []) }
        #expect(down?.kind == .unavailable)
        let unseen = await #expect(throws: WarehouseError.self) { try await monitor.refresh() }
        #expect(unseen?.kind == .unavailable)
        #expect(monitor.obstacle?.kind == .unavailable)
        #expect(monitor.current?.version.number == 1)

        // A server that is down at the start is waited for.
        let late = try WarehouseMonitor(home: published.shop.home(), warehouse: published.address())
        #expect(late.current == nil)
        #expect(late.obstacle?.kind == .unavailable)

        try cluster.start()
        #expect(await eventually { (try? await warehouse.rows("select 1 from fact_orders limit 1", [])) != nil })
        #expect(await eventually { (try? await late.refresh())?.version.number == 1 })
        #expect(late.obstacle == nil)
        #expect(await eventually { (try? await monitor.refresh()) == nil && monitor.obstacle == nil })
    }

    @Test func aRestartBetweenTwoQuestionsIsNotNoticed() async throws {
        let cluster = try PrivateCluster()
        let published = try PublishedShop(cluster)
        try published.load(try published.shop.export("export", orders: 60).path)
        let warehouse = try published.open()
        for isCrash in [false, true] {
            #expect(try await warehouse.rows("select 1", []).count == 1)
            try cluster.stop(isCrash: isCrash)
            try cluster.start()
            #expect(try await warehouse.rows("select 1 from fact_orders limit 1", []).count == 1)
        }
    }

    @Test func aVersionThatIsGoneAfterARestartIsToldApart() async throws {
        let cluster = try PrivateCluster()
        let published = try PublishedShop(cluster)
        try published.load(try published.shop.export("export", orders: 60).path)
        let warehouse = try published.open()
        try cluster.stop()
        try cluster.start()
        // Nothing holds the version now, so loads may remove it.
        for number in 2...4 {
            try published.load(try published.shop.export("export\(number)", orders: 60, seed: UInt64(number)).path)
        }
        let error = await #expect(throws: WarehouseError.self) { try await warehouse.rows("select 1", []) }
        #expect(error?.kind == .unavailable)
        #expect(error?.message.contains("is gone") == true)
    }

    @Test func questionsThatRunTooLongAreEnded() async throws {
        let published = try PublishedShop()
        try published.load(try published.shop.export("export", orders: 60).path)
        let warehouse = try published.open(meter: QueryMeter(limit: .milliseconds(200)))
        await #expect(throws: QueryTimeout.self) { try await warehouse.rows("select pg_sleep(60)", []) }
        #expect(try await warehouse.rows("select 1", []).count == 1)
        let task = Task { try await published.open().rows("select pg_sleep(60)", []) }
        try await Task.sleep(for: .milliseconds(200))
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    @Test func aServerThatStopsDuringALoadIsWaitedFor() async throws {
        let cluster = try PrivateCluster()
        let published = try PublishedShop(cluster)
        let export = try published.shop.export("export", orders: 200).path
        let address = try published.address()
        let home = try published.shop.home()
        let stopped = Locked(false)
        let progress = LoadProgress { stage in
            guard case .copying(table: "fact_orders") = stage else { return }
            let isFirst = stopped.withLock { stopped in
                defer { stopped = true }
                return !stopped
            }
            if isFirst {
                try? cluster.stop(isCrash: true)
                try? cluster.start()
            }
        }
        let summary = try Loader(home: home, warehouse: address).load([export], progress: progress)
        #expect(summary.isPublished)
        #expect(stopped.withLock { $0 })
        #expect(try published.schemas() == ["vitrine_v1"])
        #expect(try await published.open().rows("select 1 from fact_orders", []).count == 200)
    }

    @Test(.enabled(if: geteuid() == 0, "a small file system can be mounted by root only"))
    func aFullDiskIsSaidAndTheVersionBeforeStays() async throws {
        let published = try PublishedShop()
        let disk = published.shop.folder + "/disk"
        try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: true)
        guard try run("/bin/mount", "-t", "tmpfs", "-o", "size=12m,mode=0777", "tmpfs", disk) else {
            print("skipped: no file system can be mounted here")
            return
        }
        defer { _ = try? run("/bin/umount", "--lazy", disk) }
        #expect(try run("/bin/chown", "postgres", disk))
        try published.execute("create tablespace small_\(published.database) location '\(disk)'")
        try published.execute(
            "alter database \(published.database) set default_tablespace = small_\(published.database)")
        try published.load(try published.shop.export("small", orders: 60).path)
        let large = try published.shop.export("large", orders: 30_000, seed: 2).path
        let error = warehouseError { try published.load(large) }
        #expect(error?.kind == .environment)
        #expect(error?.message.contains("is full") == true, "\(String(describing: error))")
        #expect(try published.schemas() == ["vitrine_v1"])
        #expect(try await published.open().rows("select 1 from fact_orders", []).count == 60)
        try published.execute("alter database \(published.database) reset default_tablespace")
        try published.execute("drop schema vitrine_v1 cascade")
        try published.execute("drop schema vitrine cascade")
        try published.execute("drop tablespace small_\(published.database)")
    }

    private func run(_ program: String, _ arguments: String...) throws -> Bool {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus == 0
    }

    private func eventually(_ condition: () async -> Bool) async -> Bool {
        for _ in 0..<300 {
            if await condition() { return true }
            try? await Task.sleep(for: .milliseconds(50))
        }
        return false
    }
}
