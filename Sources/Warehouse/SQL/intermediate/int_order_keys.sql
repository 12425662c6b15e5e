-- One row per order that has a place in time: order_key counts the orders in purchase order. With the keys of its customer,
-- so that whoever knows the order needs no look at customer_id.
-- Numbered here, a few bytes an order, so that no step has to sort whole orders for it.

with orders as (

    select * from stg_orders

),

customers as (

    select * from dim_customers

),

places as (

    select * from dim_places

),

final as (

    select
        cast(row_number() over (order by orders.purchased_at, orders.order_id) as integer) as order_key,
        orders.order_id,
        customers.customer_key,
        customers.person_key,
        customers.place_key as customer_place_key,
        places.state as customer_place_state,
        customers.geolocation_key as customer_geolocation_key
    from orders
    left join customers
        on orders.customer_id = customers.customer_id
    left join places
        on customers.place_key = places.place_key
    -- The years that the calendar knows (see dim_date).
    where orders.purchased_at >= timestamp '2000-01-01 00:00:00'
        and orders.purchased_at < timestamp '2101-01-01 00:00:00'

)

select * from final
