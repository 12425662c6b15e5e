/// Why a warehouse could not be built, opened or read.
public struct WarehouseError: Error, Sendable, CustomStringConvertible {
    /// Whose turn it is to act; the command line makes an exit code of it.
    public enum Kind: Sendable {
        /// The input cannot be read or is not what it should be.
        case input
        /// The data was read but breaks a rule that blocks publishing.
        case checks
        /// The machine says no: no disk, no permission, another load is running.
        case environment
        /// The database server does not answer now; a little later it may.
        case unavailable
        /// The caller gave up.
        case cancelled
    }

    /// Whose turn it is to act.
    public let kind: Kind
    /// What was wrong, where, and what to do.
    public let message: String

    /// The message.
    public var description: String { message }

    /// Input that cannot be read or is not what it should be.
    public static func input(_ message: String) -> WarehouseError { WarehouseError(kind: .input, message: message) }
    static func checks(_ message: String) -> WarehouseError { WarehouseError(kind: .checks, message: message) }
    static func environment(_ message: String) -> WarehouseError {
        WarehouseError(kind: .environment, message: message)
    }
    static func unavailable(_ message: String) -> WarehouseError {
        WarehouseError(kind: .unavailable, message: message)
    }
}

extension WarehouseError {
    /// A command needs a version, and nothing was published yet.
    public static func nothingLoaded(_ home: Home, _ warehouse: WarehouseAddress = .embedded) -> WarehouseError {
        nothingLoaded(warehouse == .embedded ? home.path : warehouse.description)
    }

    /// A command needs a version, and nothing was published yet to the place of that name.
    static func nothingLoaded(_ place: String) -> WarehouseError {
        .input("nothing has been loaded into \(place) yet; load an export with: vitrine load SOURCE")
    }

    /// Another program built the version; its tables may be others than this program asks.
    ///
    /// - Parameter place: What people call the place of the version: a home's path, or a URL.
    static func otherModels(_ version: Version, _ place: String) -> WarehouseError {
        .environment(
            "version \(version.name) of \(place) was built by another Vitrine; build it anew from what was landed, by "
                + "loading without a source: vitrine load, with the same --home and --warehouse")
    }

    /// Results cannot be handed over, because a disk is full or their reader is gone.
    public static func cannotWriteOutput(reason: String) -> WarehouseError {
        .environment("cannot write to standard output: \(reason)")
    }

    /// The server's address cannot be had.
    public static func cannotListen(host: String, port: Int, reason: String) -> WarehouseError {
        .environment("cannot listen on \(host):\(port): \(reason); is another server running there? Try --port")
    }
}
