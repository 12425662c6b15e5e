/// The window on a stream in which a reader finds its records: bytes `position..<end` are there and not yet consumed.
///
/// Eight zero bytes always follow `end`, so that a scan may load whole words. The window only grows as far as its
/// reader asks, and a reader asks no further than its limit on a record.
final class InputBuffer {
    private static let padding = 8

    private(set) var base: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    private let stream: any ByteStream
    /// Where the next unconsumed byte is.
    var position = 0
    /// One past the last byte that is there.
    private(set) var end = 0
    /// Whether the stream has no more bytes than those in the window.
    private(set) var isAtEnd = false

    /// A window of at first `capacity` bytes.
    init(stream: any ByteStream, capacity: Int) {
        self.stream = stream
        self.capacity = max(capacity, 1)
        base = .allocate(capacity: self.capacity + Self.padding)
        base.initialize(repeating: 0, count: self.capacity + Self.padding)
    }

    deinit {
        base.deallocate()
    }

    /// How many bytes are there and not yet consumed.
    var available: Int { end - position }

    /// Reads at least `count` more bytes unless the stream ends before. Moves what is unconsumed: pointers into the
    /// window and values of `position` taken earlier are void.
    func fill(atLeast count: Int) throws(IngestError) {
        if isAtEnd { return }
        makeRoom(for: max(count, 1))
        let wanted = end + max(count, 1)
        while end < wanted {
            let free = UnsafeMutableRawBufferPointer(start: base + end, count: capacity - end)
            let read = try stream.read(into: free)
            if read == 0 {
                isAtEnd = true
                break
            }
            end += read
        }
        UnsafeMutableRawPointer(base + end).storeBytes(of: 0, as: UInt64.self)
    }

    private func makeRoom(for count: Int) {
        let kept = available
        if kept + count <= capacity {
            guard position > 0 else { return }
            base.update(from: base + position, count: kept)
        } else {
            let larger = max(capacity * 2, kept + count)
            let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger + Self.padding)
            moved.initialize(from: base + position, count: kept)
            (moved + kept).initialize(repeating: 0, count: larger + Self.padding - kept)
            base.deallocate()
            base = moved
            capacity = larger
        }
        position = 0
        end = kept
    }
}
