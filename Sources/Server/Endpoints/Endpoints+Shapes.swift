import Analytics
import DuckDB

/// Endpoints whose answer has a shape of its own.
extension Endpoints {
    static let deliveryPerformance: Endpoint = {
        let counts = Endpoint.question(
            "orders/delivery-performance",
            "Delivered orders by whole days from purchase to delivery; beside them, in stats, how long it took in all.",
            parameters: [.last30Days],
            columns: [.dimension("delivery_days", as: "delivery_days"), .metric("timed_deliveries", as: "count")],
            sort: "delivery_days", omitsNull: "delivery_days")
        return Endpoint(
            path: counts.path, summary: counts.summary, parameters: counts.parameters, shape: .rows,
            fields: counts.fields,
            beside: [
                Field(
                    "stats",
                    .object([
                        Field("avg_delivery_days", .number, isNullable: true, "The mean, in days."),
                        Field("median_delivery_days", .number, isNullable: true, "The median, in days."),
                        Field("min_delivery_days", .number, isNullable: true, "The shortest, in days."),
                        Field("max_delivery_days", .number, isNullable: true, "The longest, in days."),
                        Field("std_delivery_days", .number, isNullable: true, "The standard deviation, in days."),
                        Field("on_time_rate", .number, isNullable: true, "On time ÷ delivered with both dates."),
                        Field("delivery_count", .integer, "Delivered orders that say when."),
                    ]), "How long deliveries took in all.")
            ]
        ) { asked in
            async let rows = counts.answer(asked)
            async let statistics = asked.analyst.deliveryStatistics(over: asked.days, filters: asked.filters)
            var (payload, stats) = try await (rows, statistics)
            payload.beside = [
                (
                    "stats",
                    .object([
                        ("avg_delivery_days", .real(stats.mean)), ("median_delivery_days", .real(stats.median)),
                        ("min_delivery_days", .real(stats.shortest)), ("max_delivery_days", .real(stats.longest)),
                        ("std_delivery_days", .real(stats.deviation)), ("on_time_rate", .real(stats.onTimeRate)),
                        ("delivery_count", .integer(stats.count)),
                    ])
                )
            ]
            return payload
        }
    }()

    static let lifetimeValue = Endpoint(
        path: "customers/lifetime-value",
        summary: "Customers by what they paid in all, in four tiers. Filters of payments narrow what counts as paid.",
        parameters: [.allDays, .filters, .format], shape: .rows,
        fields: [
            Field("segment", .text, "The tier; lower bounds inclusive."),
            Field("customer_count", .integer, "Customers in it."),
            Field("avg_lifetime_value", .number, isNullable: true, "What they paid on average, in reais."),
            Field("avg_orders_per_customer", .number, isNullable: true, "Their orders ÷ customers."),
        ]
    ) { asked in
        let tiers = try await asked.analyst.lifetimeValue(over: asked.days, filters: asked.filters)
        let rows = tiers.map { tier -> [Value] in
            let count = Double(tier.customers)
            return [
                .text(tier.name), .integer(Int64(tier.customers)),
                tier.customers > 0 ? .double(Double(tier.value) / count) : .null,
                tier.customers > 0 ? .double(Double(tier.orders) / count) : .null,
            ]
        }
        return .rows(
            RowSet(
                columns: ["segment", "customer_count", "avg_lifetime_value", "avg_orders_per_customer"], rows: rows))
    }

    static let cohorts = Endpoint(
        path: "customers/cohort",
        summary: "Customers by the month of their first order, and how many of them ordered in each month after.",
        parameters: [.allDays, .filters, .format], shape: .rows,
        fields: [
            Field("cohort_month", .day, "First day of the month of the first order ever."),
            Field("activity_month", .day, "First day of a month in which some of them ordered."),
            Field("customer_count", .integer, "Customers of the cohort who ordered in that month."),
            Field("cohort_size", .integer, "Customers of the cohort."),
            Field("months_since", .integer, "Months from the first order's month."),
            Field("retention", .number, "customer_count ÷ cohort_size."),
        ]
    ) { asked in
        let rows = try await asked.analyst.rows(.cohorts, over: asked.days, filters: asked.filters)
        let shaped = try rows.map { row -> [Value] in
            let cohort = try row.get("cohort_month", as: Day.self)
            let activity = try row.get("activity_month", as: Day.self)
            let size = try row.get("cohort_size", as: Int64.self)
            let count = try row.get("customer_count", as: Int64.self)
            let months = (activity.year - cohort.year) * 12 + activity.month - cohort.month
            return [
                .date(cohort), .date(activity), .integer(count), .integer(size), .integer(Int64(months)),
                .double(Double(count) / Double(max(1, size))),
            ]
        }
        return .rows(
            RowSet(
                columns: [
                    "cohort_month", "activity_month", "customer_count", "cohort_size", "months_since", "retention",
                ], rows: shaped))
    }

    static let orderFrequency = Endpoint(
        path: "customers/frequency", summary: "Customers by how many orders they have.",
        parameters: [.allDays, .filters, .format], shape: .rows,
        fields: [
            Field("order_count", .integer, "Orders of a customer."),
            Field("customer_count", .integer, "Customers who have so many."),
        ]
    ) { asked in
        let rows = try await asked.analyst.rows(.orderFrequency, over: asked.days, filters: asked.filters)
        return .rows(RowSet(rows))
    }

    static let sellerConcentration = Endpoint(
        path: "sellers/concentration", summary: "How unevenly revenue is spread over sellers: Lorenz curve and Gini.",
        details: "As CSV: the points of the curve.", parameters: [.last30Days, .filters, .format], shape: .object,
        fields: [
            Field("seller_count", .integer, "Sellers with a sale."),
            Field("gini", .number, isNullable: true, "0 where all sell alike, towards 1 where one sells all."),
            Field(
                "curve",
                .array([
                    Field("seller_share", .number, "The smallest sellers' part of all sellers."),
                    Field("revenue_share", .number, "Their part of all revenue."),
                ]), "The Lorenz curve, from 0 to 1."),
        ]
    ) { asked in
        let result = try await asked.analyst.sellerConcentration(over: asked.days, filters: asked.filters)
        let curve = RowSet(
            columns: ["seller_share", "revenue_share"],
            rows: result.curve.map { [.double($0.sellers), .double($0.revenue)] })
        var payload = Payload.json(
            .object([
                ("seller_count", .integer(result.sellers)), ("gini", .real(result.gini)),
                ("curve", .rows(curve)),
            ]))
        payload.table = curve
        return payload
    }

    static let points = Endpoint(
        path: "geography/points", summary: "Zip-code prefixes with customers, and their centres, for the map.",
        parameters: [.allDays, .filters, .limit(default: 20_000, maximum: 20_000), .format], shape: .rows,
        fields: [
            Field("zip_code_prefix", .text, "The prefix, five digits."),
            Field("city", .text, isNullable: true, "The usual city of its points."),
            Field("state", .text, isNullable: true, "The usual state of its points."),
            Field("latitude", .number, "Median latitude of its points inside Brazil, in degrees."),
            Field("longitude", .number, "Median longitude of its points inside Brazil, in degrees."),
            Field("customer_count", .integer, "Customers who ordered from there."),
            Field("order_count", .integer, "Their orders."),
        ]
    ) { asked in
        let points = try await asked.analyst.points(over: asked.days, filters: asked.filters)
        let stems = try await asked.analyst.warehouse.kept { _ in Stems(points.places) }
        let shown = points.order.prefix(asked.limit ?? points.order.count)
        return Payload(
            data: .rows(RowSet(stems, in: shown, points.counts)),
            meta: [("is_truncated", .boolean(points.order.count > shown.count))])
    }

    static let density = Endpoint(
        path: "geography/density",
        summary: "Customers gathered in squares of a quarter of a degree, most customers first, for the map.",
        parameters: [.allDays, .filters, .format], shape: .rows,
        fields: [
            Field("city", .text, isNullable: true, "The city of the prefix with the most customers in the square."),
            Field("state", .text, isNullable: true, "Its state."),
            Field("latitude", .number, "Mean latitude of the customers' prefixes, in degrees."),
            Field("longitude", .number, "Mean longitude of the customers' prefixes, in degrees."),
            Field("prefix_count", .integer, "Zip-code prefixes with customers."),
            Field("customer_count", .integer, "Customers who ordered from there."),
            Field("order_count", .integer, "Their orders."),
        ]
    ) { asked in
        .rows(RowSet(try await asked.analyst.density(over: asked.days, filters: asked.filters)))
    }

    /// The figures of a state, and the metrics that they are.
    private static let stateMetrics: [(field: String, metric: String)] = [
        ("order_count", "orders"), ("customer_count", "customers"), ("total_revenue", "revenue"),
        ("avg_order_value", "avg_order_value"), ("freight_share", "freight_share"),
        ("avg_delivery_days", "avg_delivery_days"), ("on_time_rate", "on_time_rate"),
        ("avg_review_score", "avg_review_score"),
    ]

    static let states = Endpoint(
        path: "geography/states", summary: "Every one of the 27 states with its figures, most revenue first.",
        parameters: [.last30Days, .filters, .format], shape: .rows,
        fields: [
            Field("state", .text, "The state's letters."), Field("state_name", .text, "The state's name."),
            Field("region", .text, "The letters of its region."),
        ]
            + stateMetrics.compactMap { field, name in
                Catalogue.standard.metric(name).map { Field(field, metric: $0) }
            } + [Field("seller_count", .integer, "Sellers of the state with a sale.")]
    ) { asked in
        let catalogue = Catalogue.standard
        let metrics = stateMetrics.flatMap { catalogue.metrics($0.metric) }
        async let ofCustomers = asked.analyst.answer(
            Question(metrics, by: catalogue.dimensions("state"), over: asked.days, filters: asked.filters))
        async let ofSellers = asked.analyst.answer(
            Question(
                catalogue.metrics("active_sellers"), by: catalogue.dimensions("seller_state"), over: asked.days,
                filters: asked.filters))
        let (customers, sellers) = try await (ofCustomers, ofSellers)
        let figures = Dictionary(customers.rows.map { ($0[0], $0) }, uniquingKeysWith: { first, _ in first })
        let counts = Dictionary(sellers.rows.map { ($0[0], $0[1]) }, uniquingKeysWith: { first, _ in first })
        let nothing = metrics.map { $0.isNeverNull ? ($0.unit == .brl ? Value.zeroMoney : .integer(0)) : .null }
        var rows = Brazil.states.map { state -> [Value] in
            let code = Value.text(state.code)
            return [code, .text(state.name), .text(state.region)]
                + (figures[code].map { Array($0.dropFirst()) } ?? nothing) + [counts[code] ?? .integer(0)]
        }
        let revenue = 3 + (stateMetrics.firstIndex { $0.field == "total_revenue" } ?? 0)
        rows.sort { ($1[revenue].amount, $0[0].description) < ($0[revenue].amount, $1[0].description) }
        return Payload(
            data: .rows(
                RowSet(
                    columns: ["state", "state_name", "region"] + stateMetrics.map(\.field) + ["seller_count"],
                    rows: rows)), meta: customers.meta)
    }
}

extension Value {
    /// No money.
    static var zeroMoney: Value { .decimal(FixedDecimal(unscaled: 0, scale: 2)) }

    /// The amount, or 0 for what is none.
    fileprivate var amount: FixedDecimal {
        if case .decimal(let amount) = self { amount } else { FixedDecimal(unscaled: 0, scale: 0) }
    }
}
