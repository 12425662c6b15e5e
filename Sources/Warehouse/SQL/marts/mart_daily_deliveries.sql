-- One row per day of purchase and whole days until delivery, null for all orders that were not delivered or do not say when.
-- indexes: purchase_date

with orders as (

    select * from fact_orders

),

final as (

    select
        purchase_date,
        delivery_days,
        count(*) as order_count,
        count(delivery_seconds) as timed_delivery_count,
        cast(coalesce(sum(delivery_seconds), 0) as bigint) as delivery_seconds,
        cast(coalesce(sum(cast(delivery_seconds as decimal(18, 0)) * delivery_seconds), 0) as decimal(38, 0)) as delivery_seconds_squares,
        min(delivery_seconds) as shortest_delivery_seconds,
        max(delivery_seconds) as longest_delivery_seconds,
        count(*) filter (where is_on_time) as on_time_order_count,
        count(*) filter (where not is_on_time) as late_order_count,
        count(is_on_time) as promised_delivery_count
    from orders
    group by
        purchase_date,
        delivery_days

)

select * from final
order by
    purchase_date,
    delivery_days nulls last
