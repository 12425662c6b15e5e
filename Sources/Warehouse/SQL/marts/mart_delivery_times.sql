-- One row per delivered order that says when it was delivered, the fastest first: the day of its purchase, and how long it took.
-- In that order a percentile is found where it lies, without putting deliveries in order.
-- for: medium shops
-- indexes: delivery_days

with orders as (

    select * from fact_orders

),

final as (

    select
        purchase_date,
        delivery_days,
        delivery_seconds
    from orders
    where delivery_seconds is not null

)

select * from final
order by
    delivery_seconds,
    purchase_date
