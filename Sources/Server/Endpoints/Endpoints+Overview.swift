import Analytics
import DuckDB

extension Endpoints {
    /// The fields of the overview, and the metrics that they are.
    private static let overviewMetrics: [(field: String, metric: String)] = [
        ("total_orders", "orders"), ("total_revenue", "revenue"), ("total_customers", "customers"),
        ("avg_order_value", "avg_order_value"), ("total_items_sold", "items"), ("total_products", "products_sold"),
        ("active_sellers", "active_sellers"), ("total_payments", "payments"),
        ("avg_installments", "avg_installments"), ("total_freight", "freight"),
        ("total_payment_value", "payment_value"), ("avg_review_score", "avg_review_score"),
        ("on_time_rate", "on_time_rate"), ("repeat_rate", "repeat_rate"),
    ]

    static let overview = Endpoint(
        path: "overview", summary: "The whole shop at a glance.",
        parameters: [.last30Days, .filters, .comparison], shape: .object,
        fields: overviewMetrics.compactMap { field, name in
            Catalogue.standard.metric(name).map { Field(field, metric: $0) }
        } + [
            Field(
                "order_status_distribution",
                .array([
                    Field("order_status", .text, isNullable: true, "The status."),
                    Field("count", .integer, "Orders that have it."),
                ]), "Orders by status, most first."),
            Field(
                "comparison", .object([]), isNullable: true,
                "The same figures over the days of comparison; null without compare."),
        ]
    ) { asked in
        let catalogue = Catalogue.standard
        let wanted = overviewMetrics.compactMap { catalogue.metric($0.metric) }
        async let totals = asked.analyst.answer(
            Question(wanted, over: asked.days, filters: asked.filters, comparison: asked.comparison))
        async let statuses = asked.analyst.answer(
            Question(
                catalogue.metrics("orders"), by: catalogue.dimensions("status"), over: asked.days,
                filters: asked.filters))
        let (answer, distribution) = try await (totals, statuses)
        let row = answer.rows.first ?? []
        func figures(_ name: (Metric) -> String) -> [(String, JSON)] {
            zip(overviewMetrics, wanted).map { pair, metric in
                (pair.field, answer.position(of: name(metric)).map { JSON(row[$0]) } ?? .null)
            }
        }
        let status = distribution.rows.map { row in
            JSON.object([("order_status", JSON(row[0])), ("count", JSON(row[1]))])
        }
        var fields = figures(\.name)
        fields.insert(("order_status_distribution", .array(status)), at: 9)
        let compared = asked.comparison == nil ? JSON.null : .object(figures { $0.name + "_comparison" })
        return Payload(data: .json(.object(fields + [("comparison", compared)])), meta: answer.meta)
    }
}
