import Foundation
import Testing
import Warehouse

@testable import Server

/// Questions that are asked without a server.
struct CommandLineQuestionTests {
    private let shop: ServedShop

    init() throws { shop = try ServedShop.shared.get() }

    private func warehouse() throws -> OpenWarehouse { try #require(try OpenWarehouse.current(of: shop.home)) }

    private func problem(
        _ parameters: [(String, String)], filters: [(String, String)] = []
    ) throws -> String? {
        let warehouse = try warehouse()
        do {
            _ = try CommandLineQuestion(parameters, filters: filters, of: warehouse)
            return nil
        } catch {
            return error.description
        }
    }

    @Test(arguments: [
        [
            ("metrics", "revenue,on_time_rate"), ("by", "state"), ("grain", "month"), ("days", "365"),
            ("compare", "year"),
        ],
        [("metrics", "orders")], [("metrics", "freight"), ("by", "category"), ("sort", "-freight"), ("limit", "3")],
    ])
    func theirJSONAndCSVAreTheAPIs(parameters: [(String, String)]) async throws {
        let filter = ("payment_type", "credit_card")
        let answer = try await CommandLineQuestion(parameters, filters: [filter], of: try warehouse()).answer()
        let query = (parameters + [filter]).map { "\($0)=\($1)" }.joined(separator: "&")
        try await shop.test { client in
            try await client.execute(uri: "/api/query?\(query)", method: .get) { response in
                #expect(Array(response.body.readableBytesView) == answer.json)
            }
            try await client.execute(uri: "/api/query?\(query)&format=csv", method: .get) { response in
                #expect(Array(response.body.readableBytesView) == answer.csv)
            }
        }
        #expect(String(decoding: answer.json, as: UTF8.self).contains(#""columns":["#))
    }

    @Test(arguments: ["limit", "days", "by", "format", "metrics", "sort", "nonsense", ""])
    func whatIsNoDimensionIsNoFilter(name: String) throws {
        let problem = try #require(try problem([("metrics", "orders")], filters: [(name, "1")]))
        #expect(problem.hasPrefix("--filter \(name): there is no such filter; it is one of weekday, "), "\(problem)")
    }

    @Test(arguments: ["day", "week", "month", "quarter", "year"])
    func timeIsNoFilter(name: String) throws {
        #expect(
            try problem([("metrics", "orders")], filters: [(name, "2018-01-01")])
                == "--filter \(name): time is chosen by --days, or --from and --to")
    }

    @Test func theCommandThatListsNamesIsNamed() throws {
        #expect(try problem([("metrics", "x")]) == "metrics: There is no metric x; vitrine metrics lists them.")
        #expect(
            try problem([("metrics", "orders"), ("by", "x")])
                == "by: There is no dimension x; vitrine metrics lists them.")
        #expect(try problem([("metrics", "orders")], filters: [("state", "SP"), ("state", "RJ")]) == nil)
        let refusal = try problem([("metrics", "orders")], filters: [("hour", "99")])
        #expect(refusal?.hasPrefix("hour: 99 is not one of 0, 1") == true, "\(refusal ?? "")")
    }
}
