import DuckDB
import Foundation
import Testing

/// Input that cannot be used ends in a message that names the place and in the documented exit code, and publishes nothing.
struct BadInputTests {
    private static let orders = """
        order_id,customer_id,order_status,order_purchase_timestamp,order_approved_at,order_delivered_carrier_date,\
        order_delivered_customer_date,order_estimated_delivery_date
        o1,c1,delivered,2018-01-01 10:00:00,,,2018-01-05 10:00:00,2018-01-10 00:00:00
        o2,c2,delivered,2018-01-02 10:00:00,,,2018-01-06 10:00:00,2018-01-10 00:00:00

        """
    private static let itemsHeader =
        "order_id,order_item_id,product_id,seller_id,shipping_limit_date,price,freight_value"

    private let folder: TemporaryFolder
    private var home: String { folder.path + "/home" }

    init() throws { folder = try TemporaryFolder() }

    /// Loads a path and expects it to be refused, with these words in the message.
    private func expectRefusal(
        _ path: String, code: Int32 = 2, words: String..., sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let run = try Program.run("load", path, "--home", home)
        #expect(run.exitCode == code, "\(run.errors)", sourceLocation: sourceLocation)
        for word in words {
            #expect(run.errors.contains(word), "\(word) is not in: \(run.errors)", sourceLocation: sourceLocation)
        }
        #expect(run.output.isEmpty, sourceLocation: sourceLocation)
        #expect(!FileManager.default.fileExists(atPath: home + "/current"), sourceLocation: sourceLocation)
        #expect(!FileManager.default.fileExists(atPath: home + "/scratch"), sourceLocation: sourceLocation)
    }

    /// What a load's JSON summary says of a table.
    private struct Summary: Decodable {
        struct Table: Decodable {
            let name: String
            let rowsRead: Int
            let rowsLanded: Int
            let rowsRejected: Int
        }
        let tables: [Table]
    }

    private struct Rejects: Decodable {
        let tableName: String
    }

    /// Loads order lines beside two good orders, and returns what became of the lines.
    private func loadItems(_ lines: String...) throws -> Summary.Table {
        let source = folder.path + "/source"
        try folder.write(Self.orders, to: "source/orders.csv")
        try folder.write(([Self.itemsHeader] + lines).joined(separator: "\n") + "\n", to: "source/order_items.csv")
        let run = try Program.run("load", source, "--home", home, "--json")
        #expect(run.exitCode == 0, "\(run.errors)")
        let table = try #require(try Self.summary(run).tables.first { $0.name == "order_items" })
        #expect(table.rowsRead == table.rowsLanded + table.rowsRejected)
        return table
    }

    private static func summary(_ run: Program.Run) throws -> Summary {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(Summary.self, from: Data(run.output.utf8))
    }

    @Test func missingFile() throws {
        try expectRefusal(folder.path + "/nowhere.zip", words: "nowhere.zip")
    }

    @Test func notAZip() throws {
        try expectRefusal(try folder.write("this is no archive", to: "archive.zip"), words: "archive.zip")
    }

    /// Makes a zip with Python's own module, which writes what an honest program would not.
    private func zip(_ script: String) throws -> String {
        let path = folder.path + "/archive.zip"
        let python = Process()
        python.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        python.arguments = [
            "python3", "-c",
            """
            import sys, zipfile
            orders = sys.argv[2]
            with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED) as archive:
                \(script)
            """, path, Self.orders,
        ]
        try python.run()
        python.waitUntilExit()
        try #require(python.terminationStatus == 0)
        return path
    }

    @Test(arguments: ["../orders.csv", "/tmp/vitrine-climbed.csv", "a/../../orders.csv"])
    func aZipThatClimbsOut(name: String) throws {
        let path = try zip("archive.writestr('\(name)', orders)")
        try expectRefusal(path, words: "archive.zip", name)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["archive.zip", "home"])
        #expect(!FileManager.default.fileExists(atPath: "/tmp/vitrine-climbed.csv"))
    }

    @Test func aZipThatExplodes() throws {
        let path = try zip("archive.writestr('orders.csv', orders + orders.splitlines()[1] * 1_000_000)")
        try expectRefusal(path, words: "archive.zip", "decompression bomb")
    }

    @Test func aZipThatIsCutOff() throws {
        let whole = try Data(contentsOf: URL(fileURLWithPath: zip("archive.writestr('orders.csv', orders)")))
        try whole.prefix(whole.count - 30).write(to: URL(fileURLWithPath: folder.path + "/archive.zip"))
        try expectRefusal(folder.path + "/archive.zip", words: "archive.zip")
    }

    @Test func aZipWithNamesInUTF8() throws {
        let path = try zip("archive.writestr('relatório/orders.csv', orders)")
        let run = try Program.run("load", path, "--home", home)
        #expect(run.exitCode == 0, "\(run.errors)")
    }

    /// Writes two orders as Parquet, under a name that is moved into place since DuckDB would take it for something else.
    private func parquet(_ name: String) throws -> String {
        let plain = folder.path + "/written.parquet"
        let orders = try folder.write(Self.orders, to: "plain.csv")
        try Database(.memory).connect().execute(
            "copy (select * from read_csv('\(orders)', all_varchar = true)) to '\(plain)' (format parquet)")
        let path = folder.path + "/" + name
        try FileManager.default.createDirectory(
            atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try FileManager.default.moveItem(atPath: plain, toPath: path)
        return path
    }

    @Test(arguments: ["s3://bucket/orders.parquet", "https:/host/orders.parquet", "file:orders.parquet", "o*.parquet"])
    func aNameThatLooksLikeSomethingElse(name: String) throws {
        _ = try parquet(name)
        _ = try parquet("oo.parquet")
        let run = try Program.run(arguments: ["load", name, "--home", "home", "--json"], in: folder.path)
        #expect(run.exitCode == 0, "\(run.errors)")
        #expect(try Self.summary(run).tables.map(\.rowsRead) == [2])
    }

    @Test func whatIsUnpackedNeedsNoTemporaryFolder() throws {
        let orders = try parquet("orders.parquet")
        let path = try zip("archive.write('\(orders)', 'orders.parquet')")
        let run = try Program.run(
            arguments: ["load", path, "--home", home], environment: ["TMPDIR": folder.path + "/nowhere"])
        #expect(run.exitCode == 0, "\(run.errors)")
        #expect(!FileManager.default.fileExists(atPath: home + "/scratch"))
    }

    @Test func columnsInAnotherOrderBesideUnknownOnes() throws {
        let lines = Self.orders.split(separator: "\n").enumerated().map { number, line in
            let fields = line.split(separator: ",", omittingEmptySubsequences: false).reversed()
            return (["extra \(number)"] + fields + ["more"]).joined(separator: ",")
        }
        let plain = try folder.write(Self.orders, to: "plain/orders.csv")
        #expect(try Program.run("load", plain, "--home", home).exitCode == 0)
        let path = try folder.write(lines.joined(separator: "\n"), to: "other/orders.csv")
        let run = try Program.run("load", path, "--home", home, "--json")
        #expect(run.exitCode == 0, "\(run.errors)")
        #expect(run.output.contains("\"is_published\" : false"), "the same rows, so nothing new: \(run.output)")
    }

    @Test func textInLatin1() throws {
        let header = "seller_id,seller_zip_code_prefix,seller_city,seller_state\n"
        let path = folder.path + "/sellers.csv"
        let text = try #require((header + "s1,01001,São Paulo,SP\n").data(using: .isoLatin1))
        try text.write(to: URL(fileURLWithPath: path))
        #expect(try Program.run("load", path, "--home", home).exitCode == 0)
        let same = try folder.write(header + "s1,01001,São Paulo,SP\n", to: "utf8/sellers.csv")
        let run = try Program.run("load", same, "--home", home)
        #expect(run.output.contains("Nothing new"), "\(run.output) \(run.errors)")
    }

    @Test func textInUTF16() throws {
        let path = folder.path + "/orders.csv"
        try #require(Self.orders.data(using: .utf16)).write(to: URL(fileURLWithPath: path))
        try expectRefusal(path, words: "orders.csv", "UTF-16", "iconv")
    }

    @Test func bytesThatAreNoText() throws {
        let source = folder.path + "/source"
        try folder.write(Self.orders, to: "source/orders.csv")
        try folder.write("", to: "source/order_items.csv")
        var bytes = Data("\(Self.itemsHeader)\no1,1,é,s1,,1,1\no1,2,é,s1,,1,1\no1,3,p".utf8)
        bytes += [0xFF, 0xFE] + Data(",s1,,1,1\n".utf8)
        try bytes.write(to: URL(fileURLWithPath: source + "/order_items.csv"))
        let run = try Program.run("load", source, "--home", home)
        #expect(run.exitCode == 0, "\(run.errors)")
        #expect(run.output.contains("1 rows were rejected"), "\(run.output)")
    }

    @Test func emptyFile() throws {
        try expectRefusal(try folder.write("", to: "orders.csv"), words: "orders.csv", "empty")
    }

    @Test func neededColumnIsMissing() throws {
        let path = try folder.write("order_id,customer_id,order_status\no1,c1,delivered\n", to: "orders.csv")
        try expectRefusal(path, words: "orders.csv", "line 1", "order_purchase_timestamp")
    }

    @Test func unknownDelimiter() throws {
        let path = try folder.write(Self.orders.replacing(",", with: "#"), to: "orders.csv")
        try expectRefusal(path, words: "orders.csv", "line 1")
    }

    @Test func semicolonsAreADelimiterToo() throws {
        let path = try folder.write(Self.orders.replacing(",", with: ";"), to: "orders.csv")
        #expect(try Program.run("load", path, "--home", home).exitCode == 0)
    }

    @Test func textWhereANumberBelongs() throws {
        let table = try loadItems("o1,1,p1,s1,2018-01-03 00:00:00,58.90,10.00", "o2,1,p1,s1,,cheap,10.00")
        #expect((table.rowsLanded, table.rowsRejected) == (1, 1))
    }

    @Test func negativePrice() throws {
        let table = try loadItems("o1,1,p1,s1,,-58.90,10.00", "o2,1,p1,s1,,1,1")
        #expect((table.rowsLanded, table.rowsRejected) == (1, 1))
    }

    @Test func impossibleDate() throws {
        let table = try loadItems("o1,1,p1,s1,2018-02-30 00:00:00,58.90,10.00", "o2,1,p1,s1,,1,1")
        #expect((table.rowsLanded, table.rowsRejected) == (1, 1))
    }

    @Test func aKeyGivenTwiceWithOtherValues() throws {
        let table = try loadItems("o1,1,p1,s1,,58.90,10.00", "o1,1,p1,s1,,60.00,10.00", "o1,2,p1,s1,,1,1")
        #expect((table.rowsLanded, table.rowsRejected) == (2, 1))
    }

    @Test func anOrderThatCostsMoreThanOneLineCan() throws {
        let table = try loadItems("o1,1,p1,s1,,9999999999.99,0.01", "o1,2,p1,s1,,9999999999.99,0.02")
        #expect((table.rowsLanded, table.rowsRejected) == (2, 0))
        let query = try Program.run("query", "revenue,freight", "--days", "all", "--format", "csv", "--home", home)
        #expect(query.output.contains("19999999999.98,0.03"), "\(query.output)\(query.errors)")
    }

    @Test func aTruncatedLastLine() throws {
        let table = try loadItems("o1,1,p1,s1,,58.90,10.00", "o2,1,p1,s")
        #expect((table.rowsLanded, table.rowsRejected) == (1, 1))
    }

    @Test func aFieldOfTenMegabytes() throws {
        let table = try loadItems(
            "o1,1,p1,s1,,58.90,10.00", "o2,1,\(String(repeating: "x", count: 10_000_000)),s1,,1,1")
        #expect((table.rowsLanded, table.rowsRejected) == (1, 1))
    }

    @Test func aLineOfAnUnknownOrderWaits() throws {
        let table = try loadItems("o1,1,p1,s1,,58.90,10.00", "o9,1,p1,s1,,1,1")
        #expect((table.rowsLanded, table.rowsRejected) == (2, 0))
        let check = try Program.run("check", "--home", home)
        #expect(check.exitCode == 0)
        #expect(check.output.contains("o9"))
    }

    @Test func anUnwritableHome() throws {
        // A file where a folder belongs cannot be written into, not even by root.
        let path = try folder.write("", to: "file") + "/home"
        let orders = try folder.write(Self.orders, to: "orders.csv")
        let run = try Program.run("load", orders, "--home", path)
        #expect(run.exitCode == 3)
        #expect(run.errors.contains(path))
    }

    @Test func aHomeOutOfReachIsNotAnEmptyOne() throws {
        // A link to itself cannot be followed, not even by root.
        let link = folder.path + "/loop"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: link)
        for command in ["check", "query", "serve"] {
            let run = try Program.run(arguments: [command] + (command == "query" ? ["orders"] : []) + ["--home", link])
            #expect(run.exitCode == 3)
            #expect(run.errors.contains("cannot open the home \(link)"))
        }
    }

    @Test func aHomeWithAQuestionMark() throws {
        let orders = try folder.write(Self.orders, to: "orders.csv")
        let run = try Program.run("load", orders, "--home", folder.path + "/what?now")
        #expect(run.exitCode == 3)
        #expect(run.errors.contains("what?now has a ? in its path"))
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/what"))
    }

    @Test func aHomeOfANewerVersion() throws {
        try folder.write(#"{"format": 99}"#, to: "home/home.json")
        let orders = try folder.write(Self.orders, to: "orders.csv")
        for command in [["load", orders], ["check"], ["serve"]] {
            let run = try Program.run(arguments: command + ["--home", home])
            #expect(run.exitCode == 3)
            #expect(run.errors.contains("newer"))
        }
    }

    @Test func wrongUsage() throws {
        #expect(try Program.run("load", "--home", home).exitCode == 2)
        #expect(try Program.run("nonsense").exitCode == 2)
        #expect(try Program.run("serve", "--host", "0.0.0.0").exitCode == 2)
        #expect(try Program.run("check", "--home", home).exitCode == 2)
        #expect(try Program.run("--help").exitCode == 0)
    }
}
