-- One row per day and band of the order's value, counted from 0 in the order of the bands; null for orders without items.
-- indexes: purchase_date

with orders as (

    select * from fact_orders

),

final as (

    select
        purchase_date,
        case
            when item_count = 0 then null
            when items_value < 50 then 0
            when items_value < 100 then 1
            when items_value < 200 then 2
            when items_value < 500 then 3
            when items_value < 1000 then 4
            else 5
        end as order_value_band,
        count(*) as order_count,
        cast(sum(item_count) as bigint) as item_count,
        cast(sum(items_value) as decimal(18, 2)) as revenue,
        cast(sum(freight_value) as decimal(18, 2)) as freight_value
    from orders
    group by 1, 2

)

select * from final
order by
    purchase_date,
    order_value_band nulls last
