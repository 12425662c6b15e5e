import Foundation

/// A connection to a server on this machine that asks one thing at a time and waits for it, with as little work of its own as
/// may be: what it measures is the server.
final class HTTPConnection {
    private let socket: Int32
    private let port: UInt16
    private var buffer = [UInt8](repeating: 0, count: 1 << 20)

    init(port: UInt16) throws {
        #if os(Linux)
            socket = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #else
            socket = Foundation.socket(AF_INET, SOCK_STREAM, 0)
        #endif
        self.port = port
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = in_addr_t(INADDR_LOOPBACK).bigEndian
        let length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafePointer(to: address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(socket, $0, length) }
        }
        guard result == 0 else { throw Failure(description: "no connection to port \(port): \(Self.reason)") }
    }

    deinit { close(socket) }

    /// The status of an answer, and how many bytes its body has.
    ///
    /// - Parameter path: With the query.
    func get(_ path: String) throws -> (status: Int, length: Int) {
        let request = Array("GET \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\n\r\n".utf8)
        guard send(socket, request, request.count, 0) == request.count else {
            throw Failure(description: "\(path) cannot be asked: \(Self.reason)")
        }
        var received = 0
        var head: (status: Int, length: Int, end: Int)?
        while head.map({ received < $0.end + $0.length }) ?? true {
            // Only the head is looked at; where it is known, what comes next may overwrite what came.
            let offset = head == nil ? received : 0
            guard offset < buffer.count else { throw Failure(description: "the head of \(path) has no end") }
            let count = buffer.withUnsafeMutableBytes { bytes in
                let free = UnsafeMutableRawBufferPointer(rebasing: bytes[offset...])
                return recv(socket, free.baseAddress, free.count, 0)
            }
            guard count > 0 else {
                throw Failure(description: "\(path) was not answered to the end: \(count < 0 ? Self.reason : "closed")")
            }
            received += count
            if head == nil { head = try readHead(in: received) }
        }
        return (head?.status ?? 0, head?.length ?? 0)
    }

    private func readHead(in received: Int) throws -> (status: Int, length: Int, end: Int)? {
        guard let end = buffer[..<received].firstRange(of: Array("\r\n\r\n".utf8))?.upperBound else { return nil }
        let lines = String(decoding: buffer[..<end], as: UTF8.self).split(separator: "\r\n")
        let length = lines.first { $0.lowercased().hasPrefix("content-length:") }
            .flatMap { Int($0.split(separator: ":")[1].trimmingCharacters(in: .whitespaces)) }
        guard let status = lines.first?.split(separator: " ").dropFirst().first.flatMap({ Int($0) }), let length else {
            throw Failure(description: "an answer without a status or a length: \(lines.first ?? "")")
        }
        return (status, length, end)
    }

    private static var reason: String { String(cString: strerror(errno)) }
}

/// Why nothing can be measured, in words.
struct Failure: Error, CustomStringConvertible {
    let description: String
}
