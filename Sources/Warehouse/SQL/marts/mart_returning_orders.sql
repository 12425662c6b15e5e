-- Orders of people with several orders ever: the rows of fact_orders that stand for no person alone; with the days of the
-- person's first order and of the one before, null where there is none.
-- primary_key: order_key
-- narrow: purchase_date, payment_types, review_scores, category_set_key, customer_place_key, order_key, person_key, orders_of_person, customer_geolocation_key, items_value as cents, freight_value as cents, payments_value as cents, item_count, payment_count, review_count, review_score_sum, is_first_order, is_delivered, is_on_time, delivery_days, delivery_seconds, purchased_at, customer_place_state, order_status, items_value, payments_value, first_purchase_date, previous_purchase_date
-- narrow_indexes: purchase_date

with orders as (

    select * from fact_orders

),

final as (

    select
        purchase_date,
        payment_types,
        review_scores,
        category_set_key,
        customer_place_key,
        customer_place_state,
        order_key,
        person_key,
        orders_of_person,
        customer_geolocation_key,
        items_value,
        freight_value,
        payments_value,
        item_count,
        payment_count,
        review_count,
        review_score_sum,
        is_first_order,
        is_delivered,
        is_on_time,
        delivery_days,
        delivery_seconds,
        purchased_at,
        order_status,
        min(purchase_date) over (partition by person_key) as first_purchase_date,
        lag(purchase_date) over (partition by person_key order by order_key) as previous_purchase_date
    from orders
    where orders_of_person > 1

)

select * from final
order by order_key
