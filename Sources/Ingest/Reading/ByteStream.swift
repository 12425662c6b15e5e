/// A source of bytes that is read once, from its beginning to its end, by one thread at a time.
protocol ByteStream: AnyObject {
    /// Reads the next bytes into `buffer` and returns how many; 0 only at the end (or for an empty buffer).
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(IngestError) -> Int
}

extension ByteStream {
    /// Reads until `buffer` is full or the stream ends, and returns how many bytes came.
    func readFully(into buffer: UnsafeMutableRawBufferPointer) throws(IngestError) -> Int {
        var filled = 0
        while filled < buffer.count {
            let count = try read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]))
            if count == 0 { break }
            filled += count
        }
        return filled
    }
}
