import Foundation

/// How many files and connections the system lets the program have open at a time.
enum OpenFiles {
    /// What the program needs beside connections: the warehouse's files, those of the page, the loops', and some to spare.
    private static let own = 128

    #if canImport(Darwin)
        private static let resource = RLIMIT_NOFILE
    #else
        private static let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    #endif

    /// Has the system allow as many as so many connections need, as far as it does.
    ///
    /// - Returns: How many connections there is room for, and how many open files are allowed.
    static func makeRoom(forConnections count: Int) -> (connections: Int, files: Int) {
        var limit = rlimit()
        guard getrlimit(resource, &limit) == 0 else { return (count, .max) }
        let wanted = rlim_t(clamping: count + own)
        if limit.rlim_cur < wanted {
            var raised = limit
            raised.rlim_cur = min(wanted, limit.rlim_max)
            if setrlimit(resource, &raised) == 0 { limit = raised }
        }
        let files = Int(clamping: limit.rlim_cur)
        return (connections(count, within: files), files)
    }

    /// How many of the wanted connections fit; where not even the program's own files do, half of what there is.
    static func connections(_ wanted: Int, within files: Int) -> Int {
        min(wanted, max(files - own, files / 2, 1))
    }
}
