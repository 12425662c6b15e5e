import DuckDB
import Foundation

/// What a warehouse knows of products, sellers, categories and places, to look up by key or by name.
struct References: Sendable {
    struct Product: Sendable {
        let categoryKey: Int32
        let facts: ProductFacts
    }

    struct Seller: Sendable {
        let state: String?
        let place: Coordinate?
    }

    private(set) var products: [Int32: Product] = [:]
    private(set) var sellers: [Int32: Seller] = [:]
    private(set) var productKeys: [String: Int32] = [:]
    private(set) var sellerKeys: [String: Int32] = [:]
    private(set) var categoryKeys: [String: Int32] = [:]
    private(set) var categoryNames: [Int32: String] = [:]
    private var places: [Int32: Coordinate] = [:]
    private var placesByPrefix: [String: Coordinate] = [:]
    private var stateCentres: [String: Coordinate] = [:]

    /// Reads the tables of an open version.
    init(_ tables: some TableSource) async throws {
        try await readPlaces(tables)
        for row in try await tables.rows(of: "categories") {
            let key = Int32(try row.get("category_key", as: Int.self))
            let name = try row.get("product_category_name", as: String.self)
            categoryKeys[name] = key
            categoryNames[key] = name
        }
        for row in try await tables.rows(of: "sellers") {
            let key = Int32(try row.get("seller_key", as: Int.self))
            let state = try row.getIfPresent("seller_state", as: String.self)
            sellers[key] = Seller(
                state: state, place: place(Int32(try row.get("geolocation_key", as: Int.self)), in: state))
            sellerKeys[try row.get("seller_id", as: String.self)] = key
        }
        for row in try await tables.rows(of: "products") {
            let key = Int32(try row.get("product_key", as: Int.self))
            func number(_ name: String) throws -> Double? { try row.getIfPresent(name, as: Double.self) }
            products[key] = Product(
                categoryKey: Int32(try row.get("category_key", as: Int.self)),
                facts: ProductFacts(
                    weight: try number("weight_g"), length: try number("length_cm"), height: try number("height_cm"),
                    width: try number("width_cm"), photos: try number("photos"),
                    descriptionLength: try number("description_length")))
            productKeys[try row.get("product_id", as: String.self)] = key
        }
    }

    /// The centre of a zip-code area; where it is not known, of the state.
    func place(_ key: Int32, in state: String?) -> Coordinate? {
        places[key] ?? state.flatMap { stateCentres[$0] }
    }

    /// The centre of a zip-code area by its prefix.
    func place(prefix: String) -> Coordinate? { placesByPrefix[prefix] }

    private mutating func readPlaces(_ tables: some TableSource) async throws {
        // Summed in micro-degrees, so that the centre does not depend on the order of the rows.
        var sums: [String: (latitude: Int, longitude: Int, count: Int)] = [:]
        for row in try await tables.rows(of: "places") {
            let place = Coordinate(
                latitude: try row.get("latitude", as: Double.self), longitude: try row.get("longitude", as: Double.self)
            )
            places[Int32(try row.get("geolocation_key", as: Int.self))] = place
            placesByPrefix[try row.get("zip_code_prefix", as: String.self)] = place
            guard let state = try row.getIfPresent("geolocation_state", as: String.self) else { continue }
            var sum = sums[state] ?? (0, 0, 0)
            sum.latitude += Int((place.latitude * 1_000_000).rounded())
            sum.longitude += Int((place.longitude * 1_000_000).rounded())
            sum.count += 1
            sums[state] = sum
        }
        stateCentres = sums.mapValues { sum in
            Coordinate(
                latitude: Double(sum.latitude) / Double(sum.count) / 1_000_000,
                longitude: Double(sum.longitude) / Double(sum.count) / 1_000_000)
        }
    }
}
