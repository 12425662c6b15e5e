-- Every seller's price level in every category, over all orders before $1: what order_lines.sql knows of an order at $1.

with items as (

    select * from fact_order_items

),

orders as (

    select * from fact_orders

),

final as (

    select
        coalesce(items.seller_key, -1) as seller_key,
        coalesce(items.category_key, -1) as category_key,
        cast(
            sum(cast(round(ln(cast(greatest(items.price, 0.01) as double precision)) * 1000000) as bigint)) as bigint
        ) as log_sum,
        count(*) as line_count
    from items
    inner join orders
        on items.order_key = orders.order_key
    where orders.purchased_at < cast($1 as timestamp)
    group by
        coalesce(items.seller_key, -1),
        coalesce(items.category_key, -1)

)

select * from final
order by
    seller_key,
    category_key
