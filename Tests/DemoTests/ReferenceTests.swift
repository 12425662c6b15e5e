import Demo
import Testing

/// Keys are unique, values well-typed and references resolve: nothing that a load must reject.
struct ReferenceTests {
    let export: Export

    init() throws { export = try Export.usual.get() }

    @Test(arguments: [
        ("orders", [0]), ("orders", [1]), ("customers", [0]), ("order_items", [0, 1]), ("order_payments", [0, 1]),
        ("order_reviews", [0, 1]), ("products", [0]), ("sellers", [0]), ("product_category_name_translation", [0]),
    ])
    func keysAreUnique(table: String, columns: [Int]) {
        let keys = export.rows(table).map { row in columns.map { row[$0] } }
        #expect(Set(keys).count == keys.count)
        #expect(keys.allSatisfy { $0.allSatisfy { !$0.isEmpty } })
    }

    @Test(arguments: [
        ("orders", 1, "customers"), ("order_items", 0, "orders"), ("order_items", 2, "products"),
        ("order_items", 3, "sellers"), ("order_payments", 0, "orders"), ("order_reviews", 1, "orders"),
    ])
    func referencesResolve(table: String, column: Int, target: String) {
        let known = Set(export.column(target, 0))
        #expect(export.column(table, column).allSatisfy(known.contains))
    }

    @Test func numbersAreNumbers() {
        for row in export.rows("order_items") {
            #expect((Double(row[5]) ?? 0) > 0 && (Double(row[6]) ?? -1) >= 0 && Int(row[1]) != nil)
        }
        for row in export.rows("order_payments") {
            #expect((Double(row[4]) ?? -1) >= 0 && (Int(row[3]) ?? -1) >= 0)
        }
        for row in export.rows("products") {
            for field in row[2...] where !field.isEmpty { #expect((Int(field) ?? -1) >= 0) }
        }
        for row in export.rows("order_reviews") { #expect((1...5).contains(Int(row[2]) ?? 0)) }
    }

    @Test func timesAreTimesAndInOrder() {
        for row in export.rows("orders") {
            for time in row[3...] where !time.isEmpty { #expect(Self.isTime(time), "\(time)") }
            #expect(!row[3].isEmpty && row[7].hasSuffix("00:00:00") && row[3] < row[7])
            #expect(row[4].isEmpty || row[3] < row[4])
            #expect(row[5].isEmpty || row[3] < row[5])
            #expect(row[6].isEmpty || row[3] < row[6])
        }
        for row in export.rows("order_reviews") { #expect(Self.isTime(row[5]) && row[5] < row[6]) }
        for row in export.rows("order_items") { #expect(Self.isTime(row[4])) }
    }

    private static func isTime(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard bytes.count == 19 else { return false }
        let numbers = text.split { "- :".contains($0) }.compactMap { Int($0) }
        return numbers.count == 6 && (2016...2020).contains(numbers[0]) && (1...12).contains(numbers[1])
            && (1...31).contains(numbers[2]) && numbers[3] < 24 && numbers[4] < 60 && numbers[5] < 60
    }
}
