import HTTPTypes
import Hummingbird

/// The name of a request in the log, in its answer, and in what a client asks about it.
struct RequestIdentifier {
    /// The name.
    let value: String
    /// Whether the client gave it.
    let isClients: Bool

    /// Takes the name that the client gave, where it is well-formed: at most 64 letters, digits, dots, dashes and underlines.
    ///
    /// - Parameter own: The name otherwise.
    init(_ request: Request, else own: @autoclosure () -> String) {
        if let given = request.headers[.requestIdentifier], Self.isWellFormed(given) {
            value = given
            isClients = true
        } else {
            value = own()
            isClients = false
        }
    }

    private static func isWellFormed(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"):
                    true
                default: false
                }
            }
    }
}
