-- rule: The rows of a day add up to that day's sales, to the cent.
-- severity: error
-- table: mart_daily_deliveries

with mart as (

    select
        purchase_date,
        sum(order_count) as order_count,
        sum(timed_delivery_count) as timed_delivery_count,
        sum(delivery_seconds) as delivery_seconds,
        sum(on_time_order_count) as on_time_order_count
    from mart_daily_deliveries
    group by purchase_date

)

select days.purchase_date
from mart_daily_sales as days
left join mart
    on days.purchase_date = mart.purchase_date
where coalesce(mart.order_count, 0) <> days.order_count
    or coalesce(mart.timed_delivery_count, 0) <> days.timed_delivery_count
    or coalesce(mart.delivery_seconds, 0) <> days.delivery_seconds
    or coalesce(mart.on_time_order_count, 0) <> days.on_time_order_count
order by days.purchase_date
