/// A made-up marketplace that writes exports in the form of the Brazilian E-Commerce Public Dataset by Olist.
///
/// **The data is synthetic.** No row, id or comment of the real data set is in it, and no person, shop or order that it
/// tells of exists. Its distributions are modelled on published figures of that data set: growth and seasons, weekdays and
/// hours, states, categories and prices, baskets, payments, delivery times by distance, reviews that follow delays, repeat
/// buyers. So is its dirt, in the same kinds and proportions, and every piece of it is counted in ``DemoSummary/dirt``.
/// Cities and their postal codes are facts of geography; categories are Olist's.
///
/// The same options give the same bytes on every machine. Orders are made one by one from their number and the seed, so
/// that memory does not grow with their count.
public struct DemoShop: Sendable {
    /// What an export is to hold.
    public struct Options: Equatable, Sendable {
        /// The largest number of orders.
        public static let maximumOrders = 100_000_000

        /// Orders, from 1 to ``maximumOrders``. The other files follow: about 1.13 order lines, 1.04 payments, one
        /// review and one customer an order, a third as many products (100,000 at most), a thirty-second as many
        /// sellers (20,000 at most), ten geolocation rows an order (1,000,000 at most).
        public var orders: Int
        /// Another seed, another shop.
        public var seed: UInt64

        /// - Parameters:
        ///   - orders: How many orders; 20,000 unless told.
        ///   - seed: From what all chance is derived.
        public init(orders: Int = 20_000, seed: UInt64 = 1) {
            self.orders = orders
            self.seed = seed
        }
    }

    /// What its exports hold.
    public let options: Options

    /// - Parameter options: What its exports are to hold.
    public init(options: Options = Options()) {
        self.options = options
    }
}
