import Foundation
import Hummingbird
import Warehouse

/// `GET /metrics`: what the server did and what it holds, in Prometheus's text format.
struct MetricsPage: Sendable {
    /// Counts requests.
    let metrics: Metrics
    /// Counts connections.
    let connections: OpenConnections
    /// Keeps answers.
    let cache: AnswerCache
    /// Knows which queries run.
    let meter: QueryMeter
    /// Counts those that ran.
    let queries: QueryFigures
    /// Knows the current version.
    let monitor: WarehouseMonitor

    /// The page as of now.
    func response() -> Response {
        var page = Exposition()
        addRequests(to: &page)
        addCache(to: &page)
        addQueries(to: &page)
        addWarehouse(to: &page)
        addProcess(to: &page)
        return Response(
            status: .ok, headers: [.contentType: Exposition.contentType, .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: page.text)))
    }

    private func addRequests(to page: inout Exposition) {
        let figures = metrics.figures
        let requests = figures.requests.map { labels, histogram in
            (
                labels: [("route", labels.route), ("method", labels.method), ("status", String(labels.status))],
                histogram: histogram
            )
        }.sorted { $0.labels.map(\.1).lexicographicallyPrecedes($1.labels.map(\.1)) }
        page.declare("vitrine_http_requests_total", .counter, "Requests answered.")
        for request in requests { page.add("vitrine_http_requests_total", request.labels, request.histogram.count) }
        page.declare(
            "vitrine_http_request_duration_seconds", .histogram,
            "From a request's coming in to its answer's being ready.")
        for request in requests { page.add("vitrine_http_request_duration_seconds", request.labels, request.histogram) }
        page.add(
            "vitrine_http_response_body_bytes_total", .counter, "Bytes of bodies, as sent.", figures.bytesSent)
        page.add("vitrine_http_connections_open", .gauge, "Connections that are open.", connections.current)
        page.add("vitrine_http_requests_running", .gauge, "Requests being answered.", figures.running)
    }

    private func addCache(to page: inout Exposition) {
        let figures = cache.figures
        page.add("vitrine_cache_hits_total", .counter, "Answers that were kept from before.", figures.hits)
        page.add("vitrine_cache_misses_total", .counter, "Answers that had to be made.", figures.misses)
        page.add(
            "vitrine_cache_joins_total", .counter, "Requests that waited for an answer being made for another.",
            figures.joined)
        page.add("vitrine_cache_evictions_total", .counter, "Answers dropped to make room.", figures.evictions)
        page.add("vitrine_cache_entries", .gauge, "Answers kept.", figures.count)
        page.add("vitrine_cache_bytes", .gauge, "What kept answers take in memory.", figures.bytes)
        page.add("vitrine_cache_capacity_bytes", .gauge, "What kept answers may take in memory.", figures.capacity)
        page.add("vitrine_answers_running", .gauge, "Answers being made.", figures.running)
        page.add("vitrine_answers_waiting", .gauge, "Requests that wait for answers being made.", figures.waiting)
        page.add("vitrine_answers_failed_total", .counter, "Answers that could not be made.", figures.failures)
        page.add("vitrine_answers_timed_out_total", .counter, "Answers that took too long.", figures.timeouts)
        page.add(
            "vitrine_answers_abandoned_total", .counter, "Answers that all who waited for gave up.", figures.abandoned)
        page.declare("vitrine_answer_duration_seconds", .histogram, "How long making an answer took.")
        page.add("vitrine_answer_duration_seconds", [], figures.times)
    }

    private func addQueries(to page: inout Exposition) {
        page.add("vitrine_queries_running", .gauge, "Queries that the warehouse is running.", meter.runningCount)
        page.declare("vitrine_query_duration_seconds", .histogram, "How long queries ran on a connection.")
        let ended = queries.ended
        for (end, histogram) in [("answered", ended.answered), ("failed", ended.failed), ("timed_out", ended.timedOut)]
        {
            page.add("vitrine_query_duration_seconds", [("end", end)], histogram)
        }
    }

    private func addWarehouse(to page: inout Exposition) {
        let warehouse = monitor.current
        page.add("vitrine_warehouse_loaded", .gauge, "Whether there is a version to ask.", warehouse == nil ? 0 : 1)
        guard let warehouse else { return }
        page.declare("vitrine_warehouse_info", .gauge, "The version being served.")
        page.add(
            "vitrine_warehouse_info",
            [("version", warehouse.version.name), ("as_of", warehouse.calendar.toldAsOf ?? "none")], 1)
        page.add(
            "vitrine_warehouse_version_number", .gauge, "The number of the version being served.",
            warehouse.version.number)
        page.add(
            "vitrine_warehouse_published_timestamp_seconds", .gauge, "When that version was published.",
            warehouse.version.publishedAt.timeIntervalSince1970)
    }

    private func addProcess(to page: inout Exposition) {
        page.add(
            "process_start_time_seconds", .gauge, "When the program started, in seconds since 1970.",
            ProcessFigures.start)
        guard let figures = ProcessFigures.current() else { return }
        page.add("process_resident_memory_bytes", .gauge, "Memory in use.", figures.residentBytes)
        page.add("process_cpu_seconds_total", .counter, "Time on processors.", figures.processorSeconds)
        page.add("process_open_fds", .gauge, "Open files and connections.", figures.openFiles)
    }
}
