-- One row per order, in purchase order, with the totals of its lines, payments and reviews.
-- The totals are made before the join, so nothing fans out. An order without lines, payments or reviews has a count
-- and a value of zero, not null: ask for item_count > 0 to leave it out.
-- primary_key: order_key
-- foreign_keys: customer_key dim_customers, customer_place_key dim_places, customer_geolocation_key dim_geolocation, date_key dim_date
-- uncompressed: order_id, customer_id
-- narrow: purchase_date, payment_types, review_scores, category_set_key, customer_place_key, order_key, person_key, orders_of_person, customer_geolocation_key, items_value as cents, freight_value as cents, payments_value as cents, item_count, payment_count, review_count, review_score_sum, is_first_order, is_delivered, is_on_time, delivery_days, delivery_seconds, purchased_at, customer_place_state, order_status, items_value, payments_value
-- narrow_indexes: purchase_date

with orders as (

    select * from stg_orders

),

dates as (

    select * from dim_date

),

order_keys as (

    select * from int_order_keys

),

-- By itself, since DuckDB copies an expression that is read twice.
orders_of_people as (

    select * from int_order_keys

),

totals as (

    select * from int_order_totals

),

mixed_orders as (

    select distinct
        order_key,
        category_set_key
    from int_mixed_orders

),

-- The people who came back: their first order, and how many there are. Everybody else's only order is the first.
returning_people as (

    select
        person_key,
        min(order_key) as first_order_key,
        count(*) as order_count
    from orders_of_people
    where person_key is not null
    group by person_key
    having count(*) > 1

),

-- An order whose purchase is not a day of the calendar has no place in time and stays out (see orphan_rows).
dated as (

    select
        order_keys.order_key,
        order_keys.customer_key,
        order_keys.person_key,
        order_keys.customer_place_key,
        order_keys.customer_place_state,
        order_keys.customer_geolocation_key,
        dates.date_key,
        dates.calendar_date as purchase_date,
        orders.order_id,
        orders.customer_id,
        orders.order_status,
        coalesce(orders.order_status = 'delivered', false) as is_delivered,
        orders.purchased_at,
        orders.approved_at,
        orders.shipped_at,
        orders.delivered_at,
        orders.estimated_delivery_date
    from orders
    inner join order_keys
        on orders.order_id = order_keys.order_id
    inner join dates
        on cast(date_trunc('day', orders.purchased_at) as date) = dates.calendar_date

),

final as (

    select
        dated.order_key,
        dated.customer_key,
        dated.person_key,
        dated.customer_place_key,
        dated.customer_place_state,
        dated.customer_geolocation_key,
        dated.date_key,
        dated.order_id,
        dated.customer_id,
        dated.order_status,
        dated.is_delivered,
        -- By date, as promised. Null unless the order is delivered and says when, as for delivery_seconds.
        case
            when dated.is_delivered
                then cast(date_trunc('day', dated.delivered_at) as date) <= dated.estimated_delivery_date
        end as is_on_time,
        -- Whether it is the first order that its person ever placed; null where the person is not known.
        case
            when dated.person_key is not null
                then coalesce(people.first_order_key, dated.order_key) = dated.order_key
        end as is_first_order,
        -- How many orders that person ever placed. Where it is 1, the row alone stands for its person: counting people
        -- needs a look at their keys only for the few who came back.
        case
            when dated.person_key is not null
                then cast(coalesce(people.order_count, 1) as integer)
        end as orders_of_person,
        cast(coalesce(totals.item_count, 0) as integer) as item_count,
        cast(coalesce(totals.items_value, 0) as decimal(18, 2)) as items_value,
        cast(coalesce(totals.freight_value, 0) as decimal(18, 2)) as freight_value,
        cast(coalesce(totals.payment_count, 0) as integer) as payment_count,
        cast(coalesce(totals.payments_value, 0) as decimal(18, 2)) as payments_value,
        cast(coalesce(totals.review_count, 0) as integer) as review_count,
        cast(coalesce(totals.review_score_sum, 0) as integer) as review_score_sum,
        -- Which types its payments have and which scores its reviews, as bits: credit card 1, boleto 2, voucher 4, debit
        -- card 8, not defined 16; score 1 is 1, score 5 is 16. So that orders are found by them without a look at the rows.
        cast(coalesce(totals.payment_types, 0) as integer) as payment_types,
        cast(coalesce(totals.review_scores, 0) as integer) as review_scores,
        -- Which categories its lines have (see dim_category_sets); null where it has no lines.
        case
            when mixed_orders.category_set_key is not null then mixed_orders.category_set_key
            when totals.item_count > 0 then coalesce(totals.first_category_key, 0)
        end as category_set_key,
        -- Whole days from purchase to the customer's door.
        case
            when dated.is_delivered
                then cast(extract(day from (dated.delivered_at - dated.purchased_at)) as integer)
        end as delivery_days,
        -- From purchase to the customer's door, exact; 86,400 a day.
        case
            when dated.is_delivered
                then cast(
                    extract(day from (dated.delivered_at - dated.purchased_at)) * 86400
                    + extract(hour from (dated.delivered_at - dated.purchased_at)) * 3600
                    + extract(minute from (dated.delivered_at - dated.purchased_at)) * 60
                    + extract(second from (dated.delivered_at - dated.purchased_at)) as bigint
                )
        end as delivery_seconds,
        dated.purchase_date,
        dated.purchased_at,
        dated.approved_at,
        dated.shipped_at,
        dated.delivered_at,
        dated.estimated_delivery_date
    from dated
    left join totals
        on dated.order_key = totals.order_key
    left join mixed_orders
        on dated.order_key = mixed_orders.order_key
    left join returning_people as people
        on dated.person_key = people.person_key

)

select * from final
order by order_key
