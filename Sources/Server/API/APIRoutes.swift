import Analytics
import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import Warehouse

/// The API's endpoints. Each one reads its parameters, asks one question, and shapes the answer.
struct APIRoutes: Sendable {
    let monitor: WarehouseMonitor
    let overview: OverviewQuestion
    let timeline: OrdersTimelineQuestion

    init(monitor: WarehouseMonitor) throws {
        self.monitor = monitor
        overview = try OverviewQuestion()
        timeline = try OrdersTimelineQuestion()
    }

    func add(to router: Router<some RequestContext>) {
        let api = router.group("api")
        api.get("health") { request, _ in try health(request) }
        api.get("overview") { request, _ in
            try await answer(request) { warehouse, days in
                try await overview.answer(from: warehouse, over: days).json
            }
        }
        api.get("orders/timeline") { request, _ in
            try await answer(request) { warehouse, days in
                .array(try await timeline.answer(from: warehouse, over: days).map(\.json))
            }
        }
    }

    /// Answers a question about a range of days: checks the parameters, spares the question where the client's copy is
    /// current, and wraps the answer.
    private func answer(
        _ request: Request, _ data: (OpenWarehouse, DayRange) async throws -> JSON
    ) async throws -> Response {
        let parameters = try QuestionParameters(request, allowed: ["days", "from", "to"])
        let period = try parameters.period(defaultDays: 30)
        guard let warehouse = monitor.current else { throw APIError.noWarehouse }
        let days = period.days(in: warehouse.calendar)
        let tag = Self.tag(warehouse.version.name, request.uri.path, "\(days.first)", "\(days.last)")
        if request.hasCurrent(tag) { return Self.notModified(tag) }
        let meta = JSON.object([
            ("as_of", .text(warehouse.calendar.asOf.description)),
            (
                "range",
                .object([
                    ("from", .text(days.first.description)), ("to", .text(days.last.description)),
                    ("days", .integer(days.count)),
                ])
            ),
            ("warehouse_version", .text(warehouse.version.name)),
            ("filters", .object([])),
        ])
        let body = JSON.object([
            ("success", .boolean(true)), ("data", try await data(warehouse, days)), ("meta", meta),
        ])
        return Self.tagged(Response(json: body), tag)
    }

    /// Whether the program is well and what it serves. Says so also while nothing has been loaded.
    private func health(_ request: Request) throws -> Response {
        _ = try QuestionParameters(request, allowed: [])
        let warehouse = monitor.current
        let tag = Self.tag("health", warehouse?.version.name ?? "none")
        if request.hasCurrent(tag) { return Self.notModified(tag) }
        let body = JSON.object([
            ("success", .boolean(true)),
            (
                "data",
                .object([
                    ("status", .text("healthy")),
                    ("database", .text(warehouse == nil ? "empty" : "connected")),
                    ("ml_model", .text("not loaded")),
                    ("warehouse_version", .text(orNull: warehouse?.version.name)),
                    ("as_of", .text(orNull: warehouse?.calendar.asOf.description)),
                ])
            ),
            ("meta", .object([])),
        ])
        return Self.tagged(Response(json: body), tag)
    }

    /// A tag for an answer that is the same whenever its parts are.
    private static func tag(_ parts: String...) -> String {
        let hash = SHA256.hash(data: Data(parts.joined(separator: "\u{0}").utf8))
        return "\"\(hash.description.suffix(64).prefix(32))\""
    }

    private static func tagged(_ response: Response, _ tag: String) -> Response {
        var response = response
        response.headers[.eTag] = tag
        response.headers[.cacheControl] = "no-cache"
        return response
    }

    private static func notModified(_ tag: String) -> Response {
        tagged(Response(status: .notModified), tag)
    }
}

extension Request {
    /// Whether the client says that it holds the answer with this tag.
    func hasCurrent(_ tag: String) -> Bool {
        let held = headers[values: .ifNoneMatch].joined(separator: ",").split(separator: ",")
        return held.contains { candidate in
            let candidate = candidate.trimmingCharacters(in: .whitespaces)
            return candidate == tag || candidate == "W/" + tag || candidate == "*"
        }
    }
}

extension Overview {
    /// The answer of `/api/overview`.
    var json: JSON {
        .object([
            ("total_orders", .integer(totalOrders)),
            ("total_revenue", .amount(totalRevenue)),
            ("total_customers", .integer(totalCustomers)),
            ("avg_order_value", .real(avgOrderValue)),
            ("total_items_sold", .integer(totalItemsSold)),
            ("total_products", .integer(totalProducts)),
            ("active_sellers", .integer(activeSellers)),
            ("total_payments", .integer(totalPayments)),
            ("avg_installments", .real(avgInstallments)),
            (
                "order_status_distribution",
                .array(
                    orderStatusDistribution.map {
                        .object([("order_status", .text(orNull: $0.orderStatus)), ("count", .integer($0.count))])
                    })
            ),
            ("total_freight", .amount(totalFreight)),
            ("total_payment_value", .amount(totalPaymentValue)),
            ("avg_review_score", .real(avgReviewScore)),
            ("on_time_rate", .real(onTimeRate)),
            ("repeat_rate", .real(repeatRate)),
        ])
    }
}

extension TimelineDay {
    /// A row of `/api/orders/timeline`.
    var json: JSON {
        .object([
            ("date", .text(date)),
            ("order_count", .integer(orderCount)),
            ("revenue", .amount(revenue)),
            ("avg_order_value", .real(avgOrderValue)),
        ])
    }
}
