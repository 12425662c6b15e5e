import Crypto
import Foundation

extension EntityTag {
    /// The tag of bytes that nothing else names.
    init(hashing data: Data) {
        self.init(opaque: SHA256.hash(data: data).prefix(16).hexadecimal)
    }
}

extension Sequence<UInt8> {
    /// Two digits a byte.
    var hexadecimal: String {
        let digits = Array("0123456789abcdef")
        return String(flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }
}
