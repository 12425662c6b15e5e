import Analytics
import DuckDB
import Foundation
import Learning

extension Endpoints {
    /// What the models are and how good they are.
    static let modelInfo = Endpoint(
        path: "ml/model-info", summary: "How good the models are, measured on later data than they learned from.",
        details:
            "Errors stand beside those of simple baselines on the same orders; intervals beside how many orders they held. "
            + "Deliveries are measured with a load every day; unattended tells of a month without one. It is the same whichever "
            + "days are asked for.",
        parameters: [.allDays], usesModels: true, shape: .object,
        fields: [
            Field("r2_score", .number, isNullable: true, "Of the order value, over all test months."),
            Field("mae", .number, "Mean absolute error of the order value."),
            Field("rmse", .number, "Root of the mean squared error of the order value."),
            Field("median_absolute_error", .number, "Half of the order value's errors are smaller."),
            Field("samples_total", .integer, "Orders that the order-value model learned from."),
            Field("features", .array([]), "The names of what it looks at."),
            Field("measured_against", .anything, "The errors of the baselines on the same orders."),
            Field("trained_at", .text, "When, UTC."),
            Field("warehouse_version", .text, "The version that was learned from."),
            Field("data_until", .day, "The last day that was learned from."),
            Field("seed", .integer, "The same seed on the same data gives the same models."),
            Field("library", .text, "The version of XGBoost."),
            Field("models", .array([]), "Each model's report: windows, categories, bands, calibration, features."),
            Field("inputs", .array([]), "What ml/predict takes."),
            Field("limits", .anything, "How much may be asked at a time."),
        ]
    ) { asked in
        let predictor = try await asked.predictor()
        guard let value = predictor.models.reports.first(where: { $0.name == Target.orderValue.rawValue }) else {
            throw APIError(LearningError.noModel)
        }
        return .json(try modelInfo(predictor, value))
    }

    /// Predicts.
    static let predict = Endpoint(
        path: "ml/predict", summary: "What an order will be worth and when it will arrive, each with an 80% interval.",
        details:
            "What is left out is treated as not known, and named in the answer; so is what the warehouse has never seen. "
            + "Each load brings past levels and the delivery's interval up to date.",
        method: .post, body: predictionBody, parameters: [], usesModels: true, shape: .objectOrList,
        fields: [
            Field("predicted_value", .number, "The sum of the items' prices."), Field("unit", .text, "brl."),
            Field("interval", .object(interval), "Holds so many of orders like this."),
            Field(
                "expected_without_inputs", .number, isOptional: true,
                "Where all predictions start; in a list only with contributions."),
            Field(
                "contributions", .array([]), isOptional: true,
                "What each feature adds; start and contributions add up to the value."),
            Field("features_used", .anything, "The features by name; null for what is not known."),
            Field("missing", .array([]), "Inputs that were not given and could not be looked up."),
            Field("unknown", .array([]), "Inputs that name what the warehouse does not know."),
            Field("looked_up", .array([]), "Inputs looked up by the product or the seller."),
            Field("assumed", .array([]), "Inputs that were taken to be the usual."),
            Field("notes", .array([]), "What to know about it."),
            Field("delivery", .anything, "Days until delivery, in the same form, as predicted_days."),
        ]
    ) { asked in
        let predictor = try await asked.predictor()
        guard let work = asked.work, let body = asked.body else { throw APIError.inside }
        let request = try await work.piece { try PredictionRequest(body) }
        var answers: [JSON] = []
        for orders in request.pieces {
            answers += try await work.piece {
                // Written at once: a text takes less memory than its parts.
                try predictor.predict(orders, explained: request.isExplained).map {
                    .raw(String(decoding: JSON($0, explained: request.isExplained).encoded, as: UTF8.self))
                }
            }
        }
        return Payload(
            data: .json(request.isBatch ? .array(answers) : answers.first ?? .null),
            meta: [
                ("model", .integer(predictor.number)), ("levels_until", .text(predictor.levelsUntil.description)),
            ])
    }

    private static let interval = [
        Field("lower", .number, "Its lower end."), Field("upper", .number, "Its upper end."),
        Field("level", .number, "The share of orders that it is made to hold."),
    ]

    private static func modelInfo(_ predictor: Predictor, _ value: Report) throws -> JSON {
        let models = predictor.models
        return .object([
            ("r2_score", .real(value.overall.r2)), ("mae", .real(value.overall.mae)),
            ("rmse", .real(value.overall.rmse)),
            ("median_absolute_error", .real(value.overall.medianAbsoluteError)),
            ("samples_total", .integer(value.samples)),
            ("features", .array(value.features.map { .text($0.name) })),
            ("measured_against", .raw(try JSONOutput.text(value.overall.baselines))),
            ("trained_at", .text(models.trainedAt.formatted(.iso8601))),
            ("warehouse_version", .text(models.warehouseVersion)), ("data_until", .text(models.dataUntil)),
            ("seed", .integer(models.seed)), ("library", .text(models.library)),
            ("models", .raw(try JSONOutput.text(models.reports))),
            ("inputs", .array(Input.all.map { input($0, predictor) })),
            (
                "limits",
                .object([
                    ("batch", .integer(Predictor.mostOrders)), ("items", .integer(50)),
                    ("bytes", .integer(RequestBody.mostBytes)),
                ])
            ),
        ])
    }

    private static func input(_ input: Input, _ predictor: Predictor) -> JSON {
        let choices: [String]? =
            switch input.choices {
            case .states: Input.states
            case .paymentTypes: Input.paymentTypes
            case .categories: predictor.categories
            case nil: nil
            }
        return .object([
            ("name", .text(input.name)), ("kind", .text(input.kind.rawValue)), ("of", .text(input.owner.rawValue)),
            ("label", JSON(input.label)), ("meaning", .text(input.meaning)), ("unit", .text(input.unit)),
            ("minimum", .real(input.range?.lowerBound)), ("maximum", .real(input.range?.upperBound)),
            ("choices", choices.map { .array($0.map(JSON.text)) } ?? .null), ("default", .real(input.standard)),
        ])
    }
}
