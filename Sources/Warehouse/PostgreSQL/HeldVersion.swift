import PostgreSQL

/// The finding and holding of the current version of a PostgreSQL database.
enum HeldVersion {
    /// Connects, finds the current version and takes hold of it for as long as the connection lives.
    ///
    /// - Returns: The version and the connection, whose names without a schema are the version's tables; nil where nothing
    ///   was published yet.
    /// - Throws: ``WarehouseError`` of kind `environment` where other models built the version, or a newer Vitrine the tables.
    static func current(
        at address: PostgreSQLAddress, options: PostgreSQLConnection.Options = .init()
    ) throws -> (version: Version, connection: PostgreSQLConnection)? {
        let connection = try PostgreSQLConnection(address, options: options)
        let versions = PublishedVersions(connection: connection)
        guard try versions.isSetUp() else { return nil }
        // A load may publish and remove between two of our steps; then the next look finds the newer version.
        for _ in 0..<10 {
            guard let version = try versions.current() else { return nil }
            guard try versions.hold(version.number) else { continue }
            guard try version.models == SQLFile.fingerprint() else {
                throw WarehouseError.otherModels(version, "\(address)")
            }
            try connection.execute(
                "set search_path = \(quotedIdentifier(PublishedVersions.schema(of: version.number)))")
            return (version, connection)
        }
        throw WarehouseError.unavailable("the current version at \(address) is being replaced again and again")
    }
}
