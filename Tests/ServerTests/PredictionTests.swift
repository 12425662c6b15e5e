import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Learning
import Logging
import Testing
import Warehouse

@testable import Server

/// The model endpoints.
struct PredictionTests {
    @Test func withoutAModelTheRestStillWorks() async throws {
        let shop = try ServedShop(orders: 300)
        try await shop.test { client in
            #expect(try await client.get("/api/health").data["ml_model"] as? String == "not loaded")
            let answer = try await client.get("/api/ml/model-info")
            #expect(answer.status == 503)
            #expect(answer.error["code"] as? String == "no_model")
            #expect(try await client.post("/api/ml/predict", "{}").status == 503)
            #expect(try await client.get("/api/overview").status == 200)
        }
    }

    @Test func aRefusedModelIsNotLoadedAndItsReplacementIsPickedUp() async throws {
        let shop = try await ServedShop.learned.value
        let copy = shop.folder + "/refused"
        try FileManager.default.copyItem(atPath: shop.home.path, toPath: copy)
        let home = try Home(path: copy)
        let models = try #require(try ModelStore(home: home).load()).models
        try Data("foreign".utf8).write(to: URL(fileURLWithPath: copy + "/models/1/order_value.ubj"))
        let server = try VitrineServer(
            home: home, options: VitrineServer.Options(port: 0),
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
        try await server.application().test(.router) { client in
            #expect(try await client.get("/api/health").data["ml_model"] as? String == "not loaded")
            let answer = try await client.get("/api/ml/model-info")
            #expect(answer.status == 503)
            #expect(answer.error["code"] as? String == "model_refused")
            #expect((answer.error["message"] as? String)?.contains("checksum") == true)
            #expect(try await client.get("/api/overview").status == 200)
            try ModelStore(home: home).publish(models)
            #expect(try await client.get("/api/health").data["ml_model"] as? String == "loaded")
            #expect(try await client.get("/api/ml/model-info").status == 200)
        }
    }

    @Test func modelInfoHasTheFieldsOfTheContract() async throws {
        try await ServedShop.learned.value.test { client in
            let data = try await client.get("/api/ml/model-info").data
            for field in ["r2_score", "mae", "rmse"] { #expect(data[field] is Double, "\(field)") }
            #expect((data["samples_total"] as? Int ?? 0) > 1000)
            #expect((data["features"] as? [String])?.contains("seller_price_level") == true)
            #expect((data["measured_against"] as? [String: Any])?.keys.sorted() == ["category_mean", "global_median"])
            #expect((data["models"] as? [[String: Any]])?.count == 2)
            #expect((data["inputs"] as? [[String: Any]])?.count == Input.all.count)
        }
    }

    @Test func onePredictionHasTheFieldsOfTheContract() async throws {
        try await ServedShop.learned.value.test { client in
            let answer = try await client.post(
                "/api/ml/predict", #"{"category": "beleza_saude", "customer_state": "SP", "weight_g": 500}"#)
            #expect(answer.status == 200)
            #expect((answer.data["predicted_value"] as? Double ?? 0) > 0)
            let interval = try #require(answer.data["interval"] as? [String: Any])
            #expect(interval["level"] as? Double == 0.8)
            #expect((answer.data["features_used"] as? [String: Any])?["total_weight_g"] as? Double == 500)
            #expect((answer.data["contributions"] as? [Any])?.isEmpty == false)
            #expect((answer.data["delivery"] as? [String: Any])?["predicted_days"] is Double)
            #expect(answer.meta["model"] as? Int == 1)
        }
    }

    @Test func aBatchIsAnsweredInOrderAndHasALimit() async throws {
        try await ServedShop.learned.value.test { client in
            let orders = (1...3).map { #"{"item_count": \#($0)}"# }.joined(separator: ",")
            let rows = try await client.post("/api/ml/predict", "{\"orders\": [\(orders)]}").rows
            #expect(rows.compactMap { ($0["features_used"] as? [String: Any])?["item_count"] as? Double } == [1, 2, 3])
            let many = "{\"orders\": [" + Array(repeating: "{}", count: 1001).joined(separator: ",") + "]}"
            let answer = try await client.post("/api/ml/predict", many)
            #expect(answer.status == 400)
            #expect(answer.error["parameter"] as? String == "orders")
        }
    }

    @Test(arguments: [
        ("{\"weight_g\": -5}", 400, "weight_g"), ("{\"orders\": [{}, {\"photos\": 1e6}]}", 400, "orders[1].photos"),
        ("{\"orders\": []}", 400, "orders"), ("{\"orders\": 5}", 400, "orders"), ("[]", 400, "body"), ("", 400, "body"),
        ("{\"price\": 5}", 400, "price"), ("{\"orders\": [{}], \"x\": 1}", 400, "x"), ("nonsense", 400, "body"),
        ("{\"weight_g\": 1.e2}", 400, "body"), ("{\"category\": \"\\u0000\"}", 400, "category"),
        ("{\"category\": \"' or 1=1--\"}", 200, ""),
    ])
    func whatIsWrongIsNamed(body: String, status: Int, parameter: String) async throws {
        try await ServedShop.learned.value.test { client in
            let answer = try await client.post("/api/ml/predict", body)
            #expect(answer.status == status)
            if status == 400 { #expect(answer.error["parameter"] as? String == parameter) }
        }
    }

    @Test func onlyJSONByPOSTIsTaken() async throws {
        try await ServedShop.learned.value.test { client in
            for type in ["text/plain", "", "application/jsonx", "text/json;application/json"] {
                #expect(try await client.post("/api/ml/predict", "{}", type: type).status == 415)
            }
            for type in ["APPLICATION/JSON", "application/json;charset=utf-8", "application/json ; charset=utf-8"] {
                #expect(try await client.post("/api/ml/predict", "{}", type: type).status == 200)
            }
            for (encoding, status) in [("gzip", 415), ("identity", 200)] {
                let headers: HTTPFields = [.contentType: "application/json", .contentEncoding: encoding]
                let body = ByteBuffer(string: "{}")
                try await client.execute(uri: "/api/ml/predict", method: .post, headers: headers, body: body) {
                    #expect($0.status.code == status)
                }
            }
            let answer = try await client.get("/api/ml/predict")
            #expect(answer.status == 405)
            let long = "{\"category\": \"" + String(repeating: "a", count: 1 << 20) + "\"}"
            #expect(try await client.post("/api/ml/predict", long).status == 413)
        }
    }

    /// Bodies made by cutting and swapping bytes of good ones: an answer or a refusal, never a failure inside.
    @Test func noBodyMakesTheServerFail() async throws {
        let good = Array(
            #"{"orders": [{"category": "beleza_saude", "weight_g": 500, "items": [{"quantity": 2}]}], "contributions": true}"#
                .utf8)
        try await ServedShop.learned.value.test { client in
            var state: UInt64 = 99
            func random(_ bound: Int) -> Int {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return Int(state >> 33) % bound
            }
            for _ in 0..<300 {
                var bytes = good
                for _ in 0...random(4) {
                    let position = random(bytes.count)
                    switch random(3) {
                    case 0: bytes.remove(at: position)
                    case 1: bytes[position] = UInt8(random(256))
                    default: bytes.insert(good[random(good.count)], at: position)
                    }
                }
                let answer = try await client.post("/api/ml/predict", ByteBuffer(bytes: bytes))
                #expect([200, 400].contains(answer.status), "\(String(decoding: bytes, as: UTF8.self))")
            }
        }
    }

    @Test func theDescriptionKnowsTheFailures() throws {
        let document = try JSONSerialization.jsonObject(with: Data(OpenAPI.document.encoded)) as? [String: Any]
        let paths = try #require(document?["paths"] as? [String: [String: [String: Any]]])
        func statuses(_ path: String, _ method: String) -> [String]? {
            (paths[path]?[method]?["responses"] as? [String: Any])?.keys.sorted()
        }
        let usual = ["200", "304", "400", "414", "431", "503"]
        #expect(statuses("/overview", "get") == usual + ["504", "default"])
        #expect(statuses("/health", "get") == usual + ["default"])
        #expect(statuses("/ml/predict", "post") == ["200", "400", "413", "414", "415", "431", "503", "default"])
        let components = document?["components"] as? [String: [String: [String: Any]]]
        let others = try #require(components?["responses"]?["Failure"]?["description"] as? String)
        for status in ["404", "405", "408", "413", "421", "500", "501"] { #expect(others.contains(status + " ")) }
    }

    @Test func theDescriptionKnowsThePost() throws {
        let document = try JSONSerialization.jsonObject(with: Data(OpenAPI.document.encoded)) as? [String: Any]
        let paths = try #require(document?["paths"] as? [String: Any])
        let path = try #require(paths["/ml/predict"] as? [String: Any])
        let post = try #require(path["post"] as? [String: Any])
        #expect(path["get"] == nil)
        #expect(post["requestBody"] is [String: Any])
        #expect(String(decoding: APIPage.html, as: UTF8.self).contains("POST /api/ml/predict"))
    }
}

extension TestClientProtocol {
    /// Sends a body to the API.
    fileprivate func post(_ uri: String, _ body: String, type: String = "application/json") async throws -> Answer {
        try await post(uri, ByteBuffer(string: body), type: type)
    }

    fileprivate func post(_ uri: String, _ body: ByteBuffer, type: String = "application/json") async throws -> Answer {
        try await execute(uri: uri, method: .post, headers: [.contentType: type], body: body) { try Answer($0) }
    }
}
