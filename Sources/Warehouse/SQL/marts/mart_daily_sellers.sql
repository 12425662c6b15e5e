-- One row per day of purchase and per day on which the same sellers sold before: how many sellers. Null where they never did.
-- Sellers of any range of days, each counted once, are those whose day before lies before the range: they add up.
-- indexes: purchase_date

with order_items as (

    select * from fact_order_items

),

days as (

    select distinct
        seller_key,
        purchase_date
    from order_items
    where seller_key is not null

),

followed as (

    select
        purchase_date,
        lag(purchase_date) over (partition by seller_key order by purchase_date) as previous_date
    from days

),

final as (

    select
        purchase_date,
        previous_date,
        count(*) as seller_count
    from followed
    group by
        purchase_date,
        previous_date

)

select * from final
order by
    purchase_date,
    previous_date nulls first
