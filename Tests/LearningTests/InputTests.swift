import Testing

@testable import Learning

/// What a prediction can be asked with.
struct InputTests {
    private func read(_ text: String) throws -> OrderInput {
        try OrderInput(JSONValue(parsing: Array(text.utf8)))
    }

    @Test(arguments: [
        (#"{"weight_g": -1}"#, "weight_g", "0 to 100000"), (#"{"weight_g": 1e9}"#, "weight_g", "0 to 100000"),
        (#"{"weight_g": "heavy"}"#, "weight_g", "a number"), (#"{"item_count": 0}"#, "item_count", "1 to 100"),
        (#"{"item_count": 1.5}"#, "item_count", "whole"),
        (#"{"payment_installments": 61}"#, "payment_installments", "0 to 60"),
        (#"{"purchased_at": "yesterday"}"#, "purchased_at", "YYYY-MM-DD"),
        (#"{"purchased_at": "1066-10-14"}"#, "purchased_at", "2000-01-01"),
        (#"{"purchased_at": "2018-08-01", "promised_date": "2018-07-01"}"#, "promised_date", "366 days"),
        (#"{"price": 10}"#, "price", "no such input"), (#"{"freight_value": 10}"#, "freight_value", "no such input"),
        (#"{"items": []}"#, "items", "1 to 50"), (#"{"items": [{"quantity": 101}]}"#, "items[0].quantity", "1 to 100"),
        (#"{"items": [{}], "weight_g": 5}"#, "weight_g", "each of the items"), (#"[]"#, "body", "object"),
        (#"{"category": true}"#, "category", "text"),
    ])
    func whatIsAbsurdIsRefusedWithWhatIsAllowed(text: String, parameter: String, words: String) throws {
        let error = #expect(throws: LearningError.self) { try read(text) }
        #expect(error?.kind == .input)
        #expect(error?.parameter == parameter)
        #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
    }

    @Test func nullAndEmptyAreTheSameAsLeftOut() throws {
        #expect(try read(#"{"category": null, "seller_id": ""}"#).items == read("{}").items)
    }

    @Test(arguments: [
        "1.e2", "1.", ".5", "-", "-.5", "1e", "1e+", "+1", "1.5.2", "00", "-01", "0x1", "1e5e", "", "{", "{}}",
        "{\"a\":1,\"a\":2}", "nul", "01", "[1,]", "\"\\x\"", "\"\\ud800\"", "{\"a\" 1}", "1e999",
        "\u{0}",
        String(repeating: "[", count: 100_000), "\"a\nb\"",
    ])
    func brokenJSONIsRefusedWithItsPlace(text: String) {
        let error = #expect(throws: LearningError.self) { try JSONValue(parsing: Array(text.utf8)) }
        #expect(error?.parameter == "body")
        #expect(error?.message.contains("byte") == true)
    }

    @Test func aTextIsMeasuredInCharacters() throws {
        let text = String(repeating: "é", count: 200)
        #expect(try read("{\"category\": \"\(text)\"}").items == [["category": .text(text)]])
        let error = #expect(throws: LearningError.self) { try read("{\"category\": \"\(text)é\"}") }
        #expect(error?.message.contains("at most 200 characters") == true)
    }

    @Test(arguments: [("0", 0.0), ("-0.5", -0.5), ("10", 10), ("1E2", 100), ("1.5e-1", 0.15), ("2e+1", 20)])
    func aNumberIsRead(text: String, number: Double) throws {
        #expect(try JSONValue(parsing: Array(text.utf8)) == .number(number))
    }

    @Test func soundJSONIsRead() throws {
        let value = try JSONValue(parsing: Array(#" {"a": [1, -2.5e1, true, null, "ção \u00e9 \ud83d\ude00"]} "#.utf8))
        #expect(value == .object(["a": .array([.number(1), .number(-25), .boolean(true), .null, .text("ção é 😀")])]))
    }
}
