import Testing

@testable import Server

/// A collection bounded by weight.
struct RecentlyUsedTests {
    @Test func theLeastRecentlyUsedGoFirst() {
        var values = RecentlyUsed<Int, String>(capacity: 30)
        for key in 1...3 { values.insert("\(key)", for: key, weight: 10) }
        #expect(values.value(of: 1) == "1")
        values.insert("4", for: 4, weight: 10)
        #expect(values.value(of: 2) == nil)
        values.insert("5", for: 5, weight: 20)
        #expect(values.value(of: 3) == nil)
        #expect(values.value(of: 1) == nil)
        #expect(values.value(of: 4) == "4")
        #expect(values.value(of: 5) == "5")
        #expect(values.evictions == 3)
        #expect(values.weight == 30)
    }

    @Test func whatIsTooHeavyIsNotKeptAndEvictsNothing() {
        var values = RecentlyUsed<Int, String>(capacity: 30)
        values.insert("1", for: 1, weight: 10)
        values.insert("2", for: 2, weight: 31)
        #expect(values.value(of: 1) == "1")
        #expect(values.value(of: 2) == nil)
        // The value that it was to replace is out of date.
        values.insert("new", for: 1, weight: 31)
        #expect(values.value(of: 1) == nil)
        #expect(values.weight == 0)
        var none = RecentlyUsed<Int, String>(capacity: 0)
        none.insert("1", for: 1, weight: 1)
        #expect(none.count == 0)
    }

    /// Against a plain list in the order of use.
    @Test func itAgreesWithASlowOne() {
        var generator = SystemRandomNumberGenerator()
        var values = RecentlyUsed<Int, Int>(capacity: 100)
        var slow: [(key: Int, value: Int, weight: Int)] = []
        for step in 0..<20_000 {
            let key = Int.random(in: 0..<40, using: &generator)
            switch Int.random(in: 0..<10, using: &generator) {
            case 0..<5:
                let found = slow.firstIndex { $0.key == key }.map { slow.remove(at: $0) }
                if let found { slow.append(found) }
                #expect(values.value(of: key) == found?.value)
            case 5..<9:
                let weight = Int.random(in: 0...30, using: &generator)
                slow.removeAll { $0.key == key }
                while slow.reduce(weight, { $0 + $1.weight }) > 100 { slow.removeFirst() }
                slow.append((key, step, weight))
                values.insert(step, for: key, weight: weight)
            default:
                slow.removeAll { $0.key % 7 == key % 7 }
                values.removeAll { $0 % 7 == key % 7 }
            }
            #expect(values.count == slow.count)
            #expect(values.weight == slow.reduce(0) { $0 + $1.weight })
        }
    }
}
