import Analytics
import Foundation
import Learning

extension JSON {
    /// Words in the languages of the dashboard.
    init(_ words: Words) {
        self = .object([("en", .text(words.english)), ("pt-BR", .text(words.portuguese))])
    }

    /// A prediction as the API tells it.
    init(_ prediction: Prediction, explained: Bool) {
        var fields: [(String, JSON)] = [
            ("predicted_value", .real(prediction.value.value)), ("unit", .text(Target.orderValue.unit)),
        ]
        fields += Self.fields(of: prediction.value, explained: explained)
        fields += [
            ("missing", .array(prediction.missing.map(JSON.text))),
            (
                "unknown",
                .array(
                    prediction.unknown.map { .object([("name", .text($0.name)), ("value", .text($0.value))]) })
            ),
            ("looked_up", .array(prediction.lookedUp.map(JSON.text))),
            ("assumed", .array(prediction.assumed.map(JSON.text))),
            ("notes", .array(prediction.notes.map(JSON.text))),
            (
                "delivery",
                .object(
                    [("predicted_days", .real(prediction.delivery.value))]
                        + Self.fields(of: prediction.delivery, explained: explained)
                        + [("promised_days", .real(prediction.promisedDays))])
            ),
        ]
        self = .object(fields)
    }

    private static func fields(of estimate: Estimate, explained: Bool) -> [(String, JSON)] {
        var fields: [(String, JSON)] = [
            (
                "interval",
                .object([
                    ("lower", .real(estimate.lower)), ("upper", .real(estimate.upper)),
                    ("level", .real(estimate.level)),
                ])
            )
        ]
        if explained {
            fields += [
                ("expected_without_inputs", .real(estimate.start)),
                (
                    "contributions",
                    .array(
                        estimate.contributions.map {
                            .object([
                                ("feature", .text($0.feature)), ("label", JSON($0.label)),
                                ("value", feature($0.value)), ("contribution", .real($0.contribution)),
                            ])
                        })
                ),
            ]
        }
        fields.append(("features_used", .object(estimate.features.map { ($0.name, feature($0.value)) })))
        return fields
    }

    /// A feature's value; models look at single precision, whose digits are enough to write.
    private static func feature(_ value: Double?) -> JSON {
        value.map { .number(Float($0).description) } ?? .null
    }
}

/// What is stored and told in the same form.
enum JSONOutput {
    static func text(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        // In one order, or the same answer would be another one each time.
        encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}

/// Predictions as the command line writes them: what the API answers.
public enum PredictionText {
    /// The API's data, as JSON.
    public static func json(_ predictions: [Prediction], explained: Bool, asList: Bool) -> [UInt8] {
        let answers = predictions.map { JSON($0, explained: explained) }
        return (asList ? JSON.array(answers) : answers.first ?? .null).encoded
    }
}
