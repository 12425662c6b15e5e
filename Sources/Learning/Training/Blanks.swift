/// Leaves out inputs of some orders that are learned from, as a client might leave them out.
///
/// Nearly every past order has all its inputs. A model that never saw one missing would answer anything where a client does
/// not know it; one that learned from some orders without it answers what such orders were worth on the whole.
struct Blanks: Sendable {
    /// What becomes of the columns of a group: no value, or no past.
    private let groups: [[(column: Int, value: Float)]]

    /// One in so many orders lacks a group.
    private static let oneIn: UInt64 = 12

    /// Features that are missing together, since they come from the same inputs.
    private static let names: [[String]] = [
        ["payment_type"], ["payment_installments"], ["promised_days"], ["total_weight_g", "heaviest_weight_g"],
        ["total_volume_cm3", "longest_side_cm"], ["photos"], ["description_length"],
        [
            "seller_price_level", "seller_past_items", "seller_category_price_level", "seller_category_past_items",
            "seller_delivery_level", "seller_past_deliveries",
        ],
        ["category_price_level", "seller_category_price_level", "seller_category_past_items"],
        [
            "seller_state", "distance_km", "seller_price_level", "seller_past_items", "seller_category_price_level",
            "seller_category_past_items", "seller_delivery_level", "seller_past_deliveries", "route_delivery_level",
        ],
        ["customer_state", "customer_latitude", "customer_longitude", "distance_km", "route_delivery_level"],
    ]

    init(_ target: Target) {
        let features = target.features.map(\.name)
        groups = Self.names.map { group in
            group.compactMap { name in
                features.firstIndex(of: name).map { ($0, name.contains("_past_") ? 0 : Float.nan) }
            }
        }
    }

    /// The features of an order with what it is made to lack; which that is depends on nothing but the order.
    func applied(to row: ArraySlice<Float>, order: Int32) -> [Float] {
        var row = Array(row)
        for (index, group) in groups.enumerated() where Self.isChosen(order, index) {
            for (column, value) in group { row[column] = value }
        }
        return row
    }

    /// The features of some orders with what each is made to lack.
    func applied(to matrix: FeatureMatrix, rows: [Int], of orders: [PastOrders.Order]) -> FeatureMatrix {
        var blanked = FeatureMatrix(columns: matrix.columns)
        blanked.reserve(rows.count)
        for row in rows { blanked.append(applied(to: matrix[row], order: orders[row].key)) }
        return blanked
    }

    private static func isChosen(_ order: Int32, _ group: Int) -> Bool {
        var mixed = UInt64(UInt32(bitPattern: order)) &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(group) &* 0xD1B5_4A32_D192_ED03
        mixed = (mixed ^ (mixed >> 31)) &* 0xBF58_476D_1CE4_E5B9
        return (mixed >> 33) % oneIn == 0
    }
}
