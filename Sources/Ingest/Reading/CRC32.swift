/// The checksum of gzip and zip (polynomial 0xEDB88320), eight bytes a step.
struct CRC32 {
    /// Eight tables of 256, one after another.
    private static let tables: [UInt32] = {
        var tables = [UInt32](repeating: 0, count: 8 * 256)
        for index in 0..<256 {
            var value = UInt32(index)
            for _ in 0..<8 { value = value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1 }
            tables[index] = value
        }
        for table in 1..<8 {
            for index in 0..<256 {
                let previous = tables[(table - 1) * 256 + index]
                tables[table * 256 + index] = tables[Int(previous & 0xFF)] ^ (previous >> 8)
            }
        }
        return tables
    }()

    private var state: UInt32 = 0xFFFF_FFFF

    /// The checksum of what was added.
    var value: UInt32 { ~state }

    /// Adds bytes.
    mutating func update(_ bytes: UnsafeRawBufferPointer) {
        var state = self.state
        Self.tables.withUnsafeBufferPointer { tables in
            var index = 0
            while index + 8 <= bytes.count {
                let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
                let low = UInt32(truncatingIfNeeded: word) ^ state
                let high = UInt32(truncatingIfNeeded: word >> 32)
                state =
                    tables[0x700 + Int(low & 0xFF)] ^ tables[0x600 + Int((low >> 8) & 0xFF)]
                    ^ tables[0x500 + Int((low >> 16) & 0xFF)] ^ tables[0x400 + Int(low >> 24)]
                    ^ tables[0x300 + Int(high & 0xFF)] ^ tables[0x200 + Int((high >> 8) & 0xFF)]
                    ^ tables[0x100 + Int((high >> 16) & 0xFF)] ^ tables[Int(high >> 24)]
                index += 8
            }
            while index < bytes.count {
                state = tables[Int((state ^ UInt32(bytes[index])) & 0xFF)] ^ (state >> 8)
                index += 1
            }
        }
        self.state = state
    }

    /// The checksum of two texts one after the other, from the checksum of each and the second's length.
    static func combine(_ first: UInt32, _ second: UInt32, secondLength: Int) -> UInt32 {
        // As many zero bytes as the second is long are put behind the first, by way of the bits of that number.
        var result = first
        var length = secondLength
        var bit = 0
        while length > 0 {
            if length & 1 == 1 { result = times(zeroBytes[bit], result) }
            length >>= 1
            bit += 1
        }
        return result ^ second
    }

    /// At `n`, the linear map that puts 2^n zero bytes behind a text.
    private static let zeroBytes: [[UInt32]] = {
        var map: [UInt32] = (0..<32).map { $0 == 0 ? 0xEDB8_8320 : 1 << UInt32($0 - 1) }
        for _ in 0..<3 { map = square(map) }
        var maps = [[UInt32]]()
        for _ in 0..<63 {
            maps.append(map)
            map = square(map)
        }
        return maps
    }()

    private static func times(_ map: [UInt32], _ vector: UInt32) -> UInt32 {
        var sum: UInt32 = 0
        for bit in 0..<32 where vector >> UInt32(bit) & 1 == 1 { sum ^= map[bit] }
        return sum
    }

    private static func square(_ map: [UInt32]) -> [UInt32] {
        map.map { times(map, $0) }
    }
}
