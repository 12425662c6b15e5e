import Analytics

/// The API's description for people, made from the same declarations as the endpoints themselves.
enum APIPage {
    /// The page, in UTF-8.
    static let html: [UInt8] = Array(text.utf8)

    private static var text: String {
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>API · Vitrine</title>
        <link rel="icon" href="/img/vitrine.svg" type="image/svg+xml">
        <link rel="stylesheet" href="/css/tokens.css">
        <link rel="stylesheet" href="/css/api-page.css">
        </head>
        <body>
        <header>
        <p><a href="/">Vitrine</a></p>
        <h1>API</h1>
        <p>Every figure of the dashboard, as JSON or CSV. The same as a document for programs:
        <a href="/api/openapi.json">openapi.json</a> (OpenAPI 3.1).</p>
        </header>
        <nav aria-label="Endpoints"><ul>
        \(Endpoints.all.map { "<li><a href=\"#\(anchor($0))\">\(escaped($0.path))</a></li>" }.joined(separator: "\n"))
        </ul></nav>
        <main>
        <section id="conventions">
        <h2>What holds for all of them</h2>
        \(conventions)
        </section>
        \(Endpoints.all.map(section).joined(separator: "\n"))
        </main>
        </body>
        </html>
        """
    }

    private static let conventions = """
        <p>An answer is <code>{"success": true, "data": …, "meta": …}</code>; meta tells the as-of day, the days covered, the
        version of the warehouse and the filters. A failure is <code>{"success": false, "error": {"code", "message",
        "parameter"}}</code> with the status that fits.</p>
        <p>The data is historical: <code>days=30</code> ends on the as-of day, the last day with at least a tenth of the median
        day's orders. <code>days=all</code> covers everything, <code>from=</code> and <code>to=</code> any days, both included.</p>
        <p>Filters are the dimensions by name and may be repeated: values of one are alternatives, different ones add up. A filter
        on a metric's own fact restricts its rows; on another fact it restricts to orders that have such a row. An empty value
        asks for what has none.</p>
        <p>Every answer has an <code>ETag</code>; send it as <code>If-None-Match</code> to get 304 while nothing changed.</p>
        """

    private static func section(_ endpoint: Endpoint) -> String {
        let details = endpoint.details.isEmpty ? "" : "<p>\(escaped(endpoint.details))</p>"
        return """
            <section id="\(anchor(endpoint))">
            <h2><code>\(endpoint.method.rawValue) /api/\(escaped(endpoint.path))</code></h2>
            <p>\(escaped(endpoint.summary))</p>
            \(details)\(parameters(of: endpoint))\(bodyTable(of: endpoint))\(fields(of: endpoint))
            \(trial(endpoint))
            </section>
            """
    }

    private static func parameters(of endpoint: Endpoint) -> String {
        guard !endpoint.parameters.all.isEmpty else { return "<p>It takes no parameters.</p>" }
        let rows = endpoint.parameters.all.map { parameter in
            let names = parameter == .filters ? "the filters" : parameter.names.joined(separator: ", ")
            return "<tr><th scope=\"row\"><code>\(names)</code></th><td>\(escaped(parameter.words))</td></tr>"
        }
        return "<table><caption>Parameters</caption><tbody>\(rows.joined())</tbody></table>"
    }

    private static func fields(of endpoint: Endpoint) -> String {
        guard !endpoint.fields.isEmpty else { return "" }
        return table(endpoint.shape == .rows ? "Fields of a row" : "Fields", endpoint.fields)
    }

    private static func table(_ caption: String, _ fields: [Field]) -> String {
        let rows = fields.map { field in
            "<tr><th scope=\"row\"><code>\(escaped(field.name))</code></th><td>\(field.kind.words)"
                + "\(field.isNullable ? ", or null" : "")</td><td>\(escaped(field.description))</td></tr>"
        }
        return "<table><caption>\(caption)</caption><tbody>\(rows.joined())</tbody></table>"
    }

    private static func bodyTable(of endpoint: Endpoint) -> String {
        guard let body = endpoint.body else { return "" }
        return "<p>\(escaped(body.words))</p>" + table("Fields of the body", body.fields)
    }

    private static func trial(_ endpoint: Endpoint) -> String {
        if let body = endpoint.body {
            return "<p>For example:</p><pre><code>\(escaped(body.example))</code></pre>"
        }
        return "<p><a href=\"/api/\(escaped(endpoint.path))\(example(endpoint))\">Try it</a></p>"
    }

    private static func example(_ endpoint: Endpoint) -> String {
        endpoint.takes(.metrics) ? "?metrics=revenue,orders&amp;by=state&amp;days=90&amp;limit=5" : ""
    }

    private static func anchor(_ endpoint: Endpoint) -> String { endpoint.path.replacing("/", with: "-") }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;")
    }
}

extension Field.Kind {
    fileprivate var words: String {
        switch self {
        case .integer: "whole number"
        case .number: "number"
        case .text: "text"
        case .day: "day, YYYY-MM-DD"
        case .boolean: "true or false"
        case .array: "list"
        case .object, .anything: "object"
        }
    }
}

extension Parameter {
    fileprivate var words: String {
        switch self {
        case .range(let days?): "The days covered; the last \(days) days where nothing is said."
        case .range(nil): "The days covered; everything where nothing is said."
        case .filters: Catalogue.standard.filters.map(\.name).joined(separator: ", ") + "."
        case .comparison: "previous: as many days directly before. year: 364 days earlier, so that weekdays align."
        case .limit(let standard, let maximum): "How many rows, 1 to \(maximum); \(standard) where nothing is said."
        case .format: "json or csv."
        case .metrics: "The metrics, separated by commas, at most \(Self.mostMetrics); /api/metrics lists them."
        case .dimensions:
            "The dimensions to divide by, at most \(Self.mostDimensions); grain is day, week, month, quarter or year."
        case .sort: "A metric or a dimension of the question; - before it for descending."
        }
    }
}
