import Foundation

extension Home {
    /// What a warehouse outside the home was built from.
    private struct Claim: Codable {
        /// Where the warehouse is, for people.
        let warehouse: String
        let batches: [String]
    }

    private var claims: String { path + "/claims" }

    /// Notes which landed batches a warehouse outside the home is built from, so that no load removes them.
    ///
    /// - Parameters:
    ///   - batches: All of them; what was noted before for this warehouse is replaced.
    ///   - identity: What tells the warehouse from others.
    ///   - name: What people call it.
    func claim(_ batches: [String], for identity: String, name: String) throws(WarehouseError) {
        try Disk.makeFolder(claims)
        guard let data = try? JSONEncoder().encode(Claim(warehouse: name, batches: batches)) else {
            throw .environment("the claim of \(name) cannot be described")
        }
        // The identity comes from a database and is not to choose a folder.
        let file = identity.filter { $0.isLetter || $0.isNumber || $0 == "-" }
        try Disk.write(data, to: "\(claims)/\(file).json")
        try Disk.synchronise("\(claims)/\(file).json")
        try Disk.synchronise(claims)
    }

    /// The landed batches that warehouses outside the home are built from.
    func claimedBatches() throws(WarehouseError) -> Set<String> {
        var batches: Set<String> = []
        for file in (try? FileManager.default.contentsOfDirectory(atPath: claims)) ?? [] where file.hasSuffix(".json") {
            guard let data = FileManager.default.contents(atPath: "\(claims)/\(file)"),
                let claim = try? JSONDecoder().decode(Claim.self, from: data)
            else {
                throw .environment(
                    "\(claims)/\(file) is damaged; it lists the batches that a PostgreSQL warehouse is built from. Remove "
                        + "it, and load into that warehouse first thing")
            }
            batches.formUnion(claim.batches)
        }
        return batches
    }
}
