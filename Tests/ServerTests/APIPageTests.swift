import Foundation
import Testing

@testable import Server

/// The API's description for people.
struct APIPageTests {
    private let page = String(decoding: APIPage.html, as: UTF8.self)

    @Test func everyPathOfTheDocumentIsThere() throws {
        let document = try JSONSerialization.jsonObject(with: Data(OpenAPI.document.encoded)) as? [String: Any]
        let paths = try #require(document?["paths"] as? [String: [String: Any]])
        #expect(paths["/health"] != nil)
        for (path, methods) in paths {
            for method in methods.keys {
                #expect(page.contains("<h2><code>\(method.uppercased()) /api\(path)</code></h2>"), "\(path)")
            }
            let anchor = path.dropFirst().replacing("/", with: "-")
            #expect(page.contains("<a href=\"#\(anchor)\">\(path.dropFirst())</a>"), "\(path)")
            #expect(page.contains("<section id=\"\(anchor)\">"), "\(path)")
        }
    }

    @Test(arguments: [
        "ml_model", "stats", "stats.avg_delivery_days", "stats.delivery_count", "curve[].seller_share",
        "order_status_distribution[].order_status", "checks[].history[].rows_failing", "rejects[].reason",
        "metrics[].is_additive", "dimensions[].values[].label_pt", "interval.level", "range.from", "columns[].kind",
    ])
    func aFieldIsThere(name: String) {
        #expect(page.contains("<th scope=\"row\"><code>\(name)</code></th>"))
    }
}
