/// Looks at eight bytes in one step.
enum WordScan {
    /// The high bit of every byte.
    static let highBits: UInt64 = 0x8080_8080_8080_8080

    /// A byte in each of the eight places of a word.
    @inline(__always)
    static func repeated(_ byte: UInt8) -> UInt64 {
        UInt64(byte) &* 0x0101_0101_0101_0101
    }

    /// The eight bytes from `pointer` on, the first in the lowest place.
    @inline(__always)
    static func word(at pointer: UnsafePointer<UInt8>) -> UInt64 {
        UInt64(littleEndian: UnsafeRawPointer(pointer).loadUnaligned(as: UInt64.self))
    }

    /// Marks, by the high bit, the bytes of a word that are zero. Exact up to and including the lowest mark.
    @inline(__always)
    static func zeroBytes(_ word: UInt64) -> UInt64 {
        (word &- 0x0101_0101_0101_0101) & ~word & highBits
    }

    /// Marks, by the high bit, the bytes of a word below a space. Exact up to and including the lowest mark.
    @inline(__always)
    static func controlBytes(_ word: UInt64) -> UInt64 {
        (word &- 0x2020_2020_2020_2020) & ~word & highBits
    }

    /// The number of bits below the lowest mark, and a mask of them.
    @inline(__always)
    static func below(_ marks: UInt64) -> (bits: Int, mask: UInt64) {
        let bits = marks.trailingZeroBitCount & ~7
        return (bits, (1 &<< UInt64(bits)) &- 1)
    }
}
