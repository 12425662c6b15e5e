import PostgreSQL

extension WarehouseError {
    /// What an error of PostgreSQL's means to the person who runs Vitrine.
    ///
    /// - Parameter action: What could not be done, such as `the load stopped`.
    static func postgreSQL(_ error: PostgreSQLError, _ action: String, at address: PostgreSQLAddress) -> WarehouseError
    {
        switch error.kind {
        case .connection, .unavailable, .connectionLost:
            .unavailable("\(action): \(error.message)")
        case .authentication:
            .environment(
                "\(action): \(error.message); is the password in the URL, in PGPASSWORD or in ~/.pgpass right?")
        case .permission:
            .environment(
                "\(action): \(error.message) at \(address); docs/operations.md has the grants that each role needs")
        case .outOfDisk:
            .environment("\(action): the disk of the server of \(address) is full (\(error.message))")
        case .locked:
            .environment("\(action): somebody else holds what is needed at \(address) (\(error.message))")
        case .interrupted:
            WarehouseError(kind: .cancelled, message: "\(action): it was interrupted")
        default:
            .environment("\(action): \(error.description) at \(address)")
        }
    }
}
