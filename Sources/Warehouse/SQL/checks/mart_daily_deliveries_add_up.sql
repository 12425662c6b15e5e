-- rule: The rows of a day add up to that day's orders and deliveries, to the second.
-- rule_pt: As linhas de um dia somam os pedidos e as entregas desse dia, até o segundo.
-- severity: error
-- table: mart_daily_deliveries

with mart as (

    select
        purchase_date,
        sum(order_count) as order_count,
        sum(timed_delivery_count) as timed_delivery_count,
        sum(delivery_seconds) as delivery_seconds,
        sum(on_time_order_count) as on_time_order_count,
        sum(delivery_seconds_squares) as delivery_seconds_squares,
        min(shortest_delivery_seconds) as shortest_delivery_seconds,
        max(longest_delivery_seconds) as longest_delivery_seconds
    from mart_daily_deliveries
    group by purchase_date

),

orders as (

    select
        purchase_date,
        sum(cast(delivery_seconds as decimal(18, 0)) * delivery_seconds) as delivery_seconds_squares,
        min(delivery_seconds) as shortest_delivery_seconds,
        max(delivery_seconds) as longest_delivery_seconds
    from fact_orders
    group by purchase_date

)

select days.purchase_date
from mart_daily_sales as days
left join mart
    on days.purchase_date = mart.purchase_date
left join orders
    on days.purchase_date = orders.purchase_date
where coalesce(mart.order_count, 0) <> days.order_count
    or coalesce(mart.timed_delivery_count, 0) <> days.timed_delivery_count
    or coalesce(mart.delivery_seconds, 0) <> days.delivery_seconds
    or coalesce(mart.on_time_order_count, 0) <> days.on_time_order_count
    or coalesce(mart.delivery_seconds_squares, 0) <> coalesce(orders.delivery_seconds_squares, 0)
    or coalesce(mart.shortest_delivery_seconds, -1) <> coalesce(orders.shortest_delivery_seconds, -1)
    or coalesce(mart.longest_delivery_seconds, -1) <> coalesce(orders.longest_delivery_seconds, -1)
order by days.purchase_date
