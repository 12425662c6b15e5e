-- Every seller's deliveries to every state before $1: what order_deliveries.sql knows of an order at $1.

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

final as (

    select
        coalesce(items.seller_key, -1) as seller_key,
        coalesce(sellers.seller_state, '?') as seller_state,
        coalesce(customers.customer_state, '?') as customer_state,
        cast(
            sum(
                cast(
                    round(
                        ln(cast(greatest(orders.delivery_seconds, 3600) as double precision) / 86400.0) * 1000000
                    ) as bigint
                )
            ) as bigint
        ) as log_sum,
        count(*) as delivery_count
    from (select distinct order_key, seller_key from fact_order_items) as items
    inner join orders
        on items.order_key = orders.order_key
    left join customers
        on orders.customer_key = customers.customer_key
    left join sellers
        on items.seller_key = sellers.seller_key
    where orders.delivery_seconds > 0
        and orders.delivered_at < cast($1 as timestamp)
    group by
        coalesce(items.seller_key, -1),
        coalesce(sellers.seller_state, '?'),
        coalesce(customers.customer_state, '?')

)

select * from final
order by
    seller_key,
    seller_state,
    customer_state
