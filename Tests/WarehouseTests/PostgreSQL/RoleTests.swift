import Foundation
import PostgreSQL
import PrivateCluster
import Testing

@testable import Warehouse

/// The grants that docs/operations.md gives are enough, and no more than needed.
@Suite(.enabled(if: hasPostgreSQL, "PostgreSQL is not installed"))
struct RoleTests {
    /// A database with a loader and a reader set up as the documentation says.
    private func publishedShop() throws -> (shop: PublishedShop, loader: String, reader: String) {
        let published = try PublishedShop()
        let (loader, reader) = ("loader_\(published.database)", "reader_\(published.database)")
        let page = try String(contentsOfFile: Self.documentation, encoding: .utf8)
        let block = try #require(page.firstMatch(of: #/```sql\n(-- As an administrator.*?)```/#.dotMatchesNewlines())).1
        let password = PrivateCluster.password.replacing("'", with: "''")
        let sql = block.replacing("vitrine_loader", with: loader).replacing("vitrine_reader", with: reader)
            .replacing("password '…'", with: "password '\(password)'")
            .replacing("create database shop", with: "-- create database shop")
            .replacing("database shop", with: "database \(published.database)")
            .split(separator: "\n").filter { !$0.hasPrefix("\\") }.joined(separator: "\n")
        try published.execute(sql)
        return (published, loader, reader)
    }

    private static let documentation = URL(fileURLWithPath: #filePath)
        .appendingPathComponent("../../../../docs/operations.md").standardizedFileURL.path

    @Test func aLoaderLoadsAndAReaderReads() async throws {
        let (published, loader, reader) = try publishedShop()
        for number in 1...4 {
            try published.load(
                try published.shop.export("export\(number)", orders: 60, seed: UInt64(number)).path, as: loader)
            let warehouse = try #require(
                try OpenWarehouse.current(of: published.shop.home(), in: published.address(user: reader)))
            #expect(warehouse.version.number == number)
            #expect(try await warehouse.rows("select 1 from fact_orders limit 1", []).count == 1)
            #expect(try await warehouse.checkResults().count > 50)
        }
        #expect(try published.schemas() == ["vitrine_v2", "vitrine_v3", "vitrine_v4"])
        let monitor = try WarehouseMonitor(home: published.shop.home(), warehouse: published.address(user: reader))
        #expect(try await monitor.refresh() == nil)
        #expect(monitor.current?.version.number == 4)
    }

    @Test func aReaderCannotLoadOrChange() async throws {
        let (published, loader, reader) = try publishedShop()
        let export = try published.shop.export("export", orders: 60).path
        try published.load(export, as: loader)
        let next = try published.shop.export("next", orders: 60, seed: 2).path
        let error = warehouseError { try published.load(next, as: reader) }
        #expect(error?.kind == .environment)
        #expect(error?.message.contains("permission denied") == true)
        #expect(error?.message.contains("docs/operations.md") == true)
        let warehouse = try #require(
            try OpenWarehouse.current(of: published.shop.home(), in: published.address(user: reader)))
        await #expect(throws: PostgreSQLError.self) { try await warehouse.rows("delete from fact_orders", []) }
        await #expect(throws: PostgreSQLError.self) {
            try await warehouse.rows("select * from pg_read_file('/etc/passwd')", [])
        }
        // A role without grants is told where to find them.
        try published.execute("create role stranger_\(published.database) login password '\(PrivateCluster.password)'")
        let stranger = warehouseError {
            _ = try OpenWarehouse.current(
                of: published.shop.home(), in: published.address(user: "stranger_\(published.database)"))
        }
        #expect(stranger?.message.contains("docs/operations.md") == true)
    }

    @Test func aWrongPasswordIsNotRepeated() throws {
        let published = try PublishedShop()
        let error = warehouseError {
            _ = try OpenWarehouse.current(of: published.shop.home(), in: published.address(password: "hunter2"))
        }
        #expect(error?.kind == .environment)
        #expect(error?.message.contains("hunter2") == false)
        #expect(error?.message.contains("password authentication failed") == true)
        #expect(
            warehouseError { _ = try WarehouseAddress("postgresql://a:hunter@2@host/db") }?.message.contains("hunter")
                == false)
        #expect(warehouseError { _ = try WarehouseAddress("sqlite") }?.kind == .input)
        #expect(try WarehouseAddress("") == .embedded)
        #expect(try WarehouseAddress("duckdb") == .embedded)
    }
}
