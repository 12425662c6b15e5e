/// What a scan of the window for one record came to.
enum CSVScan {
    /// `record` is filled and consumed.
    case record
    /// The window ends within the record; nothing but blank lines is consumed.
    case incomplete
    /// `fault` says why the record cannot be read; nothing but blank lines is consumed.
    case fault
    /// The file has no more records.
    case end
}

/// A record that has to be given up, and where in the window, counted from its unconsumed beginning, the field at
/// fault begins: the first line break from there on ends the record.
struct CSVFault {
    var problem: RecordProblem
    var offset: Int
}

private let lineFeed = UInt8(ascii: "\n")
private let carriageReturn = UInt8(ascii: "\r")
private let quote = UInt8(ascii: "\"")

extension CSVReader {
    /// Finds the next record in the window. Eight bytes are looked at in one step; see `InputBuffer` for why that
    /// never leaves the buffer.
    func scan() -> CSVScan {
        let input = self.input
        let isAtEnd = input.isAtEnd
        let base = UnsafePointer(input.base)
        let end = base + input.end
        var p = base + input.position
        var line = self.line

        // Blank lines.
        while p < end {
            if p.pointee == lineFeed {
                p += 1
            } else if p.pointee == carriageReturn {
                if p + 1 == end && !isAtEnd { break }
                p += p[1] == lineFeed && p + 1 < end ? 2 : 1
            } else {
                break
            }
            line += 1
        }
        input.position = p - base
        self.line = line
        if p == end || p.pointee == carriageReturn {
            pendingBytes = end - p
            return isAtEnd ? .end : .incomplete
        }

        let record = self.record
        let slots = record.slots
        let capacity = record.capacity
        let delimiter = self.delimiter
        let delimiters = WordScan.repeated(delimiter)
        let quotes = WordScan.repeated(quote)
        let start = p
        var column = 0
        // The high bits tell whether a byte beyond ASCII was seen.
        var seen: UInt64 = 0
        // Whether a field needs a second look: doubled quotes, bytes of zero.
        var isSpecial = false
        var lineBreaks = 0
        var next = end

        while true {
            if p >= end {
                guard isAtEnd else { return suspend(from: start, to: end, column: column, field: end, quoted: false) }
                if column < capacity {
                    slots[column] = FieldSlot(start: end, count: 0, isQuoted: false, isEscaped: false)
                }
                column += 1
                break
            }
            if p.pointee == quote {
                let content = p + 1
                var q = content
                var isEscaped = false
                var controls: UInt64 = 0
                while true {
                    if q >= end {
                        guard isAtEnd else {
                            return suspend(from: start, to: end, column: column, field: content, quoted: true)
                        }
                        return fail(
                            .unterminatedQuote(column: column, line: line + lineBreaks), from: start, to: end,
                            column: column, field: content, quoted: true)
                    }
                    let bytes = WordScan.word(at: q)
                    let found = WordScan.zeroBytes(bytes ^ quotes)
                    if found == 0 {
                        seen |= bytes
                        controls |= WordScan.controlBytes(bytes)
                        q += 8
                        continue
                    }
                    let before = WordScan.below(found)
                    seen |= bytes & before.mask
                    controls |= WordScan.controlBytes(bytes) & before.mask
                    q += before.bits >> 3
                    let after = q + 1
                    if after >= end {
                        if isAtEnd { break }
                        // The quote itself is no part of the field.
                        return suspend(from: start, to: q, column: column, field: content, quoted: true)
                    }
                    let byte = after.pointee
                    if byte == delimiter || byte == lineFeed || byte == carriageReturn { break }
                    if byte == quote {
                        isEscaped = true
                        q += 2
                        continue
                    }
                    return fail(
                        .strayQuote(column: column), from: start, to: q, column: column, field: content, quoted: true)
                }
                if isEscaped { isSpecial = true }
                if controls != 0 {
                    let counted = countBreaks(content, q)
                    lineBreaks += counted.breaks
                    if counted.hasNul { isSpecial = true }
                }
                if column < capacity {
                    slots[column] = FieldSlot(start: content, count: q - content, isQuoted: true, isEscaped: isEscaped)
                }
                column += 1
                p = q + 1
                if p >= end { break }
                if p.pointee == delimiter {
                    p += 1
                    continue
                }
            } else {
                var q = p
                while true {
                    let bytes = WordScan.word(at: q)
                    let found = WordScan.zeroBytes(bytes ^ delimiters) | WordScan.controlBytes(bytes)
                    if found == 0 {
                        seen |= bytes
                        q += 8
                        if q < end { continue }
                        break
                    }
                    let before = WordScan.below(found)
                    seen |= bytes & before.mask
                    q += before.bits >> 3
                    if q >= end { break }
                    let byte = q.pointee
                    if byte == delimiter || byte == lineFeed || byte == carriageReturn { break }
                    if byte == 0 { isSpecial = true }
                    q += 1
                    if q >= end { break }
                }
                if q >= end {
                    guard isAtEnd else {
                        return suspend(from: start, to: end, column: column, field: p, quoted: false)
                    }
                    q = end
                }
                if column < capacity {
                    slots[column] = FieldSlot(start: p, count: q - p, isQuoted: false, isEscaped: false)
                }
                column += 1
                p = q
                if p == end { break }
                if p.pointee == delimiter {
                    p += 1
                    continue
                }
            }
            // `p` is at the line break that ends the record.
            if p.pointee == carriageReturn {
                if p + 1 == end && !isAtEnd {
                    return suspend(from: start, to: p, column: column, field: p, quoted: false)
                }
                next = p + (p + 1 < end && p[1] == lineFeed ? 2 : 1)
            } else {
                next = p + 1
            }
            break
        }
        let recordEnd = min(p, end)

        record.line = line
        record.endLine = line + lineBreaks
        record.count = min(column, expectedFields)
        record.problem = nil
        if isSpecial || seen & WordScan.highBits != 0 || column != expectedFields
            || recordEnd - start > harmlessBytes
        {
            if !finish(from: start, to: recordEnd, found: column, isSpecial: isSpecial) { return .fault }
        }
        input.position = next - base
        self.line = line + lineBreaks + 1
        return .record
    }

    /// Counts the line breaks of a quoted field and looks for bytes of zero.
    private func countBreaks(_ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) -> (breaks: Int, hasNul: Bool)
    {
        var breaks = 0
        var hasNul = false
        var p = start
        while p < end {
            let byte = p.pointee
            p += 1
            if byte == lineFeed {
                breaks += 1
            } else if byte == carriageReturn {
                breaks += 1
                if p < end && p.pointee == lineFeed { p += 1 }
            } else if byte == 0 {
                hasNul = true
            }
        }
        return (breaks, hasNul)
    }

    /// Ends a scan that ran into the end of the window; a fault when the record already passed a limit.
    private func suspend(
        from start: UnsafePointer<UInt8>, to end: UnsafePointer<UInt8>, column: Int, field: UnsafePointer<UInt8>,
        quoted: Bool
    ) -> CSVScan {
        pendingBytes = input.end - input.position
        if end - start > harmlessBytes,
            let fault = limitFault(from: start, to: end, stored: column, field: field, quoted: quoted)
        {
            self.fault = fault
            return .fault
        }
        return .incomplete
    }

    /// Ends a scan at a quote that does not hold; a limit that the record passed before that comes first.
    private func fail(
        _ problem: RecordProblem, from start: UnsafePointer<UInt8>, to end: UnsafePointer<UInt8>, column: Int,
        field: UnsafePointer<UInt8>, quoted: Bool
    ) -> CSVScan {
        fault =
            limitFault(from: start, to: end, stored: column, field: field, quoted: quoted)
            ?? CSVFault(problem: problem, offset: field - start)
        return .fault
    }

    /// The first limit that a record passes up to `end`, with `stored` whole fields and then one that begins at
    /// `field`, or nil. It is the same however much of the record is in the window.
    func limitFault(
        from start: UnsafePointer<UInt8>, to end: UnsafePointer<UInt8>, stored: Int, field: UnsafePointer<UInt8>?,
        quoted: Bool
    ) -> CSVFault? {
        let limit = options.maximumFieldBytes
        let cut = start + options.maximumRecordBytes
        for column in 0..<min(stored, expectedFields, record.capacity) {
            let slot = record.slots[column]
            if slot.count > limit && slot.start + limit < cut {
                return fieldFault(column, slot.start - start, isQuoted: slot.isQuoted)
            }
        }
        if let field, stored < expectedFields, end - field > limit, field + limit < cut {
            return fieldFault(stored, field - start, isQuoted: quoted)
        }
        if end > cut { return CSVFault(problem: .recordTooLong(limit: options.maximumRecordBytes), offset: 0) }
        return nil
    }

    private func fieldFault(_ column: Int, _ offset: Int, isQuoted: Bool) -> CSVFault {
        let start = UnsafePointer(input.base) + input.position
        let limit = options.maximumFieldBytes
        var problem = RecordProblem.fieldTooLong(column: column, limit: limit)
        if isQuoted {
            // With a line break within the limit, an open quote is likelier than a text of that length.
            let counted = countBreaks(start + offset, start + offset + limit)
            if counted.breaks > 0 {
                problem = .unterminatedQuote(column: column, line: line + countBreaks(start, start + offset).breaks)
            }
        }
        return CSVFault(problem: problem, offset: offset)
    }
}
