import Foundation
import Testing

/// A client that sends bytes as it is told, well-formed or not, as fast or slow as it is told.
final class RawClient: Sendable {
    private let descriptor: Int32

    /// Connects to a port of this machine.
    ///
    /// - Parameter receiveBuffer: How many bytes the system takes in before they are read; 0 for as many as it likes.
    init(port: Int, receiveBuffer: Int32 = 0) throws {
        #if canImport(Glibc)
            descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #else
            descriptor = socket(AF_INET, SOCK_STREAM, 0)
        #endif
        var size = receiveBuffer
        if size > 0 { setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size)) }
        var patience = timeval(tv_sec: 20, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port)).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        try #require(result == 0, "cannot connect: \(String(cString: strerror(errno)))")
    }

    deinit { Foundation.close(descriptor) }

    /// Sends text; false where the server does not take it any more.
    @discardableResult
    func send(_ text: String) -> Bool {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let sent = rest.withUnsafeBytes {
                Foundation.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard sent > 0 else { return false }
            rest = rest.dropFirst(sent)
        }
        return true
    }

    /// Has the connection be reset, not ended, when this client goes.
    func resetAtEnd() {
        var reset = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &reset, socklen_t(MemoryLayout<linger>.size))
    }

    /// Says that nothing more will be sent.
    func endSending() { shutdown(descriptor, Int32(SHUT_WR)) }

    /// What comes until the server closes, or until it holds a text.
    ///
    /// - Returns: What came, and whether the server closed; it waits at most twenty seconds for each piece.
    func receive(until end: String? = nil, atMost: Int = .max) async -> (text: String, isClosed: Bool) {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async { [descriptor] in
                var bytes: [UInt8] = []
                var piece = [UInt8](repeating: 0, count: 65_536)
                while bytes.count < atMost {
                    let count = recv(descriptor, &piece, min(piece.count, atMost - bytes.count), 0)
                    guard count > 0 else {
                        let isClosed = count == 0 || errno == ECONNRESET
                        continuation.resume(returning: (String(decoding: bytes, as: UTF8.self), isClosed))
                        return
                    }
                    bytes += piece[..<count]
                    if let end, String(decoding: bytes, as: UTF8.self).contains(end) { break }
                }
                continuation.resume(returning: (String(decoding: bytes, as: UTF8.self), false))
            }
        }
    }

    /// Asks for a path and returns the whole answer; the connection stays open.
    func get(_ path: String, _ headers: String = "") async -> String {
        send("GET \(path) HTTP/1.1\r\nHost: localhost\r\n\(headers)\r\n")
        return await receive(until: "}").text
    }
}
