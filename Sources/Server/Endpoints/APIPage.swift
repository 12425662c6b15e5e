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
        <p>Every figure of the dashboard, as JSON, and rows as CSV too (<code>format=csv</code>). The same as a document for
        programs: <a href="/api/openapi.json">openapi.json</a> (OpenAPI 3.1).</p>
        </header>
        <nav aria-label="Endpoints"><ul>
        \(paths.map { "<li><a href=\"#\(anchor($0))\">\(escaped($0))</a></li>" }.joined(separator: "\n"))
        </ul></nav>
        <main>
        <section id="conventions">
        <h2>What holds for all of them</h2>
        \(conventions)
        \(table("Fields of meta, as far as they are about the question", OpenAPI.metaFields))
        </section>
        \(healthSection)
        \(Endpoints.all.map(section).joined(separator: "\n"))
        </main>
        </body>
        </html>
        """
    }

    private static var paths: [String] { [HealthDescription.path] + Endpoints.all.map(\.path) }

    private static let conventions = """
        <p>An answer is <code>{"success": true, "data": …, "meta": …}</code>; meta tells the as-of day, the days covered, the
        version of the warehouse and the filters. A failure is <code>{"success": false, "error": {"code", "message",
        "parameter"}}</code> with the status that fits.</p>
        <p>The data is historical: <code>days=30</code> ends on the as-of day, the last day with at least a tenth of the median
        day's orders. <code>days=all</code> covers everything, <code>from=</code> and <code>to=</code> any days, both included.</p>
        <p>Filters are the dimensions by name and may be repeated: values of one are alternatives, different ones add up. A filter
        on a metric's own fact restricts its rows; on another fact it restricts to orders that have such a row. An empty value
        asks for what has none.</p>
        <p>Every answer to a GET, failures aside, has an <code>ETag</code>; send it as <code>If-None-Match</code> to get 304 while
        nothing changed.</p>
        """

    private static var healthSection: String {
        section(
            HealthDescription.path, .get, HealthDescription.summary,
            words(HealthDescription.details) + table(HealthDescription.parameters)
                + table("Fields", HealthDescription.fields) + link(to: HealthDescription.path))
    }

    private static func section(_ endpoint: Endpoint) -> String {
        section(
            endpoint.path, endpoint.method, endpoint.summary,
            words(endpoint.details) + table(endpoint.parameters) + bodyTable(of: endpoint) + fields(of: endpoint)
                + trial(endpoint))
    }

    private static func section(
        _ path: String, _ method: Endpoint.Method, _ summary: String, _ content: String
    ) -> String {
        """
        <section id="\(anchor(path))">
        <h2><code>\(method.rawValue) /api/\(escaped(path))</code></h2>
        <p>\(escaped(summary))</p>
        \(content)
        </section>
        """
    }

    private static func words(_ text: String) -> String { text.isEmpty ? "" : "<p>\(escaped(text))</p>" }

    private static func table(_ parameters: Parameters) -> String {
        guard !parameters.all.isEmpty else { return words("It takes no parameters.") }
        let rows = parameters.all.map { parameter in
            let names = parameter == .filters ? "the filters" : parameter.names.joined(separator: ", ")
            return "<tr><th scope=\"row\"><code>\(names)</code></th><td>\(escaped(parameter.words))</td></tr>"
        }
        return "<table><caption>Parameters</caption><tbody>\(rows.joined())</tbody></table>"
    }

    private static func fields(of endpoint: Endpoint) -> String {
        (endpoint.fields.isEmpty ? "" : table(endpoint.shape == .rows ? "Fields of a row" : "Fields", endpoint.fields))
            + (endpoint.beside.isEmpty ? "" : table("Fields beside data", endpoint.beside))
    }

    private static func table(_ caption: String, _ fields: [Field]) -> String {
        "<table><caption>\(caption)</caption><tbody>\(rows(of: fields, in: ""))</tbody></table>"
    }

    /// Fields, each followed by those within it: `stats`, `stats.delivery_count`; `curve`, `curve[].seller_share`.
    private static func rows(of fields: [Field], in whole: String) -> String {
        fields.map { field in
            let name = whole + field.name
            let row =
                "<tr><th scope=\"row\"><code>\(escaped(name))</code></th><td>\(field.kind.words)"
                + "\(field.isNullable ? ", or null" : "")</td><td>\(escaped(field.description))</td></tr>"
            return switch field.kind {
            case .array(let items): row + rows(of: items, in: name + "[].")
            case .object(let members): row + rows(of: members, in: name + ".")
            default: row
            }
        }.joined()
    }

    private static func bodyTable(of endpoint: Endpoint) -> String {
        guard let body = endpoint.body else { return "" }
        return "<p>\(escaped(body.words))</p>" + table("Fields of the body", body.fields)
    }

    private static func trial(_ endpoint: Endpoint) -> String {
        if let body = endpoint.body {
            return "<p>For example:</p><pre><code>\(escaped(body.example))</code></pre>"
        }
        return link(to: endpoint.path, example(endpoint))
    }

    private static func link(to path: String, _ query: String = "") -> String {
        "<p><a href=\"/api/\(escaped(path))\(query)\">Try it</a></p>"
    }

    private static func example(_ endpoint: Endpoint) -> String {
        endpoint.takes(.metrics) ? "?metrics=revenue,orders&amp;by=state&amp;days=90&amp;limit=5" : ""
    }

    private static func anchor(_ path: String) -> String { path.replacing("/", with: "-") }

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
