-- Orders of people with several orders ever: the rows of fact_orders that stand for no person alone; with the days of the
-- person's first order, of the one before (0001-01-01 where there is none) and of the one after (9999-12-31), and what the person
-- had ordered and paid up to it. So the orders and payments of a range are told by its last order of a person, without putting
-- people together.
-- primary_key: order_key
-- narrow: purchase_date, payment_types, review_scores, category_set_key, customer_place_key, order_key, person_key, orders_of_person, customer_geolocation_key, items_value as cents, freight_value as cents, payments_value as cents, item_count, payment_count, review_count, review_score_sum, is_first_order, is_delivered, is_on_time, delivery_days, delivery_seconds, purchased_at, customer_place_state, order_status, items_value, payments_value, first_purchase_date, previous_purchase_date, previous_purchase_date_at_place
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
        coalesce(lag(purchase_date) over orders_of_person, date '0001-01-01') as previous_purchase_date,
        coalesce(lead(purchase_date) over orders_of_person, date '9999-12-31') as next_purchase_date,
        -- The last ones before from the same place, and from the same zip-code prefix.
        coalesce(
            lag(purchase_date) over (
                partition by person_key, customer_place_key
                order by order_key
            ),
            date '0001-01-01'
        ) as previous_purchase_date_at_place,
        coalesce(
            lag(purchase_date) over (
                partition by person_key, customer_geolocation_key
                order by order_key
            ),
            date '0001-01-01'
        ) as previous_purchase_date_at_prefix,
        coalesce(
            min(customer_geolocation_key) over (partition by person_key)
            < max(customer_geolocation_key) over (partition by person_key),
            false
        ) as is_of_several_prefixes,
        cast(row_number() over orders_of_person as integer) as order_number,
        cast(sum(payments_value) over orders_of_person * 100 as bigint) as payments_value_cents_to_date,
        cast(date_trunc('month', purchase_date) as date) as purchase_month,
        cast(date_trunc('month', min(purchase_date) over (partition by person_key)) as date) as first_purchase_month
    from orders
    where orders_of_person > 1
    window orders_of_person as (partition by person_key order by order_key)

)

select * from final
order by order_key
