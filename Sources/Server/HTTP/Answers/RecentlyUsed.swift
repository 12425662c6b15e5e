/// Values by key, bounded by what they weigh: the least recently used go when there is too much.
///
/// Looking up, inserting and evicting take constant time.
struct RecentlyUsed<Key: Hashable, Value> {
    private struct Slot {
        var key: Key
        var value: Value
        var weight: Int
        var newer: Int
        var older: Int
    }

    /// How much all values may weigh together.
    let capacity: Int
    /// What they weigh now.
    private(set) var weight = 0
    /// How many were dropped to make room.
    private(set) var evictions = 0

    private static var none: Int { -1 }
    private var places: [Key: Int] = [:]
    private var slots: [Slot?] = []
    private var free: [Int] = []
    private var newest = Self.none
    private var oldest = Self.none

    /// An empty collection.
    init(capacity: Int) { self.capacity = capacity }

    /// How many values there are.
    var count: Int { places.count }

    /// The value of a key, which counts as its use.
    mutating func value(of key: Key) -> Value? {
        guard let place = places[key] else { return nil }
        if place != newest {
            unlink(place)
            linkAsNewest(place)
        }
        return slots[place]?.value
    }

    /// Keeps a value, in place of the key's earlier one; drops the least recently used ones when there is too much.
    ///
    /// What weighs more than the whole capacity is not kept.
    mutating func insert(_ value: Value, for key: Key, weight: Int) {
        remove(key)
        guard weight <= capacity else { return }
        while self.weight + weight > capacity, let last = slots[oldest]?.key {
            remove(last)
            evictions += 1
        }
        let slot = Slot(key: key, value: value, weight: weight, newer: Self.none, older: Self.none)
        let place: Int
        if let reused = free.popLast() {
            place = reused
            slots[place] = slot
        } else {
            place = slots.count
            slots.append(slot)
        }
        places[key] = place
        self.weight += weight
        linkAsNewest(place)
    }

    /// Drops a value.
    mutating func remove(_ key: Key) {
        guard let place = places.removeValue(forKey: key) else { return }
        unlink(place)
        weight -= slots[place]?.weight ?? 0
        slots[place] = nil
        free.append(place)
    }

    /// Drops the values whose keys are like this.
    mutating func removeAll(where isGone: (Key) -> Bool) {
        for key in places.keys.filter(isGone) { remove(key) }
    }

    private mutating func unlink(_ place: Int) {
        guard let slot = slots[place] else { return }
        if slot.newer == Self.none { newest = slot.older } else { slots[slot.newer]?.older = slot.older }
        if slot.older == Self.none { oldest = slot.newer } else { slots[slot.older]?.newer = slot.newer }
    }

    private mutating func linkAsNewest(_ place: Int) {
        slots[place]?.older = newest
        slots[place]?.newer = Self.none
        if newest == Self.none { oldest = place } else { slots[newest]?.newer = place }
        newest = place
    }
}
