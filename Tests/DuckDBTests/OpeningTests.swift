import DuckDB
import Foundation
import Testing

struct OpeningTests {
    private func make(_ path: String) throws {
        let connection = try Database(.file(path)).connect()
        try connection.execute("create table t as select range as n from range(1000); checkpoint")
    }

    @Test func aFileKeepsItsRows() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("a.duckdb")
        try make(path)
        #expect(try Database(.file(path)).connect().query("select count(*) from t").value() == 1000)
    }

    @Test func theLibraryTellsItsVersion() {
        #expect(Database.libraryVersion.hasPrefix("v"))
    }

    @Test func optionsTakeEffect() throws {
        let folder = try TemporaryFolder()
        let options = Database.Options(
            threads: 1, memoryLimit: "256MiB", temporaryDirectory: folder.path, settings: ["default_order": "desc"])
        let connection = try Database(.memory, options: options).connect()
        let row = try #require(
            try connection.query(
                "select current_setting('threads')::int, current_setting('memory_limit'), current_setting('temp_directory'), upper(current_setting('default_order')), current_setting('autoinstall_known_extensions')::boolean"
            ).firstRow())
        #expect(row.values == [1, "256.0 MiB", .text(folder.path), "DESC", false])
    }

    @Test(arguments: [
        ["no_such_setting": "1"], ["threads": "many"], ["memory_limit": "a lot"], ["disabled_optimizers": "none_such"],
    ])
    func wrongSettingsAreNamed(settings: [String: String]) throws {
        let error = duckDBError { _ = try Database(.memory, options: .init(settings: settings)) }
        #expect(
            error?.kind == .settings || error?.kind == .invalidInput || error?.kind == .syntax,
            "\(String(describing: error?.kind))")
        #expect(error?.message.contains(settings.keys.first ?? "") == true, "\(error?.message ?? "")")
    }

    @Test func badPathsAreInputOutputErrors() throws {
        let folder = try TemporaryFolder()
        #expect(duckDBError { _ = try Database(.file(folder.path + "/no/such/folder.duckdb")) }?.kind == .io)
        #expect(duckDBError { _ = try Database(.file(folder.path)) }?.kind == .io)
        #expect(duckDBError { _ = try Database(.file("")) }?.kind == .misuse)
        let missing = duckDBError {
            _ = try Database(.file(folder.file("missing.duckdb")), options: .init(isReadOnly: true))
        }
        #expect(missing?.kind == .io)
        #expect(missing?.message.contains("missing.duckdb") == true)
    }

    @Test func aTextFileIsNoDatabase() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("text.duckdb")
        try Data(String(repeating: "this is no database\n", count: 1000).utf8).write(to: URL(fileURLWithPath: path))
        let error = duckDBError { _ = try Database(.file(path)) }
        #expect(error?.kind == .corrupt)
        #expect(error?.message.contains("text.duckdb") == true)
    }

    @Test func aDamagedFileIsCorrupt() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("damaged.duckdb")
        try make(path)
        var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        for offset in stride(from: 4096, to: bytes.count, by: 64) { bytes[offset] ^= 0x5A }
        try bytes.write(to: URL(fileURLWithPath: path))
        let error = duckDBError { _ = try Database(.file(path)).connect().query("select sum(n) from t").rows() }
        #expect(error?.kind == .corrupt, "\(String(describing: error))")
    }

    @Test func aTruncatedFileIsAnError() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("short.duckdb")
        try make(path)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        for length in [1, 100, 4096, 12_288, bytes.count / 2] {
            try bytes.prefix(length).write(to: URL(fileURLWithPath: path))
            let error = duckDBError { _ = try Database(.file(path)).connect().query("select sum(n) from t").rows() }
            #expect(error?.kind == .io || error?.kind == .corrupt, "\(length) bytes: \(String(describing: error))")
        }
    }

    @Test func aFileOfANewerVersionSaysSo() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("newer.duckdb")
        try make(path)
        var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        // The file starts with the checksum of the header's other 511 words, "DUCK" and the storage version.
        #expect(bytes[8..<12] == Data("DUCK".utf8))
        func checksum() -> UInt64 {
            (1..<512).reduce(5381) { sum, word in
                let value = bytes[word * 8..<word * 8 + 8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
                return sum ^ (value &* 0xbf58_476d_1ce4_e5b9)
            }
        }
        func stored() -> UInt64 { bytes[0..<8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) } }
        #expect(checksum() == stored())
        bytes[12] = 250
        let sum = checksum()
        for index in 0..<8 { bytes[index] = UInt8(truncatingIfNeeded: sum >> (8 * UInt64(index))) }
        #expect(checksum() == stored())
        try bytes.write(to: URL(fileURLWithPath: path))
        let error = duckDBError { _ = try Database(.file(path)) }
        #expect(error?.kind == .unsupportedStorage, "\(String(describing: error))")
    }

    @Test func oneProcessOpensAFileForWritingOnce() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("once.duckdb")
        try make(path)
        do {
            let writer = try Database(.file(path))
            #expect(duckDBError { _ = try Database(.file(folder.path + "/./once.duckdb")) }?.kind == .locked)
            #expect(duckDBError { _ = try Database(.file(path), options: .init(isReadOnly: true)) }?.kind == .locked)
            _ = try writer.connect().query("select 1")
        }
        do {
            let readers = try (1...3).map { _ in try Database(.file(path), options: .init(isReadOnly: true)) }
            for reader in readers { #expect(try reader.connect().query("select count(*) from t").value() == 1000) }
            #expect(duckDBError { _ = try Database(.file(path)) }?.kind == .locked)
        }
        #expect(try Database(.file(path)).connect().query("select count(*) from t").value() == 1000)
    }
}
