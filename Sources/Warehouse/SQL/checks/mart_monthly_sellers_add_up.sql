-- rule: What the rows of a month add is that month's sales, and the last of a seller has all of the seller's, to the cent.
-- severity: error
-- table: mart_monthly_sellers
-- The mart is subtracted from the days, by what its rows add to those that they follow, and its last rows from the facts: what is
-- left is off.

with parts as (

    select
        cast(date_trunc('month', purchase_date) as date) as purchase_month,
        cast(null as integer) as seller_key,
        item_count,
        revenue,
        freight_value,
        0 as first_of_seller_count,
        0 as first_of_seller_state_count
    from mart_daily_sales

    union all

    select
        cast(date_trunc('month', first_date) as date) as purchase_month,
        cast(null as integer) as seller_key,
        -item_count as item_count,
        -revenue as revenue,
        -freight_value as freight_value,
        0 as first_of_seller_count,
        0 as first_of_seller_state_count
    from mart_monthly_sellers

    union all

    select
        cast(date_trunc('month', next_date) as date) as purchase_month,
        cast(null as integer) as seller_key,
        item_count,
        revenue,
        freight_value,
        0 as first_of_seller_count,
        0 as first_of_seller_state_count
    from mart_monthly_sellers
    where next_date is not null

    union all

    select
        cast(null as date) as purchase_month,
        coalesce(seller_key, 0) as seller_key,
        count(*) as item_count,
        sum(price) as revenue,
        sum(freight_value) as freight_value,
        count(*) filter (where is_first_of_seller) as first_of_seller_count,
        count(*) filter (where is_first_of_seller_state) as first_of_seller_state_count
    from fact_order_items
    group by 2

    union all

    select
        cast(null as date) as purchase_month,
        coalesce(seller_key, 0) as seller_key,
        -item_count as item_count,
        -revenue as revenue,
        -freight_value as freight_value,
        -first_of_seller_count as first_of_seller_count,
        -first_of_seller_state_count as first_of_seller_state_count
    from mart_monthly_sellers
    where next_date is null

)

select
    purchase_month,
    seller_key,
    sum(item_count) as item_count_off,
    sum(revenue) as revenue_off,
    sum(freight_value) as freight_value_off,
    sum(first_of_seller_count) as first_of_seller_count_off,
    sum(first_of_seller_state_count) as first_of_seller_state_count_off
from parts
-- Only large shops have it.
where exists (select 1 from mart_monthly_sellers)
group by
    purchase_month,
    seller_key
having sum(item_count) <> 0
    or sum(revenue) <> 0
    or sum(freight_value) <> 0
    or sum(first_of_seller_count) <> 0
    or sum(first_of_seller_state_count) <> 0
order by
    purchase_month nulls last,
    seller_key nulls first
