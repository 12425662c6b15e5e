import Testing

@testable import Analytics

/// How uneven amounts are, and how they are put in order for that.
struct ConcentrationTests {
    @Test(arguments: [
        [], [5], [2, 1], [0, 0, 0], [3, -1, 2, -1], [.max, 0, .min, -1, 1, .max, .min],
        [1 << 40, 7, 1 << 11, 1 << 22, 2047],
    ])
    func numbersAreSortedByTheirDigits(numbers: [Int]) {
        #expect(numbers.sortedByDigits() == numbers.sorted())
    }

    @Test func manyNumbersAreSortedByTheirDigits() {
        var generator = SystemRandomNumberGenerator()
        for bits in [3, 11, 12, 33, 63] {
            let numbers = (0..<5000).map { _ in
                Int.random(in: -(1 << (bits - 1))...(1 << (bits - 1)), using: &generator)
            }
            #expect(numbers.sortedByDigits() == numbers.sorted(), "\(bits) bits")
        }
    }

    @Test func theGiniCoefficientSaysHowUnevenAmountsAre() throws {
        #expect(Concentration(ofCents: [250, 250, 250, 250]).gini == 0)
        #expect(Concentration(ofCents: [0, 1000, 0, 0]).gini == 0.75)
        // By hand: 2 × (1 × 1 + 2 × 2 + 3 × 3) ÷ (3 × 6) − 4 ÷ 3.
        let gini = try #require(Concentration(ofCents: [3, 1, 2]).gini)
        #expect(abs(gini - 2.0 / 9) < 1e-12)
        #expect(Concentration(ofCents: []).gini == nil)
        #expect(Concentration(ofCents: [0, 0]).gini == nil)
        #expect(Concentration(ofCents: [0, 0]).sellers == 2)
    }

    @Test func theCurveRunsFromNothingToAll() throws {
        let small = Concentration(ofCents: [3, 1, 4]).curve
        #expect(small.map(\.sellers) == [0, 1.0 / 3, 2.0 / 3, 1])
        #expect(small.map(\.revenue) == [0, 0.125, 0.5, 1])
        let large = Concentration(ofCents: Array(1...1234)).curve
        #expect(large.count == 101)
        #expect(large.last == Concentration.Point(sellers: 1, revenue: 1))
        #expect(zip(large, large.dropFirst()).allSatisfy { $0.sellers < $1.sellers && $0.revenue < $1.revenue })
    }
}
