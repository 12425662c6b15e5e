import DuckDB

/// Values of the warehouse on their way to JSON, in memory of their own: answers may have tens of thousands of rows.
///
/// Room is made before each value, and its bytes are then written without a look at what is left.
struct JSONCells: ~Copyable {
    private var memory: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    private var count = 0

    /// An empty text.
    ///
    /// - Parameter capacity: How many bytes it may have before more memory is taken.
    init(capacity: Int) {
        self.capacity = max(capacity, 64)
        memory = .allocate(capacity: self.capacity)
    }

    deinit { memory.deallocate() }

    /// What was written, in UTF-8.
    var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: memory, count: count) }

    /// Adds a byte.
    @inline(__always)
    mutating func put(_ byte: UInt8) {
        makeRoom(for: 1)
        put(unchecked: byte)
    }

    /// Adds bytes as they are.
    @inline(__always)
    mutating func put(_ bytes: UnsafeBufferPointer<UInt8>) {
        makeRoom(for: bytes.count)
        guard let start = bytes.baseAddress else { return }
        (memory + count).update(from: start, count: bytes.count)
        count += bytes.count
    }

    /// Adds a value.
    mutating func put(_ value: Value) {
        switch value {
        case .integer(let number): put(number, scale: 0)
        case .text(let text): put(text)
        case .date(let day) where (0...9999).contains(day.components.year): put(day)
        case .decimal(let number):
            guard let unscaled = number.unscaled64, number.scale < 18 else { return put(raw: number.description) }
            put(unscaled, scale: number.scale)
        case .double(let number) where number.isFinite: put(raw: number.description)
        default: JSON(value).encoded.withUnsafeBufferPointer { put($0) }
        }
    }

    private mutating func put(raw text: String) {
        var text = text
        text.withUTF8 { put($0) }
    }

    private mutating func put(_ text: String) {
        var text = text
        text.withUTF8 { utf8 in
            guard !utf8.contains(where: { $0 < 0x20 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }) else {
                return JSON.text(String(decoding: utf8, as: UTF8.self)).encoded.withUnsafeBufferPointer { put($0) }
            }
            makeRoom(for: utf8.count + 2)
            put(unchecked: UInt8(ascii: "\""))
            put(utf8)
            put(unchecked: UInt8(ascii: "\""))
        }
    }

    /// Adds a day of the years 0 to 9999, as ISO 8601.
    private mutating func put(_ day: Day) {
        makeRoom(for: 12)
        let (year, month, date) = day.components
        put(unchecked: UInt8(ascii: "\""))
        putTwoDigits(year / 100)
        putTwoDigits(year % 100)
        put(unchecked: UInt8(ascii: "-"))
        putTwoDigits(month)
        put(unchecked: UInt8(ascii: "-"))
        putTwoDigits(date)
        put(unchecked: UInt8(ascii: "\""))
    }

    @inline(__always)
    private mutating func putTwoDigits(_ number: Int) {
        put(unchecked: UInt8(ascii: "0") + UInt8(number / 10))
        put(unchecked: UInt8(ascii: "0") + UInt8(number % 10))
    }

    /// Adds an exact number with all digits of its scale, below 18.
    private mutating func put(_ unscaled: Int64, scale: Int) {
        // A sign, 19 digits and a point; or a nought, a point and 17 digits.
        makeRoom(for: 24)
        if unscaled < 0 { put(unchecked: UInt8(ascii: "-")) }
        let magnitude = unscaled.magnitude
        var digits = 1
        var bound: UInt64 = 10
        // Of a magnitude of up to 2^63, so the bound stays below 10^19, which fits.
        while magnitude >= bound {
            digits += 1
            bound *= 10
        }
        digits = max(digits, scale + 1)
        var place = count + digits + (scale > 0 ? 1 : 0)
        count = place
        var rest = magnitude
        for digit in 0..<digits {
            place -= 1
            if scale > 0, digit == scale {
                memory[place] = UInt8(ascii: ".")
                place -= 1
            }
            memory[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
    }

    @inline(__always)
    private mutating func put(unchecked byte: UInt8) {
        memory[count] = byte
        count += 1
    }

    /// Makes sure that so many more bytes fit.
    @inline(__always)
    private mutating func makeRoom(for more: Int) {
        if count + more > capacity { grow(to: max(count + more, capacity * 2)) }
    }

    @inline(never)
    private mutating func grow(to size: Int) {
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: size)
        larger.update(from: memory, count: count)
        memory.deallocate()
        memory = larger
        capacity = size
    }
}
