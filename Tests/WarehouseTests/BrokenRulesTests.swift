import Ingest
import Testing

@testable import Warehouse

/// Each rule that keeps a version from being published can be broken, and its check finds that.
struct BrokenRulesTests {
    /// A change of a sound version for each rule.
    private static let breaks = [
        "dim_customers_geolocation": "update dim_customers set geolocation_key = geolocation_key + 1",
        "dim_customers_id_unique": twice("dim_customers"), "dim_customers_key_unique": twice("dim_customers"),
        "dim_customers_person": "update dim_customers set person_key = person_key + 1 where customer_key = 1",
        "dim_customers_place": "update dim_customers set place_key = place_key + 1 where customer_key = 1",
        "dim_date_id_unique": twice("dim_date"), "dim_date_key_unique": twice("dim_date"),
        "dim_date_without_gaps": "delete from dim_date where date_key = 2",
        "dim_geolocation_id_unique": twice("dim_geolocation"), "dim_geolocation_key_unique": twice("dim_geolocation"),
        "dim_places_id_unique": twice("dim_places"), "dim_places_key_unique": twice("dim_places"),
        "dim_product_category_translation_id_unique": twice("dim_product_category_translation"),
        "dim_product_category_translation_key_unique": twice("dim_product_category_translation"),
        "dim_products_category": "delete from dim_product_category_translation",
        "dim_products_id_unique": twice("dim_products"), "dim_products_key_unique": twice("dim_products"),
        "dim_sellers_geolocation": "update dim_sellers set geolocation_key = geolocation_key + 1",
        "dim_sellers_id_unique": twice("dim_sellers"), "dim_sellers_key_unique": twice("dim_sellers"),
        "dim_sellers_place": "update dim_sellers set place_key = place_key + 1 where seller_key = 1",
        "fact_order_items_category": first("fact_order_items", "category_key = coalesce(category_key, 0) + 1"),
        "fact_order_items_category_set": first("fact_order_items", "category_set_key = category_set_key + 1"),
        "fact_order_items_first_lines": first("fact_order_items", "is_first_of_seller_state = false"),
        "fact_order_items_id_unique": twice("fact_order_items"),
        "fact_order_items_order": first("fact_order_items", "review_scores = review_scores + 32"),
        "fact_order_items_product": first("fact_order_items", "product_key = product_key + 1"),
        "fact_order_items_seller": first("fact_order_items", "seller_key = seller_key + 1"),
        "fact_orders_customer": first("fact_orders", "customer_key = customer_key + 1"),
        "fact_orders_date": first("fact_orders", "date_key = 999999"),
        "fact_orders_first_of_person": first("fact_orders", "is_first_order = not is_first_order"),
        "fact_orders_id_unique": twice("fact_orders"), "fact_orders_key_unique": twice("fact_orders"),
        "fact_payments_id_unique": twice("fact_payments"),
        "fact_payments_order": first("fact_payments", "payment_types = payment_types + 32"),
        "fact_reviews_id_unique": twice("fact_reviews"),
        "fact_reviews_order": first("fact_reviews", "order_status = 'elsewhere'"),
        "mart_as_of_single_row": twice("mart_as_of"),
        "mart_daily_categories_add_up": withoutFirstDay("mart_daily_categories"),
        "mart_daily_deliveries_add_up": withoutFirstDay("mart_daily_deliveries"),
        "mart_daily_hours_add_up": withoutFirstDay("mart_daily_hours"),
        "mart_daily_order_values_add_up": withoutFirstDay("mart_daily_order_values"),
        "mart_daily_orders_add_up": withoutFirstDay("mart_daily_orders"),
        "mart_daily_payments_add_up": withoutFirstDay("mart_daily_payments"),
        "mart_daily_prices_add_up": withoutFirstDay("mart_daily_prices"),
        "mart_daily_products_counted_once": withoutFirstDay("mart_daily_products"),
        "mart_daily_returning_counted_once": withoutFirstDay("mart_daily_returning"),
        "mart_daily_reviews_add_up": withoutFirstDay("mart_daily_reviews"),
        "mart_daily_sales_day_unique": twice("mart_daily_sales"),
        "mart_daily_sales_matches_facts": "update mart_daily_sales set revenue = revenue + 0.01",
        "mart_daily_sellers_counted_once": withoutFirstDay("mart_daily_sellers"),
        "mart_daily_tiers_add_up": withoutFirstDay("mart_daily_tiers"),
        "mart_delivery_times_match_orders": "update mart_delivery_times set delivery_seconds = delivery_seconds + 1",
        "mart_monthly_places_add_up": "update mart_monthly_places set customer_geolocation_key = 1",
        "mart_monthly_products_add_up":
            "update mart_monthly_products set first_of_category_count_to_date = first_of_category_count_to_date + 1",
        "mart_monthly_sellers_add_up": "update mart_monthly_sellers set item_count = item_count + 1",
        "mart_returning_orders_add_up":
            "update mart_returning_orders set payments_value_cents_to_date = payments_value_cents_to_date + 1",
        "mart_returning_orders_match_orders": first("mart_returning_orders", "items_value = items_value + 0.01"),
        "order_lines_negative": first("fact_order_items", "price = -0.01"),
        "order_totals_match_lines": first("fact_orders", "freight_value = freight_value + 0.01"),
        "order_totals_match_payments": first("fact_orders", "payment_types = payment_types + 32"),
        "order_totals_match_reviews": first("fact_orders", "review_scores = review_scores + 32"),
        "payments_negative": first("fact_payments", "payment_value = -0.01"),
        "reconcile_categories": "delete from dim_product_category_translation where category_key = 1",
        "reconcile_customers": "delete from dim_customers where customer_key = 1",
        "reconcile_geolocation": "delete from dim_geolocation where geolocation_key = 1",
        "reconcile_order_items": first("fact_order_items", "price = price + 0.01"),
        "reconcile_order_payments": first("fact_payments", "payment_value = payment_value + 0.01"),
        "reconcile_order_reviews": first("fact_reviews", "review_score = review_score + 1"),
        "reconcile_orders": "delete from fact_orders where order_key = 1",
        "reconcile_products": "delete from dim_products where product_key = 1",
        "reconcile_sellers": "delete from dim_sellers where seller_key = 1",
        "reviews_score_out_of_range": first("fact_reviews", "review_score = 6"),
    ]

    /// A row of a table a second time.
    private static func twice(_ table: String) -> String { "insert into \(table) select * from \(table) limit 1" }

    /// Another value in the rows of the first order that a fact has.
    private static func first(_ fact: String, _ assignment: String) -> String {
        "update \(fact) set \(assignment) where order_key = (select min(order_key) from \(fact))"
    }

    private static func withoutFirstDay(_ mart: String) -> String {
        "delete from \(mart) where purchase_date = (select min(purchase_date) from \(mart))"
    }

    /// What breaks the rules that are checked a slice at a time and do not keep a version from being published.
    private static let dirt: [String: String] = [
        "order_lines_with_gaps": first("fact_order_items", "order_item_id = order_item_id + 1"),
        "payments_not_starting_at_one": first("fact_payments", "payment_sequential = payment_sequential + 1"),
    ]

    @Test func everyRuleThatKeepsAVersionFromBeingPublishedCanBeBroken() throws {
        let shop = try Shop()
        var resources = Loader.Resources()
        resources.ordersOfLargeShop = 0
        try shop.load(shop.export("export", orders: 600).path, resources: resources)
        let store = try VersionStore(home: shop.home())
        let (version, hold) = try #require(try store.holdCurrent())
        defer { withExtendedLifetime(hold) {} }
        let workbench = try Workbench(
            path: store.folder(version.number) + "/warehouse.duckdb", isReadOnly: false, resources: resources,
            spill: shop.folder + "/spill")
        let connection = try workbench.connect()
        let batches = try version.batches.map { try LandedBatch(folder: "\(shop.home().landing)/\($0)") }
        try LandedTables(batches: batches).createViews(in: connection)
        let all = try Check.all()
        let rules = all.filter { $0.severity == .error }
        #expect(Set(rules.map(\.name)) == Set(Self.breaks.keys))
        for step in try ModelCatalog().steps(neededBy: rules) { try workbench.create(step, in: connection) }
        let runner = CheckRunner(workbench: workbench, threads: 1)
        let slicing = CheckRunner(workbench: workbench, threads: 1, sliceWidth: 100)
        let cut = all.filter { $0.slices != nil }
        #expect(Set(cut.map(\.name)).subtracting(Self.breaks.keys) == Set(Self.dirt.keys))
        for rule in cut where rule.severity == .warn {
            let sound = try runner.run(rule, on: connection)
            try connection.execute("begin; \(Self.dirt[rule.name] ?? "")")
            let broken = try runner.run(rule, on: connection)
            #expect(broken.failing > sound.failing, "\(rule.name)")
            #expect(try slicing.run(rule, on: connection) == broken, "\(rule.name)")
            try connection.execute("rollback")
        }
        for rule in rules {
            let sound = try runner.run(rule, on: connection)
            #expect(sound.isPassed && sound.samples.isEmpty, "\(rule.name)")
            try connection.execute("begin; \(Self.breaks[rule.name] ?? "")")
            let broken = try runner.run(rule, on: connection)
            #expect(!broken.isPassed, "\(rule.name)")
            #expect((1...CheckRunner.sampleSize).contains(broken.samples.count), "\(rule.name)")
            // Of large shops, a slice at a time.
            let sliced = try slicing.run(rule, on: connection)
            #expect((sliced.failing, sliced.rows) == (broken.failing, broken.rows), "\(rule.name)")
            #expect(
                sliced.failing > CheckRunner.sampleSize || Set(sliced.samples) == Set(broken.samples),
                "\(rule.name)")
            try connection.execute("rollback")
        }
    }
}
