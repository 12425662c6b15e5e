-- One row per order that has a place in time: order_key counts the orders in purchase order.
-- Numbered here, a few bytes an order, so that no step has to sort whole orders for it.

with orders as (

    select * from stg_orders

),

final as (

    select
        cast(row_number() over (order by purchased_at, order_id) as integer) as order_key,
        order_id
    from orders
    -- The years that the calendar knows (see dim_date).
    where purchased_at >= timestamp '2000-01-01 00:00:00'
        and purchased_at < timestamp '2101-01-01 00:00:00'

)

select * from final
