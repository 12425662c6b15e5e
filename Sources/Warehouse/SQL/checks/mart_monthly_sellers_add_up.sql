-- rule: The rows of a month add up to that month's sales, to the cent.
-- severity: error
-- table: mart_monthly_sellers
-- The mart is subtracted from the days: what is left is off.

with months as (

    select
        cast(date_trunc('month', purchase_date) as date) as purchase_month,
        item_count,
        revenue,
        freight_value
    from mart_daily_sales

    union all

    select
        cast(date_trunc('month', first_date) as date) as purchase_month,
        -item_count as item_count,
        -revenue as revenue,
        -freight_value as freight_value
    from mart_monthly_sellers

)

select
    purchase_month,
    sum(item_count) as item_count_off,
    sum(revenue) as revenue_off,
    sum(freight_value) as freight_value_off
from months
group by purchase_month
having sum(item_count) <> 0
    or sum(revenue) <> 0
    or sum(freight_value) <> 0
order by purchase_month
