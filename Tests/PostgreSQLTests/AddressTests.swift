import Foundation
import PostgreSQL
import PrivateCluster
import Testing

struct AddressTests {
    @Test(.enabled(if: PrivateCluster.obstacle == nil, "PostgreSQL is not installed"))
    func textsAreUTF8WhateverTheAddressSays() throws {
        let url = try cluster().url(database: "postgres")
        let address = try PostgreSQLAddress(url + (url.contains("?") ? "&" : "?") + "client_encoding=LATIN1")
        let connection = try PostgreSQLConnection(address)
        #expect(try connection.value("select $1 || '|' || octet_length($1)", [.text("está")]) == "está|5")
    }

    @Test func readsItsParts() throws {
        let address = try PostgreSQLAddress("postgresql://ana:s%40crt@db.example:5433/shop?sslmode=verify-full")
        #expect(address.user == "ana")
        #expect(address.host == "db.example")
        #expect(address.port == "5433")
        #expect(address.database == "shop")
        #expect(address.description == "postgresql://ana@db.example:5433/shop")
        #expect(try PostgreSQLAddress("postgres://[::1]/shop").description == "postgresql://[::1]/shop")
        #expect(try PostgreSQLAddress("postgresql:///shop?host=/run/postgresql").host == "/run/postgresql")
        #expect(PostgreSQLAddress.isURL("postgresql://"))
        #expect(!PostgreSQLAddress.isURL("duckdb"))
    }

    @Test func neverShowsThePassword() throws {
        let address = try PostgreSQLAddress("postgresql://ana:hunter2@localhost/shop?sslpassword=hunter2")
        var dumped = ""
        dump(address, to: &dumped)
        for text in [address.description, "\(address)", String(reflecting: address), dumped, "\([address])"] {
            #expect(!text.contains("hunter2"), "\(text)")
        }
    }

    /// Passwords with characters that ought to be escaped end up in any part of a URL, and then in messages about it.
    @Test(arguments: [
        "postgresql://ana:hun@ter2@localhost/shop", "postgresql://ana:hun/ter2@localhost/shop",
        "postgresql://ana:99/hunter2@localhost/shop", "postgresql://ana:hunter2%@localhost/shop",
        "postgresql://ana:hunter2@localhost:port/shop", "postgresql://ana:hunter2@localhost:99999/shop",
        "postgresql://ana:hunter2@localhost/shop?nonsense=1", "mysql://ana:hunter2@localhost/shop", "hunter2", "",
    ])
    func refusesWhatItCannotReadWithoutRepeatingIt(url: String) {
        let error = postgreSQLError { _ = try PostgreSQLAddress(url) }
        #expect(error?.kind == .misuse, "\(url)")
        for part in ["hun", "ter2"] { #expect(error?.description.contains(part) == false) }
    }
}

@Suite(.enabled(if: PrivateCluster.obstacle == nil, "PostgreSQL is not installed"))
struct ConnectingTests {
    @Test func connectsAndTellsAboutTheServer() throws {
        let connection = try connection(.init(applicationName: "a test"))
        #expect(connection.serverVersion >= 150_000)
        #expect(!connection.isEncrypted)
        #expect(try connection.value("select pg_backend_pid()") == .integer(Int64(connection.serverProcess)))
        #expect(try connection.value("select current_setting('application_name')") == "a test")
        #expect(try connection.value("select (date '2018-01-02')::text") == "2018-01-02")
        #expect(connection.isAlive())
    }

    @Test func aWrongPasswordIsSaidWithoutThePassword() throws {
        let wrong = try PostgreSQLAddress(cluster().url(password: "hunter2"))
        let error = try #require(postgreSQLError { _ = try PostgreSQLConnection(wrong) })
        #expect(error.kind == .authentication)
        #expect(error.sqlState == "28P01")
        #expect(error.message.contains("password authentication failed for user \"postgres\""), "\(error.message)")
        #expect(!"\(error) \(String(reflecting: error))".contains("hunter2"))
        #expect(!error.message.contains("28P01"))
        #expect(!error.message.contains(".c:"))
    }

    @Test func aMissingDatabaseOrServerIsSaid() throws {
        let missing = try PostgreSQLAddress(cluster().url(database: "nowhere"))
        let database = postgreSQLError { _ = try PostgreSQLConnection(missing) }
        #expect(database?.kind == .catalog)
        #expect(database?.message.contains("\"nowhere\"") == true)
        let nobody = try PostgreSQLAddress("postgresql://postgres@127.0.0.1:1/postgres")
        #expect(postgreSQLError { _ = try PostgreSQLConnection(nobody) }?.kind == .connection)
        let nameless = try PostgreSQLAddress("postgresql://postgres@no-such-host.invalid/postgres")
        #expect(postgreSQLError { _ = try PostgreSQLConnection(nameless) }?.kind == .connection)
        // The server has no certificate, so a connection that insists on one fails.
        let secure = try PostgreSQLAddress(cluster().url() + "?sslmode=require")
        #expect(postgreSQLError { _ = try PostgreSQLConnection(secure) }?.kind == .connection)
    }

    @Test func aSilentServerIsGivenUp() throws {
        let silent = try SilentServer()
        let address = try PostgreSQLAddress("postgresql://postgres@127.0.0.1:\(silent.port)/postgres?sslmode=disable")
        let error = postgreSQLError {
            _ = try PostgreSQLConnection(address, options: .init(connectLimit: .milliseconds(300)))
        }
        #expect(error?.kind == .connection)
        #expect(error?.message.contains("in time") == true)
    }
}

/// Takes connections and never says a word.
private final class SilentServer {
    let port: Int
    private let descriptor: Int32

    init() throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let descriptor = descriptor
        let isListening = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                bind(descriptor, pointer, size) == 0 && getsockname(descriptor, pointer, &size) == 0
                    && listen(descriptor, 5) == 0
            }
        }
        try #require(isListening)
        port = Int(UInt16(bigEndian: address.sin_port))
    }

    deinit { close(descriptor) }
}
