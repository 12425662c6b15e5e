/// The fields of an export, in the form in which Olist writes them.
extension ByteWriter {
    @inline(__always)
    func comma() { put(UInt8(ascii: ",")) }

    @inline(__always)
    func newline() { put(UInt8(ascii: "\n")) }

    @inline(__always)
    func quote() { put(UInt8(ascii: "\"")) }

    /// A whole number.
    @inline(__always)
    func integer(_ value: Int) {
        if value < 0 { put(UInt8(ascii: "-")) }
        var rest = value.magnitude
        if rest < 10 {
            put(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest))
            return
        }
        var digits = 1
        var bound: UInt = 10
        while digits < 19 && rest >= bound {
            digits += 1
            bound &*= 10
        }
        let target = claim(digits)
        var place = digits
        while place > 0 {
            place -= 1
            target[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
    }

    /// An amount of money in cents, with two decimals.
    @inline(__always)
    func money(_ cents: Int) {
        integer(cents / 100)
        put(UInt8(ascii: "."))
        twoDigits(cents % 100)
    }

    @inline(__always)
    func twoDigits(_ value: Int) {
        let target = claim(2)
        target[0] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value / 10)
        target[1] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value % 10)
    }

    /// A number of 10⁻¹⁴ units, without trailing zeros.
    @inline(__always)
    func coordinate(_ value: Int) {
        if value < 0 { put(UInt8(ascii: "-")) }
        let magnitude = Int(value.magnitude)
        integer(magnitude / Coordinate.unit)
        put(UInt8(ascii: "."))
        var rest = magnitude % Coordinate.unit
        var digits = 14
        while digits > 1 && rest % 10 == 0 {
            rest /= 10
            digits -= 1
        }
        let target = claim(digits)
        while digits > 0 {
            digits -= 1
            target[digits] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
    }

    /// A zip prefix: five digits in quotes.
    @inline(__always)
    func zipPrefix(_ code: Int) {
        let target = claim(7)
        target[0] = UInt8(ascii: "\"")
        var rest = code
        var place = 5
        while place > 0 {
            target[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
            place -= 1
        }
        target[6] = UInt8(ascii: "\"")
    }

    /// An id: 32 hex characters, in quotes if the first is a digit (or always).
    @inline(__always)
    func identifier(_ id: Identifier, alwaysQuoted: Bool = false) {
        let quoted = alwaysQuoted || (id.high & 0xF) < 10
        if quoted { quote() }
        let target = UnsafeMutableRawPointer(claim(32))
        target.storeBytes(of: Self.hex(id.high), toByteOffset: 0, as: UInt64.self)
        target.storeBytes(of: Self.hex(id.high >> 32), toByteOffset: 8, as: UInt64.self)
        target.storeBytes(of: Self.hex(id.low), toByteOffset: 16, as: UInt64.self)
        target.storeBytes(of: Self.hex(id.low >> 32), toByteOffset: 24, as: UInt64.self)
        if quoted { quote() }
    }

    /// The lower 32 bits as eight hex characters, lowest digit first in memory.
    @inline(__always)
    private static func hex(_ bits: UInt64) -> UInt64 {
        var spread = bits & 0xFFFF_FFFF
        spread = (spread | (spread << 16)) & 0x0000_FFFF_0000_FFFF
        spread = (spread | (spread << 8)) & 0x00FF_00FF_00FF_00FF
        spread = (spread | (spread << 4)) & 0x0F0F_0F0F_0F0F_0F0F
        let letters = ((spread &+ 0x0606_0606_0606_0606) >> 4) & 0x0101_0101_0101_0101
        return (spread &+ 0x3030_3030_3030_3030 &+ letters &* 0x27).littleEndian
    }

    /// A time as `YYYY-MM-DD HH:MM:SS`.
    @inline(__always)
    func timestamp(_ seconds: Int, _ days: DayNames) {
        let day = seconds / Day.seconds
        let rest = seconds % Day.seconds
        days.withBytes(of: day) { put($0) }
        put(UInt8(ascii: " "))
        twoDigits(rest / 3600)
        put(UInt8(ascii: ":"))
        twoDigits(rest / 60 % 60)
        put(UInt8(ascii: ":"))
        twoDigits(rest % 60)
    }

    /// A time that may be missing.
    @inline(__always)
    func timestamp(_ seconds: Int?, _ days: DayNames) {
        if let seconds { timestamp(seconds, days) }
    }
}
