import Foundation

private let lineFeed = UInt8(ascii: "\n")
private let carriageReturn = UInt8(ascii: "\r")
private let quote = UInt8(ascii: "\"")

/// What is needed only for records that are not plain ASCII fields of the right number.
extension CSVReader {
    /// Decodes and unescapes the record's fields and finds what is wrong with them.
    ///
    /// - Returns: false when the record passes a limit; `fault` then says which.
    func finish(
        from start: UnsafePointer<UInt8>, to end: UnsafePointer<UInt8>, found: Int, isSpecial: Bool
    ) -> Bool {
        let length = end - start
        if length > harmlessBytes,
            let fault = limitFault(from: start, to: end, stored: found, field: nil, quoted: false)
        {
            self.fault = fault
            return false
        }
        if found != expectedFields && (isHeaderRead || found > expectedFields) {
            record.problem =
                found < expectedFields
                ? .tooFewFields(found: found, expected: expectedFields)
                : .tooManyFields(found: found, expected: expectedFields)
            keepExcerpt(start, length)
        }
        scratch.reserve(length * Windows1252.maximumExpansion)
        var free = scratch.base
        for column in 0..<record.count {
            let slot = record.slots[column]
            if isSpecial, record.problem == nil, contains(0, slot) {
                record.problem = .nulByte(column: column)
                keepExcerpt(slot.start, slot.count)
            }
            if slot.isEscaped { free = unescape(column, to: free) }
            if UTF8Text.hasNonASCII(slot.start, count: slot.count) { free = decode(column, to: free) }
        }
        return true
    }

    private func contains(_ byte: UInt8, _ slot: FieldSlot) -> Bool {
        UnsafeBufferPointer(start: slot.start, count: slot.count).contains(byte)
    }

    /// Makes doubled quotes single ones; returns the rest of the scratch buffer.
    private func unescape(_ column: Int, to output: UnsafeMutablePointer<UInt8>) -> UnsafeMutablePointer<UInt8> {
        let slot = record.slots[column]
        var written = 0
        var index = 0
        while index < slot.count {
            let byte = slot.start[index]
            output[written] = byte
            written += 1
            index += byte == quote ? 2 : 1
        }
        record.slots[column].start = UnsafePointer(output)
        record.slots[column].count = written
        record.slots[column].isEscaped = false
        return output + written
    }

    /// Makes a field that is not ASCII valid UTF-8; returns the rest of the scratch buffer.
    private func decode(_ column: Int, to output: UnsafeMutablePointer<UInt8>) -> UnsafeMutablePointer<UInt8> {
        let slot = record.slots[column]
        let bytes = UnsafeBufferPointer(start: slot.start, count: slot.count)
        if encoding != .windows1252 {
            if UTF8Text.isValid(bytes) {
                encoding = .utf8
                return output
            }
            if encoding == .utf8 {
                if record.problem == nil {
                    record.problem = .invalidUTF8(column: column)
                    keepExcerpt(slot.start, slot.count)
                }
                return output
            }
            encoding = .windows1252
        }
        let count = Windows1252.decode(bytes, to: output)
        record.slots[column].start = UnsafePointer(output)
        record.slots[column].count = count
        return output + count
    }

    private func keepExcerpt(_ start: UnsafePointer<UInt8>, _ count: Int) {
        record.keepExcerpt(UnsafeBufferPointer(start: start, count: count), encoding: encoding)
    }

    /// Gives a record up: consumes it through the first line break after the beginning of the field at fault.
    func reject(_ fault: CSVFault) throws(IngestError) {
        let record = self.record
        record.count = 0
        record.problem = fault.problem
        record.line = line
        var excerpt = [UInt8]()
        advance(by: fault.offset)
        while true {
            let length = lengthToBreak()
            let wanted = min(length, Record.excerptLimit + 1 - excerpt.count)
            excerpt.append(contentsOf: UnsafeBufferPointer(start: input.base + input.position, count: wanted))
            input.position += length
            if input.available > 0 { break }
            if input.isAtEnd { break }
            try input.fill(atLeast: 1)
        }
        excerpt.withUnsafeBufferPointer { record.keepExcerpt($0, encoding: encoding) }
        record.endLine = line
        if input.available == 1 { try input.fill(atLeast: 1) }
        if input.available > 0 {
            let bytes = input.base + input.position
            let isPair = bytes[0] == carriageReturn && input.available > 1 && bytes[1] == lineFeed
            input.position += isPair ? 2 : 1
            line += 1
        }
    }

    /// Consumes bytes of whole fields and counts their line breaks.
    private func advance(by count: Int) {
        var index = 0
        let bytes = input.base + input.position
        while index < count {
            if bytes[index] == lineFeed {
                line += 1
            } else if bytes[index] == carriageReturn {
                line += 1
                if index + 1 < count && bytes[index + 1] == lineFeed { index += 1 }
            }
            index += 1
        }
        input.position += count
    }

    /// How many bytes of the window stand before the next line break.
    private func lengthToBreak() -> Int {
        let start = input.base + input.position
        let lineFeed = memchr(start, Int32(lineFeed), input.available)
        let length = lineFeed.map { $0 - UnsafeMutableRawPointer(start) } ?? input.available
        let carriageReturn = memchr(start, Int32(carriageReturn), length)
        return carriageReturn.map { $0 - UnsafeMutableRawPointer(start) } ?? length
    }
}
