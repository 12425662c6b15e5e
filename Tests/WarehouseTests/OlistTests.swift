import DuckDB
import Foundation
import Testing

@testable import Warehouse

/// The facts that are known of the real data set, which lies beside the project or where `VITRINE_OLIST` says.
@Suite(.enabled(if: Olist.archive != nil, "the Olist archive is not here"))
struct OlistTests {
    private static let numbers: [(sql: String, expected: Int64)] = [
        ("select count(*) from fact_orders", 99_441),
        ("select count(*) from fact_orders where order_status = 'delivered'", 96_478),
        ("select count(*) from fact_orders where order_status = 'shipped'", 1107),
        ("select count(*) from fact_orders where order_status = 'canceled'", 625),
        ("select count(*) from fact_orders where order_status = 'unavailable'", 609),
        ("select count(*) from fact_orders where order_status = 'invoiced'", 314),
        ("select count(*) from fact_orders where order_status = 'processing'", 301),
        ("select count(*) from fact_orders where order_status = 'created'", 5),
        ("select count(*) from fact_orders where order_status = 'approved'", 2),
        ("select count(*) from dim_customers", 99_441),
        ("select count(distinct person_key) from dim_customers", 96_096),
        ("select count(*) from (select person_key from fact_orders group by 1 having count(*) > 1)", 2997),
        ("select max(n) from (select count(*) as n from fact_orders group by person_key)", 17),
        ("select count(*) from fact_order_items", 112_650),
        ("select sum(price) * 100 from fact_order_items", 1_359_164_370),
        ("select sum(freight_value) * 100 from fact_order_items", 225_190_954),
        ("select count(*) from fact_orders where item_count > 0", 98_666),
        ("select count(*) from fact_payments", 103_886),
        ("select sum(payment_value) * 100 from fact_payments", 1_600_887_212),
        ("select count(*) from fact_orders where payment_count > 0", 99_440),
        ("select sum(payment_value) * 100 from fact_payments where payment_type = 'credit_card'", 1_254_208_419),
        ("select count(*) from fact_payments where payment_type = 'credit_card'", 76_795),
        ("select sum(payment_value) * 100 from fact_payments where payment_type = 'boleto'", 286_936_127),
        ("select count(*) from fact_payments where payment_type = 'boleto'", 19_784),
        ("select sum(payment_value) * 100 from fact_payments where payment_type = 'voucher'", 37_943_687),
        ("select count(*) from fact_payments where payment_type = 'voucher'", 5775),
        ("select sum(payment_value) * 100 from fact_payments where payment_type = 'debit_card'", 21_798_979),
        ("select count(*) from fact_payments where payment_type = 'debit_card'", 1529),
        ("select count(*) from fact_payments where payment_type = 'not_defined'", 3),
        ("select count(*) from fact_reviews", 99_224),
        ("select count(distinct review_id) from fact_reviews", 98_410),
        ("select round(avg(review_score) * 10000) from fact_reviews", 40_864),
        ("select count(delivery_seconds) from fact_orders", 96_470),
        ("select round(avg(delivery_seconds) / 86400.0 * 1000) from fact_orders", 12_558),
        ("select round(median(delivery_seconds) / 86400.0 * 1000) from fact_orders", 10_217),
        ("select count(*) from fact_orders where is_on_time", 89_936),
        ("select count(*) from fact_order_items where price < 50", 39_024),
        ("select count(*) from fact_order_items where price >= 50 and price < 100", 33_141),
        ("select count(*) from fact_order_items where price >= 100 and price < 200", 27_012),
        ("select count(*) from fact_order_items where price >= 200 and price < 500", 10_234),
        ("select count(*) from fact_order_items where price >= 500", 3239),
        ("select count(*) from dim_products", 32_951),
        ("select count(*) from dim_sellers", 3095),
        ("select count(*) from dim_geolocation", 19_015),
        ("select count(*) from dim_product_category_translation", 73),
        ("select count(*) from dim_date", 800),
        (
            "select sum(order_count) from mart_daily_sales where purchase_date between '2018-07-31' and '2018-08-29'",
            6829
        ),
        (
            """
            select sum(price) * 100
            from fact_order_items
            join dim_products using (product_key)
            where product_category_name = 'beleza_saude'
            """, 125_868_134
        ),
        (
            """
            select sum(price) * 100
            from fact_order_items
            join dim_customers using (customer_key)
            where customer_state = 'SP'
            """, 520_295_505
        ),
        (
            """
            select count(*)
            from (
                select fact_payments.person_key
                from fact_payments
                group by person_key
                having sum(payment_value) >= 500 and sum(payment_value) < 2000
            )
            """, 4264
        ),
    ]

    /// The rows that each check of known dirt finds.
    private static let dirt: [String: Int] = [
        "categories_without_translation": 2, "reviews_shared_by_orders": 814, "products_without_category": 610,
        "products_without_dimensions": 2, "products_of_no_weight": 4, "geolocation_duplicates": 261_831,
        "geolocation_outside_brazil": 31, "customers_without_geolocation": 278, "sellers_without_geolocation": 7,
        "orders_without_lines": 775, "orders_without_payment": 1, "orders_without_review": 768,
        "orders_delivered_without_time": 8, "orders_canceled_but_delivered": 6,
        "orders_shipped_before_approval": 1359, "orders_delivered_before_shipped": 23, "payments_of_zero": 9,
        "payments_without_installments": 2, "payments_not_defined": 3, "payments_not_starting_at_one": 80,
        "orders_paid_differently": 303, "orders_after_as_of": 25, "months_without_orders": 1,
        "reviews_without_answer_time": 60, "reviews_without_creation_date": 17,
    ]

    @Test func everyKnownFactHolds() throws {
        let archive = try #require(Olist.archive)
        let shop = try Shop()
        let summary = try shop.load(archive)
        #expect(summary.asOf == "2018-08-29")
        #expect(summary.tables.reduce(0) { $0 + $1.rowsRejected } == 0)
        let connection = try shop.connection()
        for (sql, expected) in Self.numbers {
            #expect(try connection.scalar("select cast((\(sql)) as bigint)", as: Int64.self) == expected, "\(sql)")
        }
        for (name, expected) in Self.dirt {
            let check = try #require(summary.checks.first { $0.name == name }, "\(name)")
            #expect(check.failing == expected, "\(name)")
        }
        #expect(summary.checks.allSatisfy { $0.isPassed || $0.severity == .warn })
    }
}
