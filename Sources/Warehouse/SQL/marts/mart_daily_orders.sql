-- One row per day, status and customer's state with orders. Orders and the totals of their lines, payments and reviews add up
-- over all three, and so do people with one order ever; those with several do not, so they are counted from the facts.
-- indexes: purchase_date

with orders as (

    select * from fact_orders

),

places as (

    select * from dim_places

),

final as (

    select
        orders.purchase_date,
        orders.order_status,
        places.state,
        places.region,
        count(*) as order_count,
        count(*) filter (where is_delivered) as delivered_order_count,
        count(*) filter (where order_status = 'canceled') as canceled_order_count,
        count(*) filter (where is_on_time) as on_time_order_count,
        count(*) filter (where not is_on_time) as late_order_count,
        count(is_on_time) as promised_delivery_count,
        count(delivery_seconds) as timed_delivery_count,
        cast(coalesce(sum(delivery_seconds), 0) as bigint) as delivery_seconds,
        count(*) filter (where is_first_order) as new_customer_count,
        count(*) filter (where orders_of_person = 1) as one_order_customer_count,
        count(*) filter (where item_count > 0) as order_with_items_count,
        cast(sum(item_count) as bigint) as item_count,
        cast(sum(items_value) as decimal(18, 2)) as revenue,
        cast(sum(freight_value) as decimal(18, 2)) as freight_value,
        cast(sum(payment_count) as bigint) as payment_count,
        cast(sum(payments_value) as decimal(18, 2)) as payments_value,
        cast(sum(review_count) as bigint) as review_count,
        cast(sum(review_score_sum) as bigint) as review_score_sum
    from orders
    left join places
        on orders.customer_place_key = places.place_key
    group by
        orders.purchase_date,
        orders.order_status,
        places.state,
        places.region

)

select * from final
order by
    purchase_date,
    order_status nulls last,
    state nulls last
