-- One row per day of purchase and per day on which the same products were sold before: how many products. Null where they never were.
-- Products of any range of days, each counted once, are those whose day before lies before the range: they add up.
-- indexes: purchase_date

with order_items as (

    select * from fact_order_items

),

days as (

    select distinct
        product_key,
        purchase_date
    from order_items
    where product_key is not null

),

followed as (

    select
        purchase_date,
        lag(purchase_date) over (partition by product_key order by purchase_date) as previous_date
    from days

),

final as (

    select
        purchase_date,
        previous_date,
        count(*) as product_count
    from followed
    group by
        purchase_date,
        previous_date

)

select * from final
order by
    purchase_date,
    previous_date nulls first
