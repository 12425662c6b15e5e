import DuckDB
import Testing

@testable import Analytics
@testable import Warehouse

/// Texts that Swift takes for alike and the warehouse does not: é as one character, and as an e with an accent.
struct BytesTests {
    private static let composed = "s\u{E3}o x"
    private static let decomposed = "sa\u{303}o x"

    @Test func valuesAreComparedByBytes() {
        #expect(Self.composed == Self.decomposed)
        #expect(Value.text(Self.composed) != Value.text(Self.decomposed))
        #expect(Value.text("\u{8C48}") != Value.text("\u{F900}"))
        #expect(Value.text(Self.composed) == Value.text(Self.composed))
        #expect(Set([Value.text(Self.composed), .text(Self.decomposed), .text(Self.composed)]).count == 2)
    }

    @Test func aFilterKeepsBothForms() throws {
        let city = try #require(Catalogue.standard.dimension("city"))
        var filters = Filters()
        try filters.restrict(city, to: [Self.composed, Self.decomposed, Self.composed])
        #expect(filters.all[0].values.count == 2)
        #expect(filters.all[0].values.allSatisfy { $0 == Self.composed })
    }

    @Test func everyPlaceOverTimeHasItsOwnRows() {
        let cities = [Self.composed, Self.decomposed, "\u{8C48}", "\u{F900}"].map { [Value.text($0)][...] }
        let days = [Day(daysSince1970: 0), Day(daysSince1970: 1)]
        var parts = Parts(dimensionCount: 2, metricCount: 1, sources: [:])
        for day in days {
            for city in cities { parts.cells += [city[0], .date(day), .integer(Int64(parts.cells.count))] }
        }
        let rows = Grid(days, cities, timeAt: 1).rows(of: parts)
        #expect(rows == (0..<8).map { $0 })
        #expect(parts.positions().count == 8)
    }
}
