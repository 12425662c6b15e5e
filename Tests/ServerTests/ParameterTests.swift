import Foundation
import HummingbirdTesting
import Testing

@testable import Analytics
@testable import Server

/// What every endpoint makes of parameters that it should not take.
struct ParameterTests {
    /// A query that an endpoint takes, to put bad parameters beside.
    private static func base(_ endpoint: Endpoint) -> String { endpoint.takes(.metrics) ? "metrics=orders&" : "" }

    /// Bad values for an endpoint's parameters: the query, and the parameter that the answer must name.
    private static func badQueries(for endpoint: Endpoint) -> [(query: String, parameter: String)] {
        var bad: [(String, String)] = [
            ("nonsense=1", "nonsense"), ("nonsense", "nonsense"), ("%00=1", "\u{0}"), ("Days=7", "Days"),
            ("%FF=1", "%FF"), ("days[]=7", "days[]"), ("__proto__=1", "__proto__"),
        ]
        let known = endpoint.parameters.names
        for name in allNames where !known.contains(name) { bad.append(("\(name)=1", name)) }
        for parameter in endpoint.parameters.all {
            switch parameter {
            case .range: bad += ranges
            case .limit(_, let maximum):
                for value in [
                    "0", "-1", "\(maximum + 1)", "1e3", "", "%20 5", "1.0", "99999999999999999999", "%00", "%FF",
                ] {
                    bad.append(("limit=\(value)", "limit"))
                }
                bad.append(("limit=1&limit=2", "limit"))
            case .filters:
                for name in parameter.names {
                    let many = (0...Parameter.mostValues).map { "\(name)=\($0)" }.joined(separator: "&")
                    bad += [
                        (many, name), ("\(name)=%00", name), ("\(name)=a%00b", name), ("\(name)=%FF", name),
                        ("\(name)=%C3%28", name), ("\(name)=%", name), ("\(name)=%ZZ", name),
                        ("\(name)=" + String(repeating: "a", count: 201), name),
                        ("\(name)=" + String(repeating: "%F0%9F%92%A5", count: 201), name),
                    ]
                }
                for dimension in Catalogue.standard.filters where dimension.isClosed || dimension.isWhole {
                    for value in ["abc", "1'%20or%20'1'='1", "1e1", "007", "99999999999", "0x1", "1.0", "%201", "NaN"] {
                        bad.append(("\(dimension.name)=\(value)", dimension.name))
                    }
                }
            case .comparison:
                for value in ["", "never", "Previous", "previous'%20--"] { bad.append(("compare=\(value)", "compare")) }
            case .format:
                for value in ["", "xml", "CSV", "csv%00", "../csv"] { bad.append(("format=\(value)", "format")) }
            case .metrics, .dimensions, .sort: break
            }
        }
        return bad
    }

    private static let ranges: [(String, String)] =
        [
            "", "0", "-1", "07", "+7", "1.5", "1e2", "ALL", "36526", "99999999999999999999", "%20%207", "%D9%A3%D9%A0",
            "%00",
            "7%00", "%FF", "7;drop", "7%20or%201=1", "../7",
        ].map { ("days=\($0)", "days") } + [
            ("days=7&days=7", "days"), ("days=7&from=2018-01-01&to=2018-01-02", "days"),
            ("from=2018-01-01", "to"), ("to=2018-01-01", "from"), ("from=&to=", "from"),
            ("from=2018-02-30&to=2018-03-01", "from"), ("from=2018-02-01&to=2018-01-31", "to"),
            ("from=2018-1-1&to=2018-01-02", "from"), ("from=18-01-01&to=2018-01-02", "from"),
            ("from=1999-12-31&to=2018-01-02", "from"), ("from=2018-01-01&to=2101-01-01", "to"),
            ("from=2018-01-01T00:00:00&to=2018-01-02", "from"), ("from=2018-01-01%00&to=2018-01-02", "from"),
            ("from=2018-01-01'--&to=2018-01-02", "from"), ("from=%D9%A2018-01-01&to=2018-01-02", "from"),
        ]

    private static let allNames = Set(Endpoints.all.flatMap(\.parameters.names))

    @Test(arguments: Endpoints.all.filter { $0.method == .get }.map(\.path))
    func aBadParameterIsRefusedByName(path: String) async throws {
        let endpoint = try #require(Endpoints.all.first { $0.path == path })
        try await ServedShop.shared.get().test { client in
            for (query, parameter) in Self.badQueries(for: endpoint) {
                let answer = try await client.get("/api/\(path)?\(Self.base(endpoint))\(query)")
                #expect(answer.status == 400, "\(query.prefix(80))")
                #expect(answer.error["code"] as? String == "bad_parameter", "\(query.prefix(80))")
                #expect(answer.error["parameter"] as? String == parameter, "\(query.prefix(80))")
                #expect(answer.body["success"] as? Bool == false)
            }
        }
    }

    /// Those that have nothing to do with days take them too, and refuse what are none.
    @Test(arguments: Endpoints.all.filter { $0.method == .get }.map(\.path) + ["health"])
    func everyEndpointTakesDays(path: String) async throws {
        let base = path == "query" ? "metrics=orders&" : ""
        try await ServedShop.shared.get().test { client in
            for (days, status) in [("days=30", 200), ("from=2018-01-01&to=2018-02-01", 200), ("days=x", 400)] {
                let answer = try await client.get("/api/\(path)?\(base)\(days)")
                // The shared shop has no model; what it is asked for is understood all the same.
                #expect(answer.status == (path.hasPrefix("ml/") && status == 200 ? 503 : status), "\(path)?\(days)")
            }
        }
    }

    @Test(arguments: [
        ("", "metrics"), ("metrics=", "metrics"), ("metrics=nothing", "metrics"), ("metrics=revenue,", "metrics"),
        ("metrics=revenue,revenue", "metrics"), ("metrics=revenue&metrics=revenue", "metrics"),
        ("metrics=revenue%00", "metrics"), ("metrics=Revenue", "metrics"),
        ("metrics=revenue);drop%20table%20fact_orders", "metrics"), ("metrics=orders&by=", "by"),
        ("metrics=orders&by=nothing", "by"), ("metrics=orders&by=state,state", "by"),
        ("metrics=orders&by=state,city,region,status,hour", "by"), ("metrics=orders&by=day,month", "by"),
        ("metrics=orders&by=month&grain=day", "by"), ("metrics=orders&by=month&grain=month", "by"),
        ("metrics=orders&grain=decade", "grain"), ("metrics=orders&grain=", "grain"),
        ("metrics=orders&grain=day&grain=day", "grain"), ("metrics=orders&sort=revenue", "sort"),
        ("metrics=orders&sort=", "sort"), ("metrics=orders&sort=-", "sort"), ("metrics=orders&sort=--orders", "sort"),
        ("metrics=orders&sort=orders%20desc", "sort"), ("metrics=orders&by=city&sort=state", "sort"),
        ("metrics=orders&day=2018-01-01", "day"), ("metrics=orders&month=1", "month"),
        ("metrics=orders&days=all&grain=day&by=city,product,seller&limit=1000", "limit"),
    ])
    func aQuestionThatCannotBeAskedIsRefusedByName(query: String, parameter: String) async throws {
        try await ServedShop.shared.get().test { client in
            let answer = try await client.get("/api/query?\(query)")
            #expect(answer.status == 400)
            #expect(answer.error["parameter"] as? String == parameter)
        }
    }

    @Test(arguments: [
        ("metrics=", "A name is empty"), ("metrics=revenue,", "A name is empty"),
        ("metrics=revenue&by=", "A name is empty"),
        ("metrics=revenue&sort=x", "one of those asked for (revenue)"), ("metrics=x", "There is no metric x;"),
    ])
    func whatIsWrongWithAQuestionIsSaidInWords(query: String, words: String) async throws {
        try await ServedShop.shared.get().test { client in
            let message = try await client.get("/api/query?\(query)").error["message"] as? String
            #expect(message?.contains(words) == true, "\(message ?? "")")
        }
    }

    @Test func tooManyMetricsAreRefused() async throws {
        try await ServedShop.shared.get().test { client in
            let names = Catalogue.standard.metrics.map(\.name)
            let most = names.prefix(Parameter.mostMetrics).joined(separator: ",")
            #expect(try await client.get("/api/query?metrics=\(most)").status == 200)
            let answer = try await client.get("/api/query?metrics=\(most),\(names[Parameter.mostMetrics])")
            #expect(answer.error["parameter"] as? String == "metrics")
        }
    }

    /// What looks like SQL, a path or a formula is a text like any other: nothing has it, and nothing happens.
    @Test func whatIsTypedNeverBecomesAnythingElse() async throws {
        let injections = [
            "'", "''", "' or '1'='1", "'; drop table fact_orders; --", "\" or 1=1 --", "\\'; select 1", "$1", "${7*7}",
            "../../../../etc/passwd", "/etc/passwd", "file:///etc/passwd", "%2e%2e%2f", "read_csv('/etc/passwd')",
            "=cmd|' /c calc'!a0", "@sum(1)", "<script>alert(1)</script>", "{{7*7}}", "a\u{1}b", "a\r\nSet-Cookie: x=1",
            "\u{202E}", "NULL", "null", "*", "%", "_",
        ]
        try await ServedShop.shared.get().test { client in
            let before = try await client.get("/api/overview?days=all").data["total_orders"] as? Int
            for dimension in Catalogue.standard.filters where !dimension.isClosed && !dimension.isWhole {
                for text in injections {
                    let value = text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
                    let answer = try await client.get("/api/overview?days=all&\(dimension.name)=\(value)")
                    #expect(answer.status == 200, "\(dimension.name)=\(text)")
                    #expect(answer.data["total_orders"] as? Int == 0, "\(dimension.name)=\(text)")
                }
            }
            #expect(try await client.get("/api/overview?days=all").data["total_orders"] as? Int == before)
        }
    }

    /// Names that would be SQL, paths or formulas are found by their own filter, and by no other.
    @Test func everyNameIsFoundByItsFilter() async throws {
        let shop = try HostileShop()
        try await shop.served.test { client in
            for text in HostileShop.texts {
                let value = text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
                for name in ["city", "category", "seller_city", "product", "seller"] {
                    let answer = try await client.get("/api/overview?days=all&\(name)=\(value)")
                    #expect(answer.data["total_orders"] as? Int == 1, "\(name)=\(text)")
                    #expect((answer.meta["filters"] as? [String: [String]])?[name] == [text], "\(name)=\(text)")
                }
            }
        }
    }

    /// Two values are never taken for one that looks like them joined.
    @Test func questionsThatDifferAreKeptApart() async throws {
        try await ServedShop.shared.get().test { client in
            let cities = try await client.get("/api/customers/top-cities?limit=2").rows.compactMap {
                ($0["customer_city"] as? String)?.addingPercentEncoding(withAllowedCharacters: .alphanumerics)
            }
            try #require(cities.count == 2)
            let two = try await client.get("/api/overview?days=all&city=\(cities[0])&city=\(cities[1])")
            #expect((two.data["total_orders"] as? Int ?? 0) > 0)
            for joint in ["%01", "%02", "%26", "%2C", "1:"] {
                let one = try await client.get("/api/overview?days=all&city=\(cities[0])\(joint)\(cities[1])")
                #expect(one.data["total_orders"] as? Int == 0)
                #expect(one.tag != two.tag)
            }
        }
    }
}
