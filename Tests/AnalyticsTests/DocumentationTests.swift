import Analytics
import Foundation
import Testing

/// The pages of documentation that are made from the code.
struct DocumentationTests {
    @Test func thePageOfMetricsIsCurrent() throws {
        let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../docs/metrics.md").standardizedFileURL
        let written = try String(contentsOf: page, encoding: .utf8)
        #expect(written == Catalogue.standard.markdown, "docs/metrics.md is out of date; write it anew with: make docs")
    }
}
