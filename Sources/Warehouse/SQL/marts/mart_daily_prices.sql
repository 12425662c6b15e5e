-- One row per day and band of an item's price, counted from 0 in the order of the bands.
-- primary_key: purchase_date, price_band

with order_items as (

    select * from fact_order_items

),

final as (

    select
        purchase_date,
        case
            when price < 50 then 0
            when price < 100 then 1
            when price < 200 then 2
            when price < 500 then 3
            else 4
        end as price_band,
        count(*) as item_count,
        cast(sum(price) as decimal(18, 2)) as revenue,
        cast(sum(freight_value) as decimal(18, 2)) as freight_value
    from order_items
    group by 1, 2

)

select * from final
order by
    purchase_date,
    price_band
