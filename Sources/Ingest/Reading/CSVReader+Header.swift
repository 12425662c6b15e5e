private let lineFeed = UInt8(ascii: "\n")
private let carriageReturn = UInt8(ascii: "\r")
private let quote = UInt8(ascii: "\"")

/// The file's beginning: byte-order mark, encoding, delimiter, header.
extension CSVReader {
    private func failure(_ problem: String, advice: String? = nil) -> IngestError {
        IngestError(.malformed, problem, file: fileName, line: line, advice: advice)
    }

    /// Passes over a byte-order mark and guesses the encoding.
    func sniffEncoding() throws(IngestError) {
        try input.fill(atLeast: max(options.sniffBytes, 4))
        let bytes = UnsafeBufferPointer(start: UnsafePointer(input.base), count: input.end)
        try ForeignContent.refuse(bytes, fileName: fileName)
        try TextEncoding.refuseUTF16(bytes, fileName: fileName)
        if TextEncoding.hasByteOrderMark(bytes) {
            input.position = 3
            if encoding == nil { encoding = .utf8 }
            return
        }
        if encoding == nil {
            let sample = UnsafeBufferPointer(rebasing: bytes.prefix(options.sniffBytes))
            encoding = TextEncoding.sniff(sample, isWhole: input.isAtEnd && bytes.count <= options.sniffBytes)
        }
    }

    /// Reads the header with the delimiter that suits it best.
    func readHeader() throws(IngestError) -> [String] {
        try fillFirstLine()
        if options.delimiter == nil {
            let position = input.position
            let line = self.line
            let encoding = self.encoding
            var best: (delimiter: UInt8, known: Int, count: Int)?
            for candidate in CSVOptions.delimiters {
                setDelimiter(candidate)
                if let names = try scanHeader() {
                    let known = names.reduce(0) { $0 + (options.knownColumns.contains($1) ? 1 : 0) }
                    if best.map({ (known, names.count) > ($0.known, $0.count) }) ?? true {
                        best = (candidate, known, names.count)
                    }
                }
                input.position = position
                self.line = line
                self.encoding = encoding
            }
            setDelimiter(best?.delimiter ?? CSVOptions.delimiters[0])
        }
        guard let names = try scanHeader() else {
            throw headerFailure()
        }
        return names
    }

    private func headerFailure() -> IngestError {
        if let fault { return failure("the header cannot be read: \(fault.problem.reason)") }
        if let problem = record.problem {
            line = record.line
            return failure(
                "the header cannot be read: \(problem.reason)",
                advice: "Check that this is a CSV file with the names of its columns in the first line")
        }
        return failure("is empty", advice: "It needs at least a first line with the names of its columns")
    }

    /// Reads the record at the beginning as names, without the space around them; nil when it cannot be one.
    private func scanHeader() throws(IngestError) -> [String]? {
        fault = nil
        record.problem = nil
        guard case .record = scan() else { return nil }
        if case .tooManyFields(let found, _) = record.problem {
            throw failure("has \(found) columns, more than the \(Self.maximumColumns) that are read")
        }
        guard record.problem == nil else { return nil }
        return (0..<record.count).map { column in
            var name = Substring(String(decoding: record.field(column), as: UTF8.self))
            while let first = name.first, first.isWhitespace { name.removeFirst() }
            while let last = name.last, last.isWhitespace { name.removeLast() }
            return String(name)
        }
    }

    /// Gets the whole first line into the window; line breaks in quotes do not end it.
    private func fillFirstLine() throws(IngestError) {
        var isQuoted = false
        var offset = 0
        var hasText = false
        while true {
            while offset < input.available {
                let byte = input.base[input.position + offset]
                if byte == quote { isQuoted.toggle() }
                let isBreak = byte == lineFeed || byte == carriageReturn
                // One byte more tells CR from CRLF.
                if isBreak && hasText && !isQuoted && (offset + 1 < input.available || input.isAtEnd) { return }
                if isBreak && hasText && !isQuoted { break }
                if !isBreak { hasText = true }
                offset += 1
            }
            if input.isAtEnd { return }
            if offset > options.maximumFieldBytes {
                throw failure(
                    "the first line is longer than \(options.maximumFieldBytes) bytes",
                    advice: "Check that this is a CSV file with the names of its columns in the first line")
            }
            try input.fill(atLeast: offset / 8 + 1)
        }
    }
}
