-- One row per order and seller with the delivery levels of the seller and of the route between the two states: sums and
-- counts over orders that had been delivered before this one was bought. Deliveries at or after $1 are not looked at.

with items as (

    select * from fact_order_items

),

orders as (

    select * from fact_orders

),

customers as (

    select * from dim_customers

),

sellers as (

    select * from dim_sellers

),

parcels as (

    select
        items.order_key,
        coalesce(items.seller_key, -1) as seller_key,
        coalesce(sellers.seller_state, '?') as seller_state,
        coalesce(customers.customer_state, '?') as customer_state,
        orders.purchased_at,
        case
            when orders.delivery_seconds > 0 and orders.delivered_at < cast($1 as timestamp)
                then orders.delivered_at
        end as delivered_at,
        cast(
            round(ln(cast(greatest(orders.delivery_seconds, 3600) as double precision) / 86400.0) * 1000000) as bigint
        ) as log_days
    from (select distinct order_key, seller_key from fact_order_items) as items
    inner join orders
        on items.order_key = orders.order_key
    left join customers
        on orders.customer_key = customers.customer_key
    left join sellers
        on items.seller_key = sellers.seller_key

),

-- Purchases ask, deliveries answer; of the same instant, the purchase comes first and does not know the delivery.
moments as (

    select
        order_key,
        seller_key,
        seller_state,
        customer_state,
        0 as is_delivery,
        cast(0 as bigint) as log_days,
        purchased_at as happened_at
    from parcels

    union all

    select
        order_key,
        seller_key,
        seller_state,
        customer_state,
        1 as is_delivery,
        log_days,
        delivered_at as happened_at
    from parcels
    where delivered_at is not null

),

levels as (

    select
        order_key,
        seller_key,
        is_delivery,
        sum(log_days) over sellers_past as seller_log_sum,
        sum(is_delivery) over sellers_past as seller_count,
        sum(log_days) over routes_past as route_log_sum,
        sum(is_delivery) over routes_past as route_count
    from moments
    window
        sellers_past as (
            partition by seller_key
            order by
                happened_at,
                is_delivery,
                order_key
            rows between unbounded preceding and current row
        ),
        routes_past as (
            partition by
                seller_state,
                customer_state
            order by
                happened_at,
                is_delivery,
                order_key,
                seller_key
            rows between unbounded preceding and current row
        )

),

final as (

    select
        order_key,
        seller_key,
        cast(seller_log_sum as bigint) as seller_log_sum,
        cast(seller_count as bigint) as seller_count,
        cast(route_log_sum as bigint) as route_log_sum,
        cast(route_count as bigint) as route_count
    from levels
    where is_delivery = 0

)

select * from final
order by
    order_key,
    seller_key
