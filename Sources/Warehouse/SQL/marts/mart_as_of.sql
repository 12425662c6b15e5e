-- One row: the as-of day that presets such as "last 30 days" end at, and the span of the orders; nulls without orders.
-- The as-of day is the last day with at least a tenth of the median day's orders. The median is taken over all days
-- from the first order to the last, days without orders included.

with days as (

    select * from mart_daily_sales

),

span as (

    select
        min(purchase_date) as first_order_date,
        max(purchase_date) as last_order_date,
        percentile_cont(0.5) within group (order by order_count) as median_daily_orders,
        sum(order_count) as order_count
    from days

),

as_of as (

    select max(days.purchase_date) as as_of_date
    from days
    cross join span
    where days.order_count * 10 >= span.median_daily_orders

),

after_as_of as (

    select sum(days.order_count) as orders_after_as_of
    from days
    inner join as_of
        on days.purchase_date > as_of.as_of_date

),

final as (

    select
        as_of.as_of_date,
        span.first_order_date,
        span.last_order_date,
        cast(span.median_daily_orders as decimal(12, 1)) as median_daily_orders,
        cast(coalesce(span.order_count, 0) as bigint) as order_count,
        cast(coalesce(after_as_of.orders_after_as_of, 0) as bigint) as orders_after_as_of
    from as_of
    cross join span
    cross join after_as_of

)

select * from final
