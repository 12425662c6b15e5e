import Foundation

/// What the process takes of the machine, as Linux tells it.
struct ProcessFigures {
    /// Memory in use, in bytes.
    let residentBytes: Int
    /// Time on processors, in seconds.
    let processorSeconds: Double
    /// Open files and connections.
    let openFiles: Int

    /// When the program started, in seconds since 1970.
    static let start = Date().timeIntervalSince1970

    /// Reads the figures; nil where there is no `/proc`.
    static func current() -> ProcessFigures? {
        guard let memory = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8),
            let pages = memory.split(separator: " ").dropFirst().first.flatMap({ Int($0) }),
            let files = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")
        else { return nil }
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return ProcessFigures(
            residentBytes: pages * sysconf(Int32(_SC_PAGESIZE)),
            processorSeconds: Double(time.tv_sec) + Double(time.tv_nsec) / 1e9, openFiles: files.count)
    }
}
