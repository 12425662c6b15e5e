import Foundation

/// The folder of an export. Files are written beside their final names and put in place together at the end.
final class ExportFolder {
    private let path: String
    private var writers: [(table: DemoTable, writer: ByteWriter)] = []

    /// Makes the folder if it is missing.
    init(_ path: String) throws(DemoError) {
        guard !path.isEmpty else {
            throw .unusableDirectory(path: "\"\"", reason: "the path is empty")
        }
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) {
            guard isFolder.boolValue else {
                throw .unusableDirectory(path: path, reason: "it is a file")
            }
        } else {
            do {
                try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
            } catch {
                throw .unusableDirectory(path: path, reason: Self.reason(error))
            }
        }
        self.path = path
    }

    /// Rows written so far, over all files.
    var rows: Int { writers.reduce(0) { $0 + $1.writer.rows } }
    /// Bytes written so far, over all files.
    var bytes: Int { writers.reduce(0) { $0 + $1.writer.bytes } }

    /// Starts a file with its header.
    func open(_ table: DemoTable, lineEnd: String = "\n") throws(DemoError) -> ByteWriter {
        let writer = try ByteWriter(path: temporary(table))
        writers.append((table, writer))
        try writer.preamble(table.header + lineEnd)
        return writer
    }

    /// Hands all that is buffered to the system.
    func flush() throws(DemoError) {
        for (_, writer) in writers { try writer.flush() }
    }

    /// Gives the files their names.
    func publish() throws(DemoError) {
        for (table, _) in writers {
            let target = final(table)
            guard rename(temporary(table), target) == 0 else {
                throw DemoError.unwritableFile(path: target, reason: ByteWriter.lastReason())
            }
        }
    }

    /// Removes what was not put in place.
    func discard() {
        for (table, _) in writers { unlink(temporary(table)) }
    }

    /// What was written, in the order of `tables`.
    func files(in tables: [DemoTable]) -> [DemoSummary.File] {
        tables.compactMap { table in
            writers.first { $0.table == table }.map {
                DemoSummary.File(name: table.file, rows: $0.writer.rows, bytes: $0.writer.bytes)
            }
        }
    }

    private func final(_ table: DemoTable) -> String { path + "/" + table.file }
    private func temporary(_ table: DemoTable) -> String { path + "/." + table.file + ".part" }

    private static func reason(_ error: any Error) -> String {
        let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
        if let underlying, underlying.domain == NSPOSIXErrorDomain {
            return String(cString: strerror(Int32(underlying.code)))
        }
        return error.localizedDescription
    }
}
